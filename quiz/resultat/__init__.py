"""A result frozen as it was found, and two of them compared. Pure."""
