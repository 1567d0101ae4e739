"""Public pages about métiers. Reading them sets no cookie; only keeping a favourite does."""
