"""Would a test notice if a rule of sharing were wrong? Every rule, broken in memory in each small way, against its tests.

Run as a script: ``python tests/app/sharing/mutants.py`` tries all mutants and names those that no test caught;
``--sample N`` tries at most N of each function, ``--every N`` one function of N. Nothing is written.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parent
RULE_MODULES = tuple(sorted(path.stem for path in (FOLDER.parents[2] / "app" / "sharing").glob("*_rules.py")))
READING_MODULES = ("persons", "parties", "powers", "consents", "resting_on_consent", "running", "silencing")
#: The tests that judge facts: those of the rules, and those of what the rules read.
ABOUT_RULES = (
    "test_*_rules.py",
    "test_*_speak.py",
    *(f"test_{name}.py" for name in READING_MODULES),
    *(
        f"test_{name}.py"
        for name in ("emergency_and_severity", "judging", "parties_in_words", "school_ages", "sentences")
    ),
    "test_worked_examples.py",
    "rules/test_s12_and_consent.py",
)
NOT_ABOUT_RULES = ("test_dormant_rules.py",)
OTHER_SIDE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
CONTRARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
#: What changes nothing that anybody could see: the wording of an age, and ways of writing the same answer.
SAME_MEANING = {"age_in_words"}


@dataclass(frozen=True)
class Mutant:
    """One function of one module, broken in one place."""

    module: str
    function: str
    line: int
    how: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.module}.{self.function}, line {self.line}: {self.how}"


def mutants(module: str) -> Iterator[Mutant]:
    """Break every function of a module in every small way, one at a time."""
    path = FOLDER.parents[2] / "app" / "sharing" / f"{module}.py"
    whole = ast.parse(path.read_text(encoding="utf-8"))
    for place, node in enumerate(whole.body):
        if not isinstance(node, ast.FunctionDef) or node.name in SAME_MEANING:
            continue
        for how, line, broken in _broken(node):
            ast.fix_missing_locations(broken)
            tree = ast.Module([*whole.body[:place], broken, *whole.body[place + 1 :]], [])
            yield Mutant(module, node.name, line, how, tree)


def _broken(function: ast.FunctionDef) -> Iterator[tuple[str, int, ast.FunctionDef]]:
    if any(isinstance(node, ast.Yield) for node in ast.walk(function)):
        silent = copy.deepcopy(function)
        silent.body = [ast.Return(), *silent.body]
        yield "never speaks", function.lineno, silent
    for index, node in enumerate(ast.walk(function)):
        for how, change in _changes(node):
            broken = copy.deepcopy(function)
            change(list(ast.walk(broken))[index])
            yield how, getattr(node, "lineno", function.lineno), broken


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    if isinstance(node, ast.If | ast.IfExp):
        yield "condition negated", _negate
    if isinstance(node, ast.comprehension):
        for number in range(len(node.ifs)):
            yield f"filter {number + 1} negated", _negate_filter(number)
    if isinstance(node, ast.BoolOp):
        for number in range(len(node.values)):
            yield f"clause {number + 1} dropped", _drop(number)
    if isinstance(node, ast.Compare):
        for number, operator in enumerate(node.ops):
            if type(operator) in OTHER_SIDE:
                yield f"comparison {number + 1} off by one", _swap(number, OTHER_SIDE)
            if type(operator) in CONTRARY:
                yield f"comparison {number + 1} turned round", _swap(number, CONTRARY)
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value > 1:
        yield "number one higher", _higher


def _negate(node: Any) -> None:
    node.test = ast.UnaryOp(op=ast.Not(), operand=node.test)


def _negate_filter(number: int) -> Callable[[Any], None]:
    def change(node: Any) -> None:
        node.ifs[number] = ast.UnaryOp(op=ast.Not(), operand=node.ifs[number])

    return change


def _drop(number: int) -> Callable[[Any], None]:
    def change(node: Any) -> None:
        del node.values[number]
        if len(node.values) == 1:  # an operator wants two sides
            node.values = node.values * 2

    return change


def _swap(number: int, table: dict[type[ast.cmpop], type[ast.cmpop]]) -> Callable[[Any], None]:
    def change(node: Any) -> None:
        node.ops[number] = table[type(node.ops[number])]()

    return change


def _higher(node: Any) -> None:
    node.value += 1


class InPlace:
    """Puts a mutant where the program looks for the function, and the function back afterwards."""

    def __init__(self, mutant: Mutant) -> None:
        name = f"app.sharing.{mutant.module}"
        namespace: dict[str, Any] = {"__name__": name}
        exec(compile(mutant.tree, name, "exec"), namespace)
        original = vars(importlib.import_module(name))
        self._new = {
            value: namespace[key]
            for key, value in original.items()
            if isinstance(value, FunctionType) and value.__module__ == name
        }
        self._put: list[tuple[dict[str, Any], str, Any]] = []

    def __enter__(self) -> None:
        modules = [
            module for name, module in sys.modules.items() if name.startswith(("app.sharing.", "tests."))
        ]
        for table in self._tables(modules):
            for key, value in list(table.items()):
                if isinstance(value, FunctionType) and value in self._new:
                    self._put.append((table, key, value))
                    table[key] = self._new[value]

    def __exit__(self, *_: object) -> None:
        for table, key, value in self._put:
            table[key] = value

    def _tables(self, modules: list[ModuleType]) -> Iterator[dict[str, Any]]:
        for module in modules:
            yield vars(module)
            rules = vars(module).get("RULES")
            if isinstance(rules, dict):
                yield rules


class Trial:
    """A pytest plugin that runs the collected tests once for the program as it is, then once for each mutant."""

    def __init__(self, chosen: list[Mutant]) -> None:
        self.chosen = chosen
        self.survivors: list[Mutant] = []
        self.failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = report.nodeid

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self._fails(session.items):
            pytest.exit(f"{self.failed} fails before anything is broken", returncode=2)
        for mutant in self.chosen:
            with InPlace(mutant):
                if not self._fails(self._likely_first(mutant, session.items)):
                    self.survivors.append(mutant)
        session.testsfailed = 0  # a mutant's failure is what was wanted
        return True

    def _fails(self, items: list[pytest.Item]) -> bool:
        self.failed = ""
        for item in items:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=item.session)
            if self.failed:
                return True
        return False

    def _likely_first(self, mutant: Mutant, items: list[pytest.Item]) -> list[pytest.Item]:
        """Begin with the tests that name the rule, a rule that calls the broken function, or its module."""
        rules = vars(importlib.import_module(f"app.sharing.{mutant.module}")).get("RULES", {})
        names = [
            f"test_{rule.lower()}_"
            for rule, function in rules.items()
            if function.__name__ == mutant.function or mutant.function in _names_in(function.__code__)
        ]
        own_file = f"test_{mutant.module}.py"
        likely = [*names, own_file] if names else [own_file]
        return sorted(items, key=lambda item: not any(name in item.nodeid for name in likely))


def _names_in(code: CodeType) -> set[str]:
    inner = [_names_in(part) for part in code.co_consts if isinstance(part, CodeType)]
    return {*code.co_names, *(name for names in inner for name in names)}


def try_mutants(modules: tuple[str, ...], sample: int | None = None, every: int = 1) -> Trial:
    """Try the mutants of these modules, at most ``sample`` of each function, spread over its lines.

    ``every`` takes only each so many-th function, whatever its module.
    """
    by_function: dict[tuple[str, str], list[Mutant]] = {}
    for module in modules:
        for mutant in mutants(module):
            by_function.setdefault((module, mutant.function), []).append(mutant)
    chosen: list[Mutant] = []
    for some in list(by_function.values())[::every]:
        step = max(1, -(-len(some) // sample)) if sample else 1
        chosen += some[::step]
    trial = Trial(chosen)
    found = {path for pattern in ABOUT_RULES for path in FOLDER.glob(pattern)}
    tests = sorted(str(path) for path in found if path.name not in NOT_ABOUT_RULES)
    quiet = ["-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not slow"]
    quiet += ["-o", "addopts=", "--import-mode=importlib"]
    code = pytest.main([*quiet, *tests], plugins=[trial])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise SystemExit(f"The tests of the rules do not run as they are ({code}).")
    return trial


def main() -> int:
    """Try the mutants, name the survivors on standard output, and say with the exit code whether there are any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, help="at most this many mutants of each function")
    parser.add_argument("--every", type=int, default=1, help="of every so many functions only one")
    given = parser.parse_args()
    trial = try_mutants(RULE_MODULES + READING_MODULES, given.sample, given.every)
    lines = [f"not caught: {mutant}" for mutant in trial.survivors]
    lines.append(f"{len(trial.chosen) - len(trial.survivors)} of {len(trial.chosen)} mutants caught")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if trial.survivors else 0


if __name__ == "__main__":
    sys.path.insert(0, str(FOLDER.parents[2]))
    raise SystemExit(main())
