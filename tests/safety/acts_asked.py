"""Which act each use case asks for, written by hand: a room's usual one, and the use cases that ask for another."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from app.access import Act

ROOT = Path(__file__).resolve().parents[2]

#: Module of app -> what its use cases ask for.
USUAL: dict[str, Act] = {
    "approvals": Act.USE_OWN_DESK,
    "casefile.case_view": Act.OPEN_CHILD,
    "casefile.finding": Act.SEARCH,
    "casefile.looking": Act.OPEN_CHILD,
    "casefile.own_record": Act.OPEN_CHILD,
    "casefile.taking_apart": Act.SPLIT_LINK,
    "casefile.whereabouts": Act.SEARCH,
    "directory.bringing_in": Act.KEEP_DIRECTORY,
    "directory.keeping": Act.KEEP_DIRECTORY,
    "directory.schools": Act.IMPORT_FILES,
    "drafts": Act.USE_OWN_DESK,
    "feeds.exporting": Act.MEND_ROWS,
    "feeds.mending": Act.MEND_ROWS,
    "feeds.importing": Act.IMPORT_FILES,
    "feeds.kept_layouts": Act.IMPORT_FILES,
    "feeds.previewing": Act.IMPORT_FILES,
    "feeds.sweeping": Act.USE_OWN_DESK,
    "feeds.undoing": Act.UNDO_OWN_BATCH,
    "frontdoor.worklist": Act.USE_OWN_DESK,
    "linking.asking": Act.CONFIRM_LINK,
    "linking.candidates": Act.CONFIRM_LINK,
    "linking.deciding": Act.CONFIRM_LINK,
    "linking.listing": Act.CONFIRM_LINK,
    "linking.splitting": Act.SPLIT_LINK,
    "linking.taking_back": Act.CONFIRM_LINK,
    "logbook.exporting": Act.READ_WHOLE_LOG,
    "logbook.searching": Act.READ_OWN_LOG,
    "officers": Act.KEEP_OFFICERS,
    "papers.issuing": Act.PRINT_AND_SEND,
    "people.adding": Act.RECORD_ABOUT_CHILD,
    "people.births": Act.RECORD_ABOUT_CHILD,
    "people.cautions": Act.RECORD_ABOUT_CHILD,
    "people.letters": Act.RECORD_ABOUT_CHILD,
    "people.relating": Act.RECORD_ABOUT_CHILD,
    "people.saying": Act.RECORD_ABOUT_CHILD,
    "people.settling": Act.RECORD_ABOUT_CHILD,
    "people.withholding": Act.WITHHOLD_ADDRESS,
    "settings": Act.USE_OWN_DESK,
    "sharing.consent_list": Act.OPEN_CHILD,
    "sharing.consenting": Act.RECORD_ABOUT_CHILD,
    "sharing.deciding": Act.DRAFT_SHARE,
    "sharing.law_choices": Act.KEEP_CATALOGUE,
    "sharing.listing": Act.DRAFT_SHARE,
    "sharing.rejudging": Act.DRAFT_SHARE,
    "sharing.share_list": Act.LIST_SHARES,
    "sharing.afterwards": Act.DRAFT_SHARE,
    "sharing.signing": Act.DRAFT_SHARE,
    "view_settings": Act.USE_OWN_DESK,
}
OTHERS: dict[str, Act] = {
    "approvals.answer_second": Act.APPROVE_AS_SECOND,
    "approvals.second_persons": Act.USE_OWN_DESK,
    "approvals.waiting_for_second": Act.USE_OWN_DESK,
    "people.withholding.lift_agreed_address": Act.LIFT_WITHHELD_ADDRESS,
    "people.withholding.withholdings": Act.LIFT_WITHHELD_ADDRESS,
    "casefile.own_record.name_of": Act.SEARCH,
    "directory.schools.add_school": Act.KEEP_DIRECTORY,
    "feeds.importing.discard_broken_off": Act.USE_OWN_DESK,
    "feeds.previewing.close_refused_row": Act.MEND_ROWS,
    "linking.asking.queue": Act.SEARCH,
    "linking.splitting.join_persons": Act.JOIN_PERSONS,
    "linking.splitting.part_persons": Act.JOIN_PERSONS,
    "linking.taking_back.pairs_of_record": Act.SEARCH,
    "logbook.searching.log_as_csv": Act.READ_WHOLE_LOG,
    "people.letters.read_letter_of": Act.OPEN_CHILD,
    "sharing.afterwards.emergencies_to_review": Act.APPROVE_AS_SECOND,
    "sharing.afterwards.mark_sent": Act.PRINT_AND_SEND,
    "sharing.afterwards.review_emergency": Act.APPROVE_AS_SECOND,
    "sharing.deciding.decide_share": Act.DECIDE_SHARE,
    "sharing.law_choices.choices": Act.DRAFT_SHARE,
    "sharing.law_choices.choices_as_file": Act.DRAFT_SHARE,
    "sharing.law_choices.differences": Act.DRAFT_SHARE,
}


@dataclass(frozen=True)
class Asking:
    """One use case: its module and name below app, whether it writes, and what it is to ask for."""

    module: str
    name: str
    writes: bool
    act: Act | None

    @property
    def place(self) -> str:
        """The module and name below app."""
        return f"{self.module}.{self.name}"

    def function(self) -> Any:
        """Give the function itself."""
        return getattr(import_module(f"app.{self.module}"), self.name)

    def nothing_given(self) -> tuple[list[None], dict[str, Any]]:
        """Give arguments of no meaning: a use case asks before it looks at them."""
        rest = list(inspect.signature(self.function()).parameters.values())[1:]
        needed = [one for one in rest if one.default is inspect.Parameter.empty]
        places = [
            None
            for one in needed
            if one.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD and one.name != "reason"
        ]
        named: dict[str, Any] = {
            one.name: None for one in needed if one.kind is inspect.Parameter.KEYWORD_ONLY
        }
        if any(one.name == "reason" for one in rest):
            named["reason"] = "audit"
        return places, named


def asking() -> Iterator[Asking]:
    """Find every public function of app that begins by asking ``require`` for a named act."""
    for path in sorted((ROOT / "app").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "app").with_suffix("").parts)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _asks_first(node):
                usual = OTHERS.get(f"{module}.{node.name}", USUAL.get(module))
                yield Asking(module, node.name, ast.unparse(node.args.args[0]).startswith("work"), usual)


def _asks_first(node: ast.FunctionDef) -> bool:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    first = ast.unparse(body[0]) if body else ""
    return first.startswith(("require(work, Act.", "require(reader, Act."))
