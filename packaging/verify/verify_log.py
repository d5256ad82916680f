#!/usr/bin/env python3
"""Check a log that MASH Desk wrote out, without MASH Desk: python3 verify_log.py LOG.jsonl [HEAD ...]

LOG.jsonl is what ``log STORE --chain LOG.jsonl`` writes, one entry a line; a HEAD stands at the foot of a paper, such as
412-9f3a0c77b1d2. Without one, a log that was cut off at its end or written anew as a whole cannot be told. Exit code 0:
no fault; 1: the faults are printed; 2: the file cannot be read. Written apart from the program's own check on purpose.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from typing import Any

TEXTS = ("at", "officer_id", "officer", "device", "act")
LISTS = ("persons", "things", "groups")
KINDS: dict[str, type] = dict.fromkeys((*TEXTS, "reason_code", "digest", "previous", "hash", "seal"), str)
KINDS |= dict.fromkeys((*LISTS, "changes"), list) | {"sequence": int, "counts": dict}


def entry_hash(entry: dict[str, Any]) -> str:
    """Hash the fields in their order, each with its length in eight bytes before it."""
    written = [str(entry["sequence"])] + [entry[name] for name in TEXTS]
    written += [json.dumps(entry[name], ensure_ascii=False, separators=(",", ":")) for name in LISTS]
    written += [json.dumps(entry["counts"], sort_keys=True, separators=(",", ":"))]
    written += [entry[name] for name in ("reason_code", "digest", "previous")]
    parts = [text.encode("utf-8", "surrogatepass") for text in written]
    return hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).hexdigest()


def read(line: str) -> dict[str, Any] | None:
    """Give the entry on a line, or None where it is none: a field too many or too few, or one of another kind."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(entry, dict) or {name: type(value) for name, value in entry.items()} != KINDS:
        return None
    return (
        entry if all(isinstance(each, str) for name in (*LISTS, "changes") for each in entry[name]) else None
    )


def check(lines: Iterable[str], heads: Iterable[str] = ()) -> list[str]:
    """Give every fault as a sentence: of the entries, of their order, and of the heads written down elsewhere."""
    found: list[str] = []
    hashes, before = dict[str, str](), ""
    for number, entry in enumerate(map(read, lines), 1):
        if entry is None:
            return [*found, f"Line {number} is not an entry of a log."]
        if entry["sequence"] != number:
            found.append(f"Entry {entry['sequence']} stands where entry {number} belongs.")
        if entry["previous"] != before:
            found.append(f"Entry {number} does not follow from the one before it.")
        if entry_hash(entry) != entry["hash"]:
            found.append(f"Entry {number} was altered after it was written.")
        changes = "\n".join(entry["changes"]).encode("utf-8", "surrogatepass")
        if entry["digest"] != (hashlib.sha256(changes).hexdigest() if entry["changes"] else ""):
            found.append(f"The changes of entry {number} are not the ones it was written with.")
        hashes[str(entry["sequence"])] = before = entry["hash"]
    for head in heads:
        at, _, beginning = head.strip().partition("-")
        if len(beginning) < 12 or not hashes.get(at, "").startswith(beginning.lower()):
            found.append(f"The log does not lead to {head}: it was cut short, or written anew.")
    return found


if __name__ == "__main__":
    try:
        with open(sys.argv[1], encoding="utf-8") as log:
            faults = check(log, sys.argv[2:])
    except (IndexError, OSError, UnicodeDecodeError) as error:
        print(f"The log cannot be read ({error}).\n\n{__doc__}", file=sys.stderr)
        sys.exit(2)
    print("\n".join(faults) or "No fault was found.")
    sys.exit(1 if faults else 0)
