"""What a result says, in French, on pages and on paper; the geometry of its charts. Pure."""
