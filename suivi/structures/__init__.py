"""PURE: what a responsable is told of a whole structure: counts, and nothing of few pupils."""
