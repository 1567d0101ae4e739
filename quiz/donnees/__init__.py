"""All that is stored of one student: the export, and the same in words."""
