"""Kept sheets in, one PDF out, as a process of its own: hundreds of pages take memory that is only given back with it.

python -m suivi.documents.relier 2026-12-01 < sheets.json > sheets.pdf
"""

import json
import sys
from datetime import date

from suivi.documents.entretien import render_fiches
from suivi.documents.garde import read_one

if __name__ == "__main__":
    fiches = [read_one(one) for one in json.load(sys.stdin.buffer)]
    sys.stdout.buffer.write(render_fiches(fiches, fait_le=date.fromisoformat(sys.argv[1])))
