"""Catalogue → the bytes of the fixtures: one line per header entry and per métier, sorted keys, LF. Pure."""

import json
from collections.abc import Mapping, Sequence


def to_json(header: Mapping[str, object], metiers: Sequence[Mapping[str, object]]) -> bytes:
    """UTF-8. Raises ValueError for a NaN, which JSON does not know."""
    entries = ",\n".join(f"{_compact(key)}:{_compact(header[key])}" for key in sorted(header))
    lines = ",\n".join(_compact(metier) for metier in metiers)
    return f'{{"entete":{{\n{entries}\n}},\n"metiers":[\n{lines}\n]}}\n'.encode()


def splits_to_json(splits: Mapping[str, object]) -> bytes:
    """Code → what `splits.halves` takes: one line per métier."""
    lines = ",\n".join(f"{_compact(code)}:{_compact(splits[code])}" for code in sorted(splits))
    return f'{{"metiers":{{\n{lines}\n}}}}\n'.encode()


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
