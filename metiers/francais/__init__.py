"""How French is written: figures, grammar, phrases. Pure."""
