"""The cache that all workers share, in the database."""

import base64
import pickle
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connection, transaction


class SharedCache(DatabaseCache):
    _table: str

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Django's own reads, then writes: of two wrong passwords at once one is lost, and a count that is written
        again lasts as long as any other. Here the row is held meanwhile, and keeps its end."""
        made, table = self.make_and_validate_key(key, version=version), connection.ops.quote_name(self._table)
        held = " FOR UPDATE" if connection.features.has_select_for_update else ""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} WHERE cache_key = %s{held}", [made])  # noqa: S608
            value = self.get(key, version=version)
            if value is None:
                raise ValueError(f"Key {key!r} not found")
            written = base64.b64encode(pickle.dumps(value + delta, self.pickle_protocol)).decode("latin1")
            cursor.execute(f"UPDATE {table} SET value = %s WHERE cache_key = %s", [written, made])  # noqa: S608
        return int(value + delta)
