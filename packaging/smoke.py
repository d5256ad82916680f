"""Does a built program do its main job? python3 packaging/smoke.py dist/mash-desk/mash-desk

It goes the whole way on made-up people without a screen, in a folder of its own and with nothing of this machine's
Python in reach: files in, links, a decided share, its paper, the log verified. Exit code 0 when all of it is there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PASSPHRASE = "made up people only here"


def run(program: str, home: Path, *words: str) -> str:
    """Run one command of the built program and give what it says; stop with its words when it fails."""
    keep = ("SYSTEMROOT", "TEMP", "TMP", "LANG", "PATHEXT")
    environment = {name: os.environ[name] for name in keep if name in os.environ}
    environment |= {"HOME": str(home), "USERPROFILE": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [program, *words], env=environment, capture_output=True, text=True, check=False, cwd=home
    )
    if done.returncode:
        sys.exit(f"{' '.join(words)} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def main(program: str) -> None:
    """Go the whole way once."""
    program = str(Path(program).resolve())
    with tempfile.TemporaryDirectory(prefix="mash-desk-smoke-") as folder:
        home, out = Path(folder), Path(folder) / "out"
        run(program, home, "demo", "--out", str(out))
        word = home / "passphrase"
        word.write_text(PASSPHRASE, encoding="utf-8")
        who = ("--passphrase-file", str(word))
        found = run(program, home, "find", str(out / "made-up.mash"), "petherick isla", *who)
        verified = run(program, home, "verify", str(out / "made-up.mash"), *who)
        paper = (out / "referral.pdf").read_bytes()
        pictures = sorted((out / "pictures").glob("*.png"))
        wanted = {
            "found": "P-A" in found,
            "verified": "holds" in verified,
            "paper": paper.startswith(b"%PDF-"),
        }
        wanted["pictures of the windows"] = len(pictures) >= 8
        missing = [name for name, there in wanted.items() if not there]
        if missing:
            sys.exit(f"missing: {', '.join(missing)}")
        print(
            f"The built program does its main job: {len(pictures)} windows drawn, a paper of {len(paper):,} bytes."
        )


if __name__ == "__main__":
    main(*sys.argv[1:2] or sys.exit(__doc__))
