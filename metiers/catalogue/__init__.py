"""Builds the catalogue fixture from the open data: reads the sources, joins them, derives figures, assembles JSON.

No Django here; `manage.py build_catalogue` is the way in for people.
"""
