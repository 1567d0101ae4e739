"""What writes a file as it is sent: the part that is written and has not left yet. Pure."""

import io


class Flux(io.RawIOBase):
    """A file that cannot go back, for `zipfile`."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, octets: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        self._pending += octets
        return len(octets)

    def take(self) -> bytes:
        """What was written since the last time."""
        taken = bytes(self._pending)
        self._pending.clear()
        return taken
