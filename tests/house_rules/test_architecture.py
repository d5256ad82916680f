"""Do only frozen records leave a use case, does each ask permission first, and are the judgements pure?"""

from __future__ import annotations

import ast
import dataclasses
import enum
import importlib
import inspect
import re
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePath
from uuid import UUID

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOORS = ("UnitOfWork", "Reader")
PLAIN = (str, int, float, bool, bytes, date, datetime, time, timedelta, Decimal, UUID, PurePath, type(None))
FROZEN_CONTAINERS = (tuple, frozenset, Mapping)

#: Modules that judge: from values to values, so that they can be tested to the last branch and re-run years later.
PURE = re.compile(
    r"^app/(feeds/(cleaning\w*|checking)|linking/(comparing\w*|weights|twins)|casefile/chronology"
    r"|sharing/(\w+_rules|facts|findings|judging)|log_chain|dates|identifiers|folding|references)\.py$"
)
IMPURE_IMPORTS = re.compile(
    r"^(os|pathlib|time|random|socket|subprocess|tempfile|shutil|sqlite3|sqlalchemy|sqlcipher3|PySide6"
    r"|app\.(desk|unit_of_work|vault|keyring)|models(\.(?!codes\b).*)?)$"
)
IMPURE_NAMES = {"now_utc", "today", "now", "read_text", "read_bytes", "session", "connect"}


@dataclass(frozen=True)
class UseCase:
    """A function that the door runs: where it stands, its node and its module."""

    place: str
    node: ast.FunctionDef
    module: str
    opens: str


def door_of(node: ast.FunctionDef) -> str:
    """Name the door in the annotation of a function's first parameter; empty if there is none."""
    first = (node.args.posonlyargs + node.args.args)[:1]
    noted = ast.unparse(first[0].annotation).strip("'\"") if first and first[0].annotation else ""
    last = noted.split(".")[-1]
    return last if last in DOORS else ""


@cache
def parsed() -> dict[str, ast.Module]:
    files = sorted((ROOT / "app").rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files}


def first_argument(call: ast.Call) -> str:
    return ast.unparse(call.args[0]) if call.args else ""


@cache
def called_within_app() -> frozenset[str]:
    """Name the functions that other functions of app call with their own work or reader: parts of a use case."""
    names = set()
    for tree in parsed().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and first_argument(node) in ("work", "reader"):
                names.add(ast.unparse(node.func).split(".")[-1])
    return frozenset(names)


def use_cases() -> Iterator[UseCase]:
    """Find the public functions in app that the door runs and that are no part of another one."""
    for name, tree in parsed().items():
        for node in tree.body:
            door = door_of(node) if isinstance(node, ast.FunctionDef) else ""
            if isinstance(node, ast.FunctionDef) and door and stands_alone(node.name):
                module = name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
                yield UseCase(f"{name}:{node.lineno} {node.name}", node, module, door)


def stands_alone(name: str) -> bool:
    return not name.startswith("_") and name not in called_within_app()


def faults(kind: object, seen: frozenset[object] = frozenset()) -> list[str]:
    """List what in a result type could be altered after it left its use case, or leads back to the store."""
    if kind in seen or isinstance(kind, typing.TypeVar) or kind is Ellipsis:
        return []
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if (
        origin is typing.Literal or kind == Mapping[str, typing.Any]
    ):  # the second is a JSON value, only to be read
        return []
    if origin in (typing.Union, types.UnionType, typing.Annotated) or origin in FROZEN_CONTAINERS:
        return [fault for part in parts for fault in faults(part, seen)]
    bare = origin or kind
    if not isinstance(bare, type):
        return [f"{kind!r} says nothing"]
    if dataclasses.is_dataclass(bare):
        return dataclass_faults(bare, seen | {kind}) + [
            fault for part in parts for fault in faults(part, seen)
        ]
    if issubclass(bare, enum.Enum) or issubclass(bare, PLAIN) or bare in FROZEN_CONTAINERS:
        return []
    return [f"{bare.__module__}.{bare.__qualname__} is neither frozen nor plain"]


def dataclass_faults(kind: type, seen: frozenset[object]) -> list[str]:
    settings = vars(kind)["__dataclass_params__"]
    own = [] if settings.frozen else [f"{kind.__qualname__} is not frozen"]
    hints = typing.get_type_hints(kind)
    named = [(field.name, hints[field.name]) for field in dataclasses.fields(kind)]
    return own + [
        f"{kind.__qualname__}.{name}: {fault}" for name, hint in named for fault in faults(hint, seen)
    ]


def test_only_frozen_records_leave_a_use_case() -> None:
    found = []
    for case in use_cases():
        function = getattr(importlib.import_module(case.module), case.node.name)
        result = typing.get_type_hints(inspect.unwrap(function)).get("return", "no annotation")
        found += [f"{case.place}: {fault}" for fault in faults(result)]
    assert not found, (
        "What crosses to the screen is a frozen dataclass, an enum, a tuple or a plain value:\n"
        + "\n".join(found)
    )


def first_act(node: ast.FunctionDef) -> str:
    """Give the first statement of a function after its docstring."""
    body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
    return ast.unparse(body[0]) if body else ""


def test_every_use_case_asks_permission_in_its_first_line() -> None:
    silent = [
        case.place
        for case in use_cases()
        if case.opens == "UnitOfWork"
        and not re.match(r"(\w+ = )?(access\.)?require\w*\(", first_act(case.node))
    ]
    assert not silent, (
        "A use case begins with require(work, Act...), so that no way in goes round it:\n" + "\n".join(silent)
    )


def impurities(tree: ast.Module) -> Iterator[str]:
    """Name what in a module reaches for the store, a file, the clock or chance."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (f"imports {alias.name}" for alias in node.names if IMPURE_IMPORTS.match(alias.name))
        if isinstance(node, ast.ImportFrom):
            whole = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            codes = node.module == "models" and all(alias.name == "codes" for alias in node.names)
            yield from (f"imports {name}" for name in whole[:1] if IMPURE_IMPORTS.match(name) and not codes)
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).split(".")[-1]
            if name in IMPURE_NAMES or ast.unparse(node.func) == "open":
                yield f"calls {name}"
        if isinstance(node, ast.Attribute) and node.attr == "session":
            yield "reads a session"


def test_judgements_reach_for_nothing() -> None:
    found = [
        f"{name}: {what}" for name, tree in parsed().items() if PURE.match(name) for what in impurities(tree)
    ]
    assert not found, (
        "A judgement has values in and values out, no store, file, clock or chance:\n" + "\n".join(found)
    )


# --- the checks themselves are checked ------------------------------------------------------------------------------


@dataclass
class Loose:
    """A record that anybody may alter."""

    name: str


@dataclass(frozen=True)
class Nested:
    """A frozen record that carries a list."""

    names: list[str]


@dataclass(frozen=True)
class Tree:
    """A frozen record that holds its own kind."""

    name: str
    at: datetime | None
    children: tuple[Tree, ...]


@pytest.mark.parametrize(
    "kind", [list[str], dict[str, int], set[int], Loose, Nested, tuple[Loose, ...], Loose | None, object]
)
def test_a_result_that_can_be_altered_is_refused(kind: object) -> None:
    assert faults(kind)


@pytest.mark.parametrize(
    "kind", [Tree, tuple[Tree, ...], str, None | int, Mapping[str, int], tuple[UUID, datetime], enum.StrEnum]
)
def test_a_frozen_or_plain_result_is_let_through(kind: object) -> None:
    assert not faults(kind)


def test_a_judgement_that_asks_the_clock_is_named() -> None:
    assert list(impurities(ast.parse("from app.clock import today\nage = today()"))) == ["calls today"]
    assert list(impurities(ast.parse("from models import people"))) == ["imports models"]
    assert not list(impurities(ast.parse("from models.codes import Role\nfrom models import codes")))
