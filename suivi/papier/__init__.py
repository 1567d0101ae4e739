"""The questionnaire on paper: what it asks, under which signs (feuille), and what was typed from it (lecture). Pure."""
