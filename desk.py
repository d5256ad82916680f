"""Set MASH Desk up on a machine that has only Python, then run what was asked.

    python3 desk.py demo        the program on a made-up team
    python3 desk.py test        format, lint, types, import contracts, house rules and tests, in one go
    python3 desk.py check       the same without the tests
    python3 desk.py open        the program on your own store
    python3 desk.py bench       how fast it is, beside the bare libraries
    python3 desk.py ...         any other command of the program; "help" lists them

On Windows write "py desk.py" instead. Before the command: --offline takes the packages from the folder "wheels",
--where says what would be installed, and installs nothing. This script needs the standard library only.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
WHEELS = HERE / "wheels"
WINDOWS = os.name == "nt"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if WINDOWS else "bin/python")
RUN_LOCK = HERE / "requirements.lock"
TEST_LOCK = HERE / "requirements-dev.lock"
LOWEST_PYTHON = (3, 11)
STOPPED = 130


class Library(NamedTuple):
    """A system library that Qt loads, with the package that brings it on three families of Linux."""

    file: str
    apt: str
    dnf: str
    pacman: str


#: What Qt needs to draw at all, on a screen or without one.
DRAWING = (
    Library("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    Library("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Library("libgthread-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    Library("libX11.so.6", "libx11-6", "libX11", "libx11"),
    Library("libz.so.1", "zlib1g", "zlib-ng-compat", "zlib"),
    Library("libzstd.so.1", "libzstd1", "libzstd", "zstd"),
)
#: What Qt needs besides for a window on a screen and for the list of printers.
SCREEN = (
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util", "xcb-util"),
    Library("libxcb-randr.so.0", "libxcb-randr0", "libxcb", "libxcb"),
    Library("libxcb-render.so.0", "libxcb-render0", "libxcb", "libxcb"),
    Library("libxcb-shm.so.0", "libxcb-shm0", "libxcb", "libxcb"),
    Library("libxcb-sync.so.1", "libxcb-sync1", "libxcb", "libxcb"),
    Library("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb", "libx11"),
    Library("libwayland-client.so.0", "libwayland-client0", "libwayland-client", "wayland"),
    Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland"),
    Library("libcups.so.2", "libcups2", "cups-libs", "libcups"),
)

CHECKS = (
    ("format", ["-m", "ruff", "format", "--check", "--quiet", "."]),
    ("lint", ["-m", "ruff", "check", "--quiet", "."]),
    ("types", ["-m", "mypy"]),
    ("import contracts", ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]),
)


class CannotGoOn(Exception):
    """Something is missing that this script cannot put right; the text says what to do."""


def main(arguments: list[str]) -> int:
    """Make the environment ready and run the command; give its exit status."""
    options, command, rest = split(arguments)
    if command in ("", "-h", "--help"):
        print(__doc__)
        return 0 if command else 2
    testing = command in ("test", "check")
    try:
        locks = [RUN_LOCK, TEST_LOCK] if testing else [RUN_LOCK]
        if "--where" in options:
            return say_where(locks, command)
        prepare(locks, libraries_for(command), offline="--offline" in options)
        began = time.time()
        if command == "test":
            return run_tests(rest, began)
        if command == "check":
            return run_checks_and_house_rules(rest, began)
        return run_program(["--help"] if command == "help" else [command, *rest])
    except CannotGoOn as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next run goes on from here.", file=sys.stderr)
        return STOPPED


def split(arguments: list[str]) -> tuple[set[str], str, list[str]]:
    """Part this script's own options, which stand first, from the command and what belongs to it."""
    options = set()
    while arguments and arguments[0] in ("--offline", "--where"):
        options.add(arguments[0])
        arguments = arguments[1:]
    return options, arguments[0] if arguments else "", arguments[1:]


# --- making ready ---------------------------------------------------------------------------------------------------


def prepare(locks: list[Path], libraries: list[Library], *, offline: bool) -> None:
    """Put in place what is missing: system packages, the environment, the locked packages; at once when all is there."""
    refuse_bad_pairs()
    need_environment = not (PYTHON.exists() and stamped(RUN_LOCK))
    settle_system(missing_from_system(libraries, with_venv=need_environment))
    if all(stamped(lock) for lock in locks) and PYTHON.exists():
        return
    began = time.monotonic()
    make_environment()
    install(locks, offline=offline)
    print(f"Set up in {time.monotonic() - began:.0f} s; the next run starts at once", flush=True)


def refuse_bad_pairs() -> None:
    """Refuse a Python that is too old, and the pair of Python 3.11 with PySide6 6.12, which ends in a crash."""
    if sys.version_info < LOWEST_PYTHON:
        raise CannotGoOn(
            f"MASH Desk needs Python {'.'.join(map(str, LOWEST_PYTHON))} or newer; "
            f"this is {sys.version.split()[0]}. Install a newer one and run the same line with it."
        )
    found = re.search(r"^pyside6-essentials==(\d+)\.(\d+)", RUN_LOCK.read_text(encoding="utf-8"), re.M)
    if found and (int(found[1]), int(found[2])) >= (6, 12) and sys.version_info < (3, 12):
        raise CannotGoOn(
            f"The lock asks for PySide6 {found[1]}.{found[2]}, which loses count of None and True on Python 3.11 and "
            "ends in a crash. Use Python 3.12 or newer, or lock PySide6 below 6.12."
        )


def libraries_for(command: str) -> list[Library]:
    """List the system libraries that a command needs; only Linux leaves them to the machine."""
    if not sys.platform.startswith("linux"):
        return []
    on_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return [*DRAWING, *(SCREEN if on_screen and command in ("demo", "open") else ())]


def missing_from_system(libraries: list[Library], *, with_venv: bool) -> list[Library]:
    """Load every library by name and give all that would not load; Python's own venv package counts as one."""
    missing = [library for library in libraries if not loads(library.file)]
    if with_venv and importlib.util.find_spec("ensurepip") is None:
        own = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        missing.append(Library("Python's venv and pip", own, "python3-pip", "python"))
    return missing


def loads(file: str) -> bool:
    """Say whether the system's loader finds a shared library and all that it needs in turn."""
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def settle_system(missing: list[Library]) -> None:
    """Install what is missing where this is root on a Debian-like system; else say the one line to run."""
    if not missing:
        return
    print("Missing on this machine: " + ", ".join(library.file for library in missing), flush=True)
    line = install_line(missing)
    if line[:1] != ["apt-get"] or os.geteuid() != 0:
        how = " ".join(line) if line else "Install the packages that bring them"
        raise CannotGoOn(f"Have an administrator run this one line, then try again:\n\n    {how}\n")
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    print("Installing: " + " ".join(line), flush=True)
    subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
    done = subprocess.run([*line[:1], "-qq", *line[1:]], env=quiet, check=False, stdout=subprocess.DEVNULL)
    left = [library.file for library in missing if library.file.startswith("lib") and not loads(library.file)]
    if done.returncode or left:
        raise CannotGoOn(
            f"The system packages could not be installed. Run by hand, then try again:\n\n    {' '.join(line)}\n"
        )


def install_line(missing: list[Library]) -> list[str]:
    """Write the line that installs what is missing with this system's own tool; empty if the tool is unknown."""
    for tool, start in (
        ("apt", "apt-get install -y --no-install-recommends"),
        ("dnf", "dnf install -y"),
        ("pacman", "pacman -S"),
    ):
        if shutil.which(start.split()[0]):
            return [*start.split(), *sorted({getattr(library, tool) for library in missing})]
    return []


def make_environment() -> None:
    """Make ``.venv`` with its pip; one that is half made or belongs to another Python is made anew."""
    if PYTHON.exists() and same_python() and quietly([str(PYTHON), "-m", "pip", "--version"]) == 0:
        return
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    print("Making .venv", flush=True)
    if quietly([sys.executable, "-m", "venv", str(ENVIRONMENT)]) != 0:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        raise CannotGoOn(
            "Python could not make the folder .venv here. Check that this folder can be written to."
        )


def same_python() -> bool:
    """Say whether ``.venv`` was made by the version of Python that runs this script."""
    code = f"import sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])!r})"
    return quietly([str(PYTHON), "-c", code]) == 0


def install(locks: list[Path], *, offline: bool) -> None:
    """Install the locked packages, each checked against its hash, and stamp the environment with the locks."""
    if offline and not WHEELS.is_dir():
        raise CannotGoOn(
            "--offline takes the packages from a folder called wheels beside desk.py, and there is none."
        )
    source = ["--no-index", "--find-links", str(WHEELS)] if offline else []
    named = [part for lock in locks for part in ("-r", str(lock))]
    print("Installing the locked packages into .venv", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if run([*pip, "--require-hashes", "--only-binary=:all:", *source, *named]) != 0:
        raise CannotGoOn(
            "The packages could not be installed; pip says above why. Without a network, copy the folder wheels from a "
            "machine that has one (packaging/README.md says how it is made) and add --offline before the command."
        )
    for lock in locks:
        stamp_of(lock).write_text(stamp_text(lock), encoding="utf-8")


def stamp_of(lock: Path) -> Path:
    """Name the file in ``.venv`` that says which state of a lock was installed."""
    return ENVIRONMENT / f"{lock.name}.sha256"


def stamp_text(lock: Path) -> str:
    """Give what a stamp says: the version of Python and the SHA-256 of the lock."""
    return f"{sys.version_info[0]}.{sys.version_info[1]} {hashlib.sha256(lock.read_bytes()).hexdigest()}\n"


def stamped(lock: Path) -> bool:
    """Say whether the environment holds exactly this lock."""
    stamp = stamp_of(lock)
    return stamp.exists() and stamp.read_text(encoding="utf-8") == stamp_text(lock)


def say_where(locks: list[Path], command: str) -> int:
    """Say what would be installed, and where, without doing it."""
    missing = missing_from_system(libraries_for(command), with_venv=not PYTHON.exists())
    print("System packages: " + (" ".join(install_line(missing)) if missing else "nothing is missing"))
    for lock in locks:
        state = "is there" if stamped(lock) else "would be installed"
        names = re.findall(r"^[A-Za-z0-9._-]+==\S+", lock.read_text(encoding="utf-8"), re.M)
        print(f"{lock.name} in {ENVIRONMENT.name}: {state}\n    " + "\n    ".join(names))
    return 0


# --- running --------------------------------------------------------------------------------------------------------


def run_program(arguments: list[str]) -> int:
    """Hand over to the program itself, in the folder where the officer stands."""
    path = os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH")]))
    environment = dict(surroundings(), PYTHONPATH=path)
    # The bench measures the program from outside, so it stands with the tests; it needs none of their packages.
    module, rest = ("tests.benchmarks", arguments[1:]) if arguments[0] == "bench" else ("app", arguments)
    line = [str(PYTHON), "-P", "-m", module, *rest]
    if not WINDOWS:
        sys.stdout.flush()
        os.execve(line[0], line, environment)
    return run(line, environment)


def run_tests(arguments: list[str], began: float) -> int:
    """Run the checks, then the tests; pytest's closing line is the last that is printed."""
    failed = run_checks()
    line = [str(PYTHON), "-m", "pytest", *spread(arguments), *arguments]
    told = {"DESK_BEGAN": str(began), "DESK_FAILED_CHECKS": ", ".join(failed), "QT_QPA_PLATFORM": "offscreen"}
    status = run(line, dict(surroundings(), **told), HERE)
    return status or (1 if failed else 0)


def spread(arguments: list[str]) -> list[str]:
    """Use two processes, unless the caller chose a number or wants to debug."""
    chosen = any(
        one.startswith(("-n", "--numprocesses", "--pdb", "-s", "--capture", "--co")) for one in arguments
    )
    return [] if chosen else ["-n", "2", "--dist", "worksteal"]


def run_checks_and_house_rules(arguments: list[str], began: float) -> int:
    """Run the checks and the house rules, without the other tests."""
    return run_tests(["-n0", "tests/house_rules", *arguments], began)


def run_checks() -> list[str]:
    """Run format, lint, types and import contracts; print one line each and what a failing one says; name the failed."""
    failed = []
    for name, arguments in CHECKS:
        began = time.monotonic()
        done = subprocess.run(
            [str(PYTHON), *arguments],
            cwd=HERE,
            env=surroundings(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        passed = done.returncode == 0
        print(f"{name:<18} {'passed' if passed else 'FAILED'} {time.monotonic() - began:6.1f} s", flush=True)
        if not passed:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    return failed


def surroundings() -> dict[str, str]:
    """Give the environment for what is started: text is UTF-8 wherever this runs."""
    return dict(os.environ, PYTHONUTF8="1")


def run(line: list[str], environment: dict[str, str] | None = None, folder: Path | None = None) -> int:
    """Run a program to its end; Ctrl-C reaches it too, and this script waits until it has tidied up."""
    with subprocess.Popen(line, env=environment, cwd=folder) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:
            child.wait()
            return STOPPED


def quietly(line: list[str]) -> int:
    """Run a program whose words nobody needs; give its exit status."""
    return subprocess.run(line, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
