"""What tests of the worklist put before an officer: a staged batch, two records of one child, a decision put off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.feeds.importing import StagedBatch, stage_reading
from app.sharing.share_draft import ItemDraft, ShareDraft
from tests.app.sharing.children import Child
from tests.builders_feeds import HOUSING, housing_row, read_text

FIRST_DAY, SECOND_DAY = datetime(2099, 3, 2, 9, tzinfo=UTC), datetime(2099, 3, 9, 9, tzinfo=UTC)


def staged(desk: Desk, folder: Path) -> StagedBatch:
    """Stage a housing file of two people, one of whose rows has a cell too many."""
    rows = [HOUSING, housing_row(), housing_row(Person_Ref="P2") + ",surplus"]
    reading = read_text(folder, "HSG", "\n".join(rows), name="housing.csv")
    return stage_reading(desk, reading, organisation="HSG")


def share_with(child: Child, organisation: str = "Health visiting", **changes: Any) -> ShareDraft:
    """Give a share that can be decided as it is."""
    items = (
        ItemDraft(statement=child.said["name"], category="IDENTITY", about=child.reference, tag="fact"),
        ItemDraft(record=child.record, category="SAFEGUARDING", about=child.reference, tag="fact"),
    )
    ready = ShareDraft(
        decision="SHARE",
        about=(child.reference,),
        organisation=organisation,
        person="Duty officer",
        channel="secure file transfer",
        purpose_code="SAFEGUARD",
        purpose="She is seen at home this week.",
        gateways=("CA04-16LA",),
        art6=("6c",),
        told=True,
        proportionality="Only what the visit needs.",
        items=items,
    )
    return replace(ready, **changes)


def put_off(child: Child, organisation: str = "Health visiting", until: datetime = FIRST_DAY) -> ShareDraft:
    """Give a decision to decide on a later day."""
    return share_with(
        child, organisation, decision="DEFER", reason="Her wishes are asked on Monday.", review_at=until
    )
