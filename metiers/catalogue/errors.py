"""What stops a build. Pure."""

from pathlib import Path


class CatalogueError(Exception):
    """A source that cannot be used, told in French to the maintainer who rebuilds the catalogue."""

    @classmethod
    def in_file(cls, path: Path, reason: str) -> "CatalogueError":
        """Names the file with its folder: two sources may hold files of the same name."""
        return cls(f"{path.parent.name}/{path.name} : {reason}")
