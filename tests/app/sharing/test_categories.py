"""Is every chosen thing proposed under a category that the law knows?"""

from __future__ import annotations

from app.sharing.catalogue import shipped_catalogue
from app.sharing.categories import CATEGORY_OF_GROUP, CATEGORY_OF_RECORD, proposed_category


def test_every_proposed_category_is_one_of_the_catalogue() -> None:
    proposed = {*CATEGORY_OF_GROUP.values(), *CATEGORY_OF_RECORD.values()}
    assert proposed <= set(shipped_catalogue().categories)


def test_a_kind_without_a_category_of_its_own_is_proposed_as_safeguarding() -> None:
    assert proposed_category("record", "note of a visit") == "SAFEGUARDING"
    assert proposed_category("statement", "something new") == "SAFEGUARDING"
    assert proposed_category("record", "police_notice") == "OFFENCE"
