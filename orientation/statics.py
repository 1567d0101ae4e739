"""Static files as they are served: hashed, compressed, and ours without comments and indents."""

from collections.abc import Callable
from pathlib import PurePosixPath

from django.core.files.base import ContentFile, File
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_OURS = ("css", "js")  # the folders of orientation/static/
_MINIFY: dict[str, Callable[[str], str]] = {".css": cssmin, ".js": jsmin}


class MinifiedStorage(CompressedManifestStaticFilesStorage):
    def _save(self, name: str, content: "File[bytes]") -> str:
        path = PurePosixPath(name)
        minify = _MINIFY.get(path.suffix) if path.parts[0] in _OURS else None
        if minify:
            content.seek(0)
            content = ContentFile(minify(content.read().decode()).encode())
        saved: str = super()._save(name, content)
        return saved
