"""Gold and weak labels to models."""
