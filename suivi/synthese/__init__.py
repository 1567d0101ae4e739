"""What a counsellor reads of one send before the talk: facts, what is particular, questions. Pure."""
