"""Makes the demo corpus: invented dossiers as PDF and XLSX, and the truth about them, byte for byte the same each time."""
