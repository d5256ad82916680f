"""The whole job once, on a made-up team: files in, links confirmed, a share decided, its paper made, the log verified."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import UUID

from app import vault
from app.casefile.case_view import open_case
from app.casefile.finding import find
from app.demo import BoroughMade, make_borough
from app.desk import Desk
from app.directory.keeping import add_channel, add_post
from app.directory.schools import ensure_schools
from app.feeds.importing import accept_batch, stage_files
from app.linking.asking import open_pair, queue
from app.linking.candidates import propose_all
from app.linking.deciding import confirm_band, confirm_link
from app.logbook.verifying import verify
from app.papers.issuing import issue_and_save
from app.sharing.deciding import decide_share, weigh_share
from app.sharing.listing import Choosable, things_to_choose
from app.sharing.share_draft import ItemDraft, ShareDraft

COUNCIL, OFFICER, PASSPHRASE = "London Borough of Northmere", "Priya Nair", "made up people only here"
CHILD = "petherick isla"


def demonstrate(out: Path | None, open_window: Callable[[list[str]], int] | None) -> int:
    """Do the main job on made-up people in ``out``, then open the window on it where there is a screen."""
    folder = out or Path(tempfile.mkdtemp(prefix="mash-desk-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    store = folder / "made-up.mash"
    if not store.exists():
        _fill(folder, store)
    print(f"Everything is in {folder}")
    print(f"Store {store.name}, officer {OFFICER}, passphrase: {PASSPHRASE}")
    return open_window(["--demo", str(store)]) if open_window is not None else 0


def fill_made_up_store(store: Path, borough: BoroughMade) -> Desk:
    """Make a store, bring the made-up borough in and confirm what is certain; give the open desk."""
    vault.create_store(store, council=COUNCIL, officer=OFFICER, post="MASH manager", passphrase=PASSPHRASE)
    desk = vault.open_store(store, OFFICER, PASSPHRASE)
    try:
        _bring_everything_in(desk, borough)
    except BaseException:
        desk.close()
        raise
    return desk


def _bring_everything_in(desk: Desk, borough: BoroughMade) -> None:
    desk.do(ensure_schools, [(made.code, made.name) for made in borough.organisations])
    desk.do(add_post, "HV", "", "Duty health visitor")
    desk.do(add_channel, "HV", "secure_email", "duty.hv@merevalley.example", secure=True)
    for file in borough.files:
        staged = stage_files(desk, [file.path], organisation=file.agency)
        accept_batch(desk, staged.key)
        proposed = propose_all(desk, staged.key)
        print(
            f"  {file.agency}: {staged.rows_read} rows, {staged.flagged} flagged, {staged.refused} refused, "
            f"{proposed.new_persons} new children, {proposed.pairs} pairs to look at"
        )


def _fill(folder: Path, store: Path) -> None:
    """Fill a new store; broken off, the half-filled store goes, and nothing else of a folder that may be somebody's own."""
    print("Making a made-up borough and a store for it")
    borough = make_borough(folder / "agency-files")
    whole = False
    try:
        with closing(fill_made_up_store(store, borough)) as desk:
            _go_the_way(desk, folder)
        whole = True
    finally:
        if not whole:
            vault.remove(store)


def _go_the_way(desk: Desk, folder: Path) -> None:
    print(f"Links: {confirm_band(desk)} certain ones confirmed together")
    person, reference = _the_child(desk)
    _confirm_pairs(desk, person)
    _look(desk, person)
    share = _share(desk, reference)
    paper = folder / "referral.pdf"
    issued = desk.do(issue_and_save, share, paper)
    print(f"Paper: copy {issued.reference}, {issued.pages} pages, saved as {paper.name}")
    for result in verify(desk, anchors=(desk.head().short,)):
        print(f"Log, {result.name}: {result.words}")


def _the_child(desk: Desk) -> tuple[UUID, str]:
    hit = next(hit for hit in desk.read(find, CHILD).hits if hit.person_id is not None)
    if hit.person_id is None or hit.person is None:
        raise LookupError("the made-up child is not there")
    return hit.person_id, hit.person


def _confirm_pairs(desk: Desk, person: UUID) -> None:
    """Look at each pair about the child as an officer would, and confirm those of review."""
    for waiting in desk.read(queue):
        pair = desk.do(open_pair, waiting.candidate)
        if pair.person == person and pair.band == "review":
            desk.do(confirm_link, pair.candidate, reason="the same family, day and month changed over")
            print(f"Linked after a look: {pair.organisation}, {pair.why}")


def _look(desk: Desk, person: UUID) -> None:
    view = desk.do(open_case, person)
    print(f"{view.banner.name}, {view.banner.age}: {len(view.columns)} records of agencies")
    for each in view.disagreements:
        by_text: dict[str, list[str]] = {}
        for one in each.said:
            by_text.setdefault(one.text, []).append(one.organisation_name)
        said = "; ".join(f"{text} ({', '.join(who)})" for text, who in by_text.items())
        print(f"  They disagree on the {each.group_words}: {said}")


def _share(desk: Desk, reference: str) -> str:
    draft = made_up_share(reference, desk.read(things_to_choose, reference))
    for question in desk.read(weigh_share, draft).questions:
        print(f"  open: {question.rule} {question.sentence}")
    made = desk.do(decide_share, draft)
    print(f"Decided under the Children Act 2004, section 16LA: {made.reference}")
    return made.reference


def made_up_share(reference: str, things: tuple[Choosable, ...]) -> ShareDraft:
    """Draft a share of the child's name, birth date and the latest event with the health visitors."""
    usable = [thing for thing in things if thing.usable and not thing.hidden]
    chosen = [
        next(t for t in usable if t.kind == "statement" and t.group == group) for group in ("name", "birth")
    ]
    chosen.append(next(t for t in usable if t.kind == "record" and t.organisation == "Police"))
    return ShareDraft(
        decision="SHARE",
        about=(reference,),
        organisation="HV",
        person="Duty health visitor",
        channel="secure email",
        purpose_code="SAFEGUARD",
        purpose="see the child at home this week, weigh her and tell us the same day what they find",
        gateways=("CA04-16LA",),
        art6=("6c",),
        packages=("SG",),
        apd="APD-2026-1",
        facts=(("offence_basis", "official authority: the council's safeguarding functions"),),
        told=False,
        told_reason="Telling the father could put the child at more risk.",
        proportionality="They see her at home. They need the event and who she is, and not where she lives.",
        reason="The mother could not be reached before the visit.",
        items=tuple(_item(thing, reference) for thing in chosen),
    )


def _item(thing: Choosable, reference: str) -> ItemDraft:
    return ItemDraft(
        statement=thing.key if thing.kind == "statement" else "",
        record=thing.key if thing.kind == "record" else "",
        category=thing.category,
        about=reference,
        tag=thing.tag or "fact",
    )
