"""What the banner shows of a child, made from what the case file says: signs and tones, the hidden address first."""

from __future__ import annotations

from app.casefile.banner import Banner
from ui.parts import BannerFacts

TONES = {"withheld": "violet", "died": "plain", "expected": "accent", "warning": "red"}
MARKS = {"withheld": "■ ", "warning": "▲ "}


def facts_shown(banner: Banner, note: str = "") -> BannerFacts:
    """Put a child's banner into the words, signs and tones of the screen."""
    return BannerFacts(
        name=banner.name,
        known_as=", ".join(banner.known_as),
        sex=banner.sex_words,
        age=banner.age,
        born=banner.birth or banner.expected,
        nhs=banner.nhs_number,
        chips=tuple(
            (MARKS.get(chip.kind, "") + chip.words, TONES.get(chip.kind, "plain")) for chip in banner.chips
        ),
        note=note,
    )
