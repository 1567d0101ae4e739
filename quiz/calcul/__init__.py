"""Answers and rows → a result, by the method."""
