"""What the method does on a catalogue, with simulated students. Pure."""
