"""The method: statements, priorities, index, places and how firm they are. Pure: numpy alone."""
