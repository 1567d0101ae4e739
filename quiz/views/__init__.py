"""Pages of the quiz: its steps, the fit report, the ranking. Each answers a whole page, with or without htmx."""
