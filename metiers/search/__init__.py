"""Finding métiers: words, filters, counts, order. Pure, so that SQLite and PostgreSQL give the same hits."""
