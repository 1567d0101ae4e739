"""How a class comes in: its code, the pseudonyms, the school year. Pure."""
