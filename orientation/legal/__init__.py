"""Who runs the site, and the pages the law asks for that say nothing of answers."""
