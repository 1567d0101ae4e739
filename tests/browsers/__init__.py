"""What `./dev browsers` and `./dev audit` try by hand: programs that the suite does without."""
