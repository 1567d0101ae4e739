"""Text and fixtures → rows: one fiche at a time, or the whole catalogue."""
