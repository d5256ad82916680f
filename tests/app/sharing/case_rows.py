"""A row of a judging file that can be read, to be changed one cell at a time, and how tests judge such rows."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from app.sharing.case_codes import codes_of
from app.sharing.case_file import Case, open_cases, read_cases
from app.sharing.case_results import judge_cases
from app.sharing.catalogue import shipped_catalogue

CASES = Path(__file__).parent / "cases"
LAW = shipped_catalogue()
CODES = codes_of(LAW)
CHILD: dict[str, Any] = {"id": "K1", "role": "child", "dob": "2018-02-20"}
ITEM: dict[str, Any] = {"cat": "IDENTITY", "about": "K1", "tag": "fact", "source": "case record"}
ROW: dict[str, Any] = {
    "id": "A1",
    "event": "SHARE",
    "date": "2026-11-03",
    "decision": "SHARE",
    "mode": "IDENTIFIABLE",
    "sender": {"body": "LA", "name": "Westharbour Council"},
    "recipient_class": "GP",
    "recipient_name": "Lighthouse Surgery / practice manager",
    "recipient_flags": {"body": "GP"},
    "subjects": [CHILD],
    "items": [ITEM],
    "gateways": "CA04-11",
    "art6": "6e",
}


def as_csv(*rows: dict[str, Any], columns: list[str] | None = None, line_end: str = "\n") -> str:
    """Write rows as a judging file; what is no text is written as JSON."""
    out = io.StringIO()
    names = columns or list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names, restval="", lineterminator=line_end)
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {name: cell if isinstance(cell, str) else json.dumps(cell) for name, cell in row.items()}
        )
    return out.getvalue()


def read(*rows: dict[str, Any]) -> list[Case]:
    """Read rows as the command does."""
    return list(read_cases(open_cases(as_csv(*rows).encode()), CODES))


def judged(content: bytes | str) -> list[dict[str, str]]:
    """Judge a file and give its lines by column."""
    whole = content if isinstance(content, bytes) else content.encode()
    return list(csv.DictReader(io.StringIO(judge_cases(whole, LAW).text, newline="")))
