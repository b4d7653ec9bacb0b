"""Makes the demo corpus, invented dossiers as PDF and XLSX with the truth about them, the same bytes each time."""
