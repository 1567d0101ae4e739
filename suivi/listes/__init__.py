"""The lists of counsellors: one pupil as lists know them, chosen, ordered, counted, put in words. Pure."""
