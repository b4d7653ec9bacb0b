"""Recognition: one small interface, an engine a module, and the choice between them."""
