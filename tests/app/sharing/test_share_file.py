"""Is a SHARE.toml read whole, and refused by the key when it is not what the format says?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.sharing.catalogue import shipped_catalogue
from app.sharing.share_draft import EmergencyDraft, ItemDraft, RequestDraft, ShareDraft
from app.sharing.share_file import ShareFileRefused, draft_values, read_draft, read_share_file

LAW = shipped_catalogue()
WHOLE = """
schema = "mash-desk/share/1"
decision = "SHARE"
about = ["P-A00731-K"]
told = { family = false, reason = "Asking would put her at risk." }
proportionality = "Only the incident."
reason = "Said by telephone."
review_at = 2026-12-01T09:00:00

[to]
organisation = "Northmere health visiting"
person = "Duty health visitor"
channel = "secure_email"

[request]
from = "Health visiting"
received = 2026-07-24T09:10:00
due = 2026-07-24T13:10:00
reference = "HV-7"

[purpose]
code = "SAFEGUARD"
text = "So that she is seen this week."

[law]
gateways = ["CA89-47"]
art6 = ["6c"]
packages = ["SG"]
apd = "APD-2026-1"
facts = { "CA89-47.cause" = "bruises", "CA89-47.decider" = "team manager", detriment_considered = "yes" }

[[item]]
statement = "0190a0a0-0000-7000-8000-000000000001"
category = "SAFEGUARDING"
about = "P-A00731-K"
tag = "fact"
source = "school"

[[item]]
text = "Her mother works nights."
category = "THIRD_PARTY"
about = "EDU:M-4"
relates_to = "P-A00731-K"

[emergency]
who = "a girl"
danger = "a fall"
why_now = "nobody is there"
"""


def refused(old: str, new: str) -> str:
    assert old in WHOLE
    with pytest.raises(ShareFileRefused) as raised:
        read_share_file(WHOLE.replace(old, new, 1), LAW)
    return str(raised.value)


def test_every_key_of_the_format_is_read() -> None:
    draft = read_share_file(WHOLE, LAW)
    assert (draft.decision, draft.about, draft.told, draft.channel) == (
        "SHARE",
        ("P-A00731-K",),
        False,
        "secure email",
    )
    assert draft.review_at == datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    assert draft.request == RequestDraft(
        asked_by="Health visiting",
        received=datetime(2026, 7, 24, 8, 10, tzinfo=UTC),
        due=datetime(2026, 7, 24, 12, 10, tzinfo=UTC),
        reference="HV-7",
    )
    assert dict(draft.facts)["CA89-47.cause"] == "bruises"
    assert draft.items[1] == ItemDraft(
        text="Her mother works nights.",
        category="THIRD_PARTY",
        about="EDU:M-4",
        relates_to=("P-A00731-K",),
    )
    assert draft.emergency == EmergencyDraft("a girl", "a fall", "nobody is there")


def test_a_draft_is_written_and_read_back_to_the_same() -> None:
    draft = read_share_file(WHOLE, LAW)
    assert read_draft(draft_values(draft), LAW) == draft


def test_an_empty_draft_answers_nothing_for_the_officer() -> None:
    empty = read_draft({"schema": "mash-desk/share/1"}, LAW)
    assert empty == ShareDraft()
    assert (empty.told, empty.decision, empty.gateways, empty.proportionality) == (None, "", (), "")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("mash-desk/share/1", "mash-desk/share/2", "The schema of the share is mash-desk/share/2"),
        ('decision = "SHARE"', 'decision = "SEND"', "Decision has SEND"),
        ('decision = "SHARE"', "", "The share file has no decision"),
        ('about = ["P-A00731-K"]', "", "The share file has no about"),
        ('organisation = "Northmere health visiting"', "", "The share file has no to"),
        ("proportionality", "proportion", "The share has the unknown key proportion"),
        ('person = "Duty', 'post = "Duty', "To has the unknown key post"),
        ('channel = "secure_email"', 'channel = "pigeon"', "To.channel is pigeon"),
        ('gateways = ["CA89-47"]', 'gateways = ["CA89-48"]', "Law.gateways has CA89-48"),
        ('art6 = ["6c"]', 'art6 = ["6z"]', "Law.art6 has 6z"),
        ('packages = ["SG"]', "packages = [7]", "Law.packages must be a list of texts"),
        ('"CA89-47.cause"', '"CA89-47.colour"', "unknown key CA89-47.colour"),
        (
            'detriment_considered = "yes"',
            'detriment_considered = "maybe"',
            "is maybe, which is none of yes, no",
        ),
        (
            'detriment_considered = "yes"',
            'apd_expires = "soon"',
            "Law.facts.apd_expires is no day, such as 2027-03-31",
        ),
        ("family = false", 'family = "no"', "Told.family must be true or false"),
        ("review_at = 2026-12-01T09:00:00", 'review_at = "soon"', "Review_at must be a date and time"),
        ('code = "SAFEGUARD"', 'code = "KINDNESS"', "Purpose.code has KINDNESS"),
        ('text = "Her mother works nights."', "", "Item 2 must name one statement, one record or one text"),
        ('category = "THIRD_PARTY"', "", "Item 2 has no category"),
        ('about = "EDU:M-4"', "", "Item 2 has no about"),
        ('tag = "fact"', 'tag = "rumour"', "Item 1.tag has rumour"),
        ("[emergency]", "[danger]", "The share has the unknown key danger"),
        ("[to]", "[to", "The share file is not readable as TOML"),
    ],
)
def test_what_the_format_does_not_know_is_refused_by_its_key(old: str, new: str, said: str) -> None:
    assert said in refused(old, new)


def test_a_share_without_a_chosen_item_is_refused_but_a_refusal_is_not() -> None:
    start, end = WHOLE.index("[[item]]"), WHOLE.index("[emergency]")
    without = WHOLE[:start] + WHOLE[end:]
    with pytest.raises(ShareFileRefused, match="what leaves is chosen, never everything"):
        read_share_file(without, LAW)
    refusal = without.replace('decision = "SHARE"', 'decision = "DO_NOT_SHARE"')
    assert read_share_file(refusal, LAW).items == ()
