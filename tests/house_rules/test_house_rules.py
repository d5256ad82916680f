"""Does every file keep to the rules of the house? Each rule says in its message why it is there."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("app", "models", "resources", "ui")
TEXT_KINDS = {
    "",
    ".csv",
    ".html",
    ".in",
    ".ini",
    ".json",
    ".lock",
    ".mako",
    ".md",
    ".py",
    ".toml",
    ".txt",
    ".yml",
}

LONGEST_FILE, LONGEST_TEST_FILE, LONGEST_FUNCTION = 400, 600, 40
MOST_BROAD_EXCEPTS = 2
SHAPELESS_NAMES = re.compile(r"^(.*_)?(utils?|helpers?|common|misc|managers?)$|^base_")
EMPTY_TEST_WORDS = re.compile(
    r"_works$|(^|_)(works_(fine|well|right)|correctly|as_expected|handles|properly)(_|$)"
)
UNFINISHED = re.compile(r"#\s*X{3}\b|\b(T[O]DO|F[I]XME|for n[o]w|st[u]b)\b")
MACHINE_PATH = re.compile(r"(?<![\w.~>])/(?:work|tmp|home|root)/|\b[A-Z]:\\Users\\")
THREADS = {
    "Thread",
    "Timer",
    "ThreadPoolExecutor",
    "ProcessPoolExecutor",
    "QThread",
    "QThreadPool",
    "QRunnable",
}
PROCESSES = {"multiprocessing", "subprocess", "asyncio", "concurrent"}
#: The only places that start work beside the caller: the door off the screen's thread, the reader of strange files in
#: a child process, and the measuring of a process start.
MAY_START_THREADS = {"ui/operations.py"}
MAY_START_PROCESSES = re.compile(
    r"^(ui/operations\.py|app/feeds/\w+\.py|app/cli/bench\w*\.py|app/bench\w*(/\w+)?\.py)$"
)
MAY_PRINT = re.compile(r"^app/(cli(/.*)?|__main__|bench.*)\.py$|^app/(cli|bench)/")


@cache
def sources(*folders: str) -> tuple[Path, ...]:
    """List the Python files below folders; a migration's version is one list of statements and is not among them."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return tuple(path for path in found if not {"__pycache__", "versions"} & set(path.parts))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def places(paths: tuple[Path, ...], fault: Callable[[ast.AST], bool]) -> list[str]:
    """Name every place whose node has the fault, as file:line."""
    return [
        f"{short(path)}:{getattr(node, 'lineno', 1)}"
        for path in paths
        for node in ast.walk(tree(path))
        if fault(node)
    ]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def kept_files() -> tuple[Path, ...]:
    """List what belongs to the project: what git keeps or would keep; all files where there is no git."""
    line = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        names = subprocess.run(line, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        skipped = {
            ".venv",
            ".git",
            "wheels",
            "__pycache__",
            ".mypy_cache",
            ".ruff_cache",
            ".pytest_cache",
            ".hypothesis",
        }
        return tuple(path for path in ROOT.rglob("*") if path.is_file() and not skipped & set(path.parts))
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def matching_lines(pattern: re.Pattern[str], kinds: set[str]) -> list[str]:
    """Name every line of a kept text file that matches, as file:line; this file, which spells the pattern, is left out."""
    found = []
    for path in kept_files():
        if path.suffix in kinds and path != Path(__file__).resolve():
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            found += [
                f"{short(path)}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)
            ]
    return found


# --- size and shape -------------------------------------------------------------------------------------------------


def lines_in(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = [
        f"{short(p)} ({lines_in(p)})"
        for p in (*sources(*PRODUCT), ROOT / "desk.py")
        if lines_in(p) > LONGEST_FILE
    ]
    long += [f"{short(p)} ({lines_in(p)})" for p in sources("tests") if lines_in(p) > LONGEST_TEST_FILE]
    assert not long, (
        f"Part these by the work they do; a file over {LONGEST_FILE} lines (tests {LONGEST_TEST_FILE}) holds two: {long}"
    )


def function_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines from its name to its end, without its docstring."""
    text = node.body[0] if ast.get_docstring(node, clean=False) is not None else None
    return (
        (node.end_lineno or node.lineno)
        - node.lineno
        + 1
        - ((text.end_lineno or 0) - text.lineno + 1 if text else 0)
    )


def test_no_function_is_long_without_saying_why() -> None:
    long = []
    for path in (*sources(*PRODUCT, "tests"), ROOT / "desk.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in functions(path):
            own = lines[node.lineno - 1 : node.end_lineno]
            if function_lines(node) > LONGEST_FUNCTION and not any("# long because:" in line for line in own):
                long.append(f"{short(path)}:{node.lineno} {node.name} ({function_lines(node)})")
    assert not long, (
        f"Over {LONGEST_FUNCTION} lines: part it, or say '# long because: ...' inside, so that length is a choice: {long}"
    )


def test_every_module_says_what_it_answers() -> None:
    silent = [
        short(p) for p in (*sources(*PRODUCT, "tests"), ROOT / "desk.py") if not ast.get_docstring(tree(p))
    ]
    assert not silent, (
        f"A module begins with one sentence that says what it answers, so that a newcomer finds the place: {silent}"
    )


def test_public_functions_of_the_core_say_what_they_do() -> None:
    silent = [
        f"{short(path)}:{node.lineno} {node.name}"
        for path in sources("app", "models")
        if "migrations" not in path.parts
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent, (
        f"A public function or class begins with a sentence; its signature cannot say what it refuses: {silent}"
    )


def test_modules_are_named_by_their_work() -> None:
    shapeless = [short(path) for path in sources(*PRODUCT, "tests") if SHAPELESS_NAMES.search(path.stem)]
    assert not shapeless, (
        f"A name such as utils or manager gathers whatever has no place; name the work instead: {shapeless}"
    )


def test_packaging_stays_a_plain_folder() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists(), (
        "With an __init__.py our folder hides the library called packaging that pip and pytest import."
    )


# --- behaviour ------------------------------------------------------------------------------------------------------


def is_broad(node: ast.AST) -> bool:
    """Say whether a node swallows every error; one that tidies up and raises it again hides nothing."""
    broad = {"Exception", "BaseException"}
    if isinstance(node, ast.ExceptHandler):
        if isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None:
            return False
        kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        return any(kind is None or (isinstance(kind, ast.Name) and kind.id in broad) for kind in kinds)
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress"):
        return any(isinstance(argument, ast.Name) and argument.id in broad for argument in node.args)
    return False


def test_only_the_door_and_the_last_hook_catch_everything() -> None:
    broad = places((*sources(*PRODUCT), ROOT / "desk.py"), is_broad)
    assert len(broad) <= MOST_BROAD_EXCEPTS, (
        f"A broad except hides bugs; only the door and the last-resort hook may have one: {broad}"
    )


def named(node: ast.AST) -> set[str]:
    """Give the names that a node imports or reads off a module."""
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0], *(alias.name for alias in node.names)}
    return {node.attr} if isinstance(node, ast.Attribute) else set()


def test_threads_are_started_in_one_place() -> None:
    product = tuple(path for path in sources(*PRODUCT) if short(path) not in MAY_START_THREADS)
    found = places(product, lambda node: bool(named(node) & THREADS))
    assert not found, (
        f"Threads live in ui/operations.py only: one door off the screen's thread, one writer: {found}"
    )


def test_processes_are_started_where_strange_files_are_read() -> None:
    product = tuple(path for path in sources(*PRODUCT) if not MAY_START_PROCESSES.match(short(path)))
    found = places(
        product, lambda node: isinstance(node, ast.Import | ast.ImportFrom) and bool(named(node) & PROCESSES)
    )
    assert not found, (
        f"Child processes belong to the reading of strange files, where their limits are set: {found}"
    )


def calls(name: str) -> Callable[[ast.AST], bool]:
    """Make a question: is this node a call of that plain name?"""
    return lambda node: (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    )


def test_only_the_command_line_prints() -> None:
    quiet = tuple(path for path in sources(*PRODUCT) if not MAY_PRINT.match(short(path)))
    found = places(quiet, calls("print"))
    assert not found, (
        f"What is printed in a window's program is lost, or is a person's data in a log: {found}"
    )


def test_migrations_know_nothing_of_the_program() -> None:
    found = places(
        tuple(sorted((ROOT / "models" / "migrations").rglob("*.py"))),
        lambda node: isinstance(node, ast.Import | ast.ImportFrom) and bool(named(node) & set(PRODUCT)),
    )
    assert not found, (
        f"A migration that imports our code changes when our code does; spell it out there: {found}"
    )


def sentence(node: ast.expr) -> bool:
    """Say whether a text ends as a sentence does; what cannot be seen without running it passes."""
    last = node.values[-1] if isinstance(node, ast.JoinedStr) and node.values else node
    if isinstance(last, ast.Constant) and isinstance(last.value, str) and last.value:
        return last.value.rstrip().endswith((".", "!", "?", ":"))
    return True


def test_errors_speak_in_sentences() -> None:
    found = places(
        sources("app", "ui"),
        lambda node: (
            isinstance(node, ast.keyword)
            and node.arg in ("happened", "kept", "next_step")
            and not sentence(node.value)
        ),
    )
    assert not found, (
        f"What an officer reads when something fails is whole sentences, ended by a full stop: {found}"
    )


# --- tests ----------------------------------------------------------------------------------------------------------


def own_tests(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in functions(path) if node.name.startswith("test_")]


def test_names_of_tests_state_a_truth() -> None:
    empty = [
        f"{short(p)} {node.name}"
        for p in sources("tests")
        for node in own_tests(p)
        if EMPTY_TEST_WORDS.search(node.name)
    ]
    assert not empty, (
        f"'Works' or 'correctly' says nothing when it fails; name the truth that is tested: {empty}"
    )


def test_no_test_sleeps() -> None:
    found = places(
        sources("tests"),
        lambda node: (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).split(".")[-1] in ("sleep", "qWait", "qSleep")
        ),
    )
    assert not found, (
        f"A sleeping test is slow on a quick machine and fails on a slow one; wait for the thing itself: {found}"
    )


def demands(node: ast.AST) -> bool:
    """Say whether a node can fail a test."""
    if isinstance(node, ast.Assert):
        return True
    called = ast.unparse(node.func).split(".")[-1] if isinstance(node, ast.Call) else ""
    return called in ("raises", "warns", "fail", "waitUntil", "waitSignal") or called.startswith(
        ("assert_", "expect")
    )


def called_in(node: ast.AST) -> set[str]:
    return {ast.unparse(part.func).split(".")[-1] for part in ast.walk(node) if isinstance(part, ast.Call)}


def test_every_test_can_fail() -> None:
    """A test may leave the demand to a function beside it or in another file of the tests."""
    everything = [(path, node) for path in sources("tests") for node in functions(path)]
    sure = {node.name for _, node in everything if any(demands(part) for part in ast.walk(node))}
    silent = [
        f"{short(path)}:{node.lineno} {node.name}"
        for path, node in everything
        if node.name.startswith("test_") and node.name not in sure and not called_in(node) & sure
    ]
    assert not silent, f"A test without an assertion passes whatever the program does: {silent}"


# --- words, paths and pins ------------------------------------------------------------------------------------------


def raises_not_implemented(node: ast.AST) -> bool:
    return isinstance(node, ast.Raise) and node.exc is not None and "NotImplemented" in ast.unparse(node.exc)


def test_nothing_is_left_unfinished_in_words() -> None:
    found = matching_lines(UNFINISHED, {".py", ".md", ".toml"})
    found += places(sources(*PRODUCT), raises_not_implemented)
    assert not found, f"What is not there yet is an issue with an owner, not a note in a file: {found}"


def test_no_path_of_a_machine_is_kept() -> None:
    found = matching_lines(MACHINE_PATH, TEXT_KINDS)
    assert not found, (
        f"A path of one machine breaks every other one; tests get a folder from tmp_path: {found}"
    )


def test_locks_hold_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r"://|--(extra-)?index-url|--find-links", text), (
            f"{name}: where packages come from is IT's choice."
        )
        pins = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]
        bare = [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin]
        assert not bare, f"{name}: a pin without a hash lets a changed package in: {bare}"


def test_pyside_stays_below_the_release_that_crashes() -> None:
    for name in ("requirements.in", "requirements.lock"):
        found = re.search(
            r"(?im)^pyside6-essentials==(\d+)\.(\d+)", (ROOT / name).read_text(encoding="utf-8")
        )
        assert found, f"{name}: PySide6-Essentials is pinned to one release."
        assert (int(found[1]), int(found[2])) < (6, 12), (
            f"{name}: PySide6 6.12 drops a reference to None on every void call on Python 3.11 and ends the interpreter."
        )


def test_types_are_silenced_in_one_place() -> None:
    found = matching_lines(re.compile(r"#\s*(type|mypy):\s*ignore"), {".py"})
    found = [
        place for place in found if not place.startswith("tests/")
    ]  # a test may put something in a method's place
    assert not found, (
        f"Untyped libraries are named once in pyproject.toml; a scattered ignore hides the next mistake: {found}"
    )


def test_the_notice_names_every_package_that_ships() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    missing = [
        name
        for name in re.findall(r"(?m)^([A-Za-z0-9._-]+)==", lock)
        if not re.search(rf"\b{name}\b", notice)
    ]
    assert not missing, (
        f"Who installs the desk must see under which licence each part comes; NOTICE lacks: {missing}"
    )
