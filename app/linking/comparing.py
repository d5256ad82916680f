"""Are these two records one child? Field by field, in words; hard rules stand over the score. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from app.linking import comparing_fields as fields
from app.linking.comparing_names import (
    AGREES,
    AGREES_IF_ALONE,
    MIDDLE,
    MIDDLE_DIFFERS,
    MISSING,
    PART,
    REORDERED,
    REORDERED_PART,
    SURNAME_AGREES,
    NameLevels,
    are_two_forenames,
    compare_names,
    may_bear,
)
from app.linking.match_facts import FORMER, KNOWN_AS, Context, FieldReason, MatchFacts
from app.linking.name_lists import CLOSE, DIFFERS, INITIAL, RELATED, SAME, SHORT, SPELLING
from app.linking.weights import bits_of, score_of, shipped_weights
from models.codes import Band

NOTHING_AROUND = Context()

_GIVEN_WORDS = {
    SAME: ("same", "same name"),
    REORDERED: ("same", "the same words in another order"),
    SPELLING: ("similar", "spellings of one name"),
    KNOWN_AS: ("similar", "the name that the other is known by"),
    MIDDLE: ("similar", "a middle name of the other"),
    SHORT: ("similar", "a usual short form"),
    INITIAL: ("similar", "an initial only"),
    REORDERED_PART: ("similar", "part of the same words in another order"),
    RELATED: ("similar", "a related name, may be another child's"),
    CLOSE: ("similar", "nearly the same letters, may be another child's"),
    MISSING: ("missing", "not given on both sides"),
    MIDDLE_DIFFERS: ("differs", "the same first name with another middle name"),
    DIFFERS: ("differs", "not a nickname, not a spelling"),
}
_FAMILY_WORDS = {
    SAME: ("same", "same name"),
    REORDERED: ("same", "the same words in another order"),
    SPELLING: ("similar", "a spelling or form of one name"),
    FORMER: ("similar", "a former name of the other"),
    PART: ("similar", "part of a double name"),
    CLOSE: ("similar", "nearly the same letters"),
    REORDERED_PART: ("similar", "part of the same words in another order"),
    MISSING: ("missing", "not given on both sides"),
    DIFFERS: ("differs", "another name"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How alike two records are: band, score from 0 to 1, the reasons by field, and why it is asked in one sentence.

    ``never`` marks a pair that must not be a candidate at all, whatever it looks like.
    """

    band: Band
    score: float
    reasons: tuple[FieldReason, ...]
    why: str
    never: bool = False

    def plain_reasons(self) -> list[dict[str, str]]:
        """Give the reasons as they are kept: a row a field, and the sentence as the field ``why``."""
        return [
            *(reason.plain() for reason in self.reasons),
            {"field": "why", "verdict": "", "words": self.why},
        ]


#: The council's own services, under whose name its officers write people down by hand.
OWN = "LA"


def compare(one: MatchFacts, other: MatchFacts, context: Context = NOTHING_AROUND) -> Comparison:
    """Compare two records; the band is the same whichever of the two is named first.

    ``certain`` means that only a person's answer is missing; nothing is linked by it.
    """
    if reason := never_a_pair(one, other):
        return Comparison(Band.UNLIKELY, 0.0, (), reason, never=True)
    names = compare_names(one, other)
    pair = _Pair(one, other, context, names, _reasons(one, other, context, names))
    band, why = pair.judged()
    return Comparison(band, score_of(pair.bits), pair.reasons, why)


def never_a_pair(one: MatchFacts, other: MatchFacts) -> str:
    """Say why two records can never be candidates of each other, or nothing.

    A firewall (a life before adoption, a protected identity), a child and an adult, and two references of one
    organisation whose references tell people apart (what our own officers wrote down has no reference, and is compared
    with all the council has). The last gives way only where that organisation itself names the one's pupil number as a
    former one of the other, or a child was born since.
    """
    if one.firewalled or other.firewalled:
        return "One of the two stands behind a firewall."
    if one.is_child != other.is_child:
        return "One is a child and the other is not."
    if fields.clearly_adult(one, other):
        return "They are a generation apart."
    if _told_apart(one, other) and not _renamed_by_itself(one, other) and one.unborn == other.unborn:
        return "One organisation knows them under two references, which tell people apart."
    return ""


def _told_apart(one: MatchFacts, other: MatchFacts) -> bool:
    return any(
        ours.organisation == theirs.organisation
        and ours.reference != theirs.reference
        and ours.tells_people_apart
        and theirs.tells_people_apart
        and not (ours.organisation == OWN and (ours.made_by_us or theirs.made_by_us))
        for ours in one.said_by
        for theirs in other.said_by
    )


def _renamed_by_itself(one: MatchFacts, other: MatchFacts) -> bool:
    everything = (one.upns | one.temporary_upns, other.upns | other.temporary_upns)
    return bool(one.former_upns & everything[1] or other.former_upns & everything[0])


def _reasons(
    one: MatchFacts, other: MatchFacts, context: Context, names: NameLevels
) -> tuple[FieldReason, ...]:
    return (
        FieldReason("forename", *_GIVEN_WORDS[names.given], names.given),
        FieldReason("surname", *_FAMILY_WORDS[names.family], names.family),
        fields.compare_births(one, other),
        fields.compare_homes(one, other, context),
        fields.compare_family(one, other),
        fields.compare_nhs(one, other, context),
        fields.compare_upns(one, other, context),
        fields.compare_ulns(one, other, context),
        fields.compare_sexes(one, other),
        fields.compare_phones(one, other),
        fields.compare_deaths(one, other),
    )


def _two_children(one: MatchFacts, other: MatchFacts) -> bool:
    """Whether two records of a household are surely of two children: forenames, references or numbers tell them apart."""
    if are_two_forenames(one, other):
        return True
    if one.nhs and other.nhs and not one.nhs & other.nhs:
        return True
    return _told_apart(one, other) and not any(said.made_by_us for said in (*one.said_by, *other.said_by))


class _Pair:
    """A pair with its levels, and the rules that stand over its score."""

    def __init__(
        self,
        one: MatchFacts,
        other: MatchFacts,
        context: Context,
        names: NameLevels,
        reasons: tuple[FieldReason, ...],
    ) -> None:
        self.one, self.other, self.context = one, other, context
        self.given, self.family = names.given, names.family
        self.reasons = reasons
        self.level = {reason.field: reason.level for reason in reasons}
        self.bits = bits_of(reasons)

    def judged(self) -> tuple[Band, str]:
        """Give the band and the sentence: first who is not born yet, then twins, then the sure ones, then the score."""
        if self.one.unborn or self.other.unborn:
            return self._judge_unborn()
        if self._possible_twin():
            return Band.TWIN, self._twin_sentence()
        if self._surely_one():
            return Band.CERTAIN, "Name, birth date and more agree, and nothing speaks against it."
        if self._by_number():
            return Band.REVIEW, self._number_sentence()
        if self._worth_a_look():
            return Band.REVIEW, self._review_sentence()
        return Band.UNLIKELY, "Too little agrees."

    # --- the unborn

    def _judge_unborn(self) -> tuple[Band, str]:
        related = self.level["family"] in (SAME, fields.SIMILAR) or self._home_agrees()
        if self.level["birth"] == MISSING and self.given == MISSING and self._home_agrees():
            return Band.REVIEW, "Both may be of one unborn child: the home agrees and no birth is known."
        if self.level["birth"] == fields.DUE and related:
            return Band.REVIEW, "An unborn child was expected about then, and the mother or the home agrees."
        return (
            Band.UNLIKELY,
            "An unborn child is found by mother or home and the expected date; they do not agree.",
        )

    # --- twins

    @property
    def _one_day(self) -> bool:
        return self.level["birth"] == SAME

    def _home_agrees(self) -> bool:
        return self.level["home"] in (SAME, fields.FORMER_HOME)

    def _one_household(self) -> bool:
        return self._home_agrees() or self.level["family"] == SAME or self.level["phone"] == SAME

    def _possible_twin(self) -> bool:
        if self.level["birth"] not in (SAME, fields.NEIGHBOUR) or not self._twin_household():
            return False
        if self.given == MIDDLE_DIFFERS:
            return not self._number_same()
        if self.given == DIFFERS:
            return True
        if self.given in (CLOSE, RELATED):
            one_sex = self.level["sex"] == SAME
            return not self._number_same() and (
                not one_sex or self._bears_shared_number() or self.ambiguous()
            )
        return (
            self.given != MISSING
            and not self._number_same()
            and (self._bears_shared_number() or self.ambiguous())
        )

    def _bears_shared_number(self) -> bool:
        """Twins' numbers are mixed up: one that two living records of an organisation bear hints at two children."""
        return fields.SHARED in (self.level["nhs_number"], self.level["upn"])

    def _twin_household(self) -> bool:
        """Twins share the home, the mother, a telephone, or (by a slip) a number; the surname mostly."""
        same_name = self.family in SURNAME_AGREES
        shared = {self.level["nhs_number"], self.level["upn"]} & {SAME, fields.SHARED}
        return self._one_household() or (same_name and (bool(shared) or self.level["home"] == fields.SHARED))

    def _twin_sentence(self) -> str:
        if self.given in (DIFFERS, MIDDLE_DIFFERS):
            return (
                "Everything but the forename agrees, and twins agree in everything but the forename. "
                f"The score alone would say {score_of(self.bits)}."
            )
        if self._bears_shared_number():
            return "Two living records of one organisation bear one number, so it decides nothing; they may be twins."
        if self.given in (CLOSE, RELATED):
            return "The forenames are alike but may be those of two children born on one day."
        return "The name fits two children of this household."

    def ambiguous(self) -> bool:
        """Say whether the name of one of the two fits more than one child who is known around them."""
        return self._fits_two(self.one, self.other) or self._fits_two(self.other, self.one)

    def _fits_two(self, named: MatchFacts, other: MatchFacts) -> bool:
        """Say whether another child may bear the name as well, or two others by the names that they are known by."""
        known_as = self.given not in AGREES
        levels = {
            child.key: (child, may_bear(named, child, known_as=known_as))
            for child in self.context.others
            if self._may_be(named, child)
        }
        fitting = [child for child, level in levels.values() if level in AGREES | AGREES_IF_ALONE]
        if any(_two_children(child, other) for child in fitting):
            return True
        known = [child for child in fitting if levels[child.key][1] in AGREES_IF_ALONE]
        return any(_two_children(a, b) for a, b in combinations(known, 2))

    def _may_be(self, named: MatchFacts, child: MatchFacts) -> bool:
        return (
            child.key not in (self.one.key, self.other.key)
            and child.is_child
            and not (named.sexes and child.sexes and not named.sexes & child.sexes)
            and fields.compare_births(named, child).verdict != "differs"
            and self._near(named, child)
        )

    def _near(self, one: MatchFacts, other: MatchFacts) -> bool:
        home = fields.compare_homes(one, other, self.context).level
        return home in (SAME, fields.FORMER_HOME) or fields.compare_family(one, other).level == SAME

    # --- sure

    def _number_same(self) -> bool:
        return any(self.level[name] == SAME for name in ("nhs_number", "upn", "uln"))

    def _numbers_speak_against(self) -> bool:
        return any(self.level[name] == DIFFERS for name in ("nhs_number", "upn", "uln"))

    def _surely_one(self) -> bool:
        if not self._one_day or self.family not in SURNAME_AGREES:
            return False
        if self._numbers_speak_against() or self._bears_shared_number():
            return False
        if DIFFERS in (self.level["sex"], self.level["death"]):
            return False
        if self.level["family"] == DIFFERS or not (self._one_household() or self._number_same()):
            return False
        if self.bits < shipped_weights().surely:
            return False
        if self.given in AGREES:
            return self._number_same() or not self.ambiguous()
        if self.given in AGREES_IF_ALONE:
            alone = self._number_same() or self.context.household_known
            return alone and self.given != INITIAL and not self.ambiguous()
        return False

    # --- to be looked at

    def _by_number(self) -> bool:
        return self._number_same() or self.level["upn"] == fields.FORMER_NUMBER

    def _number_sentence(self) -> str:
        if self.level["upn"] == fields.FORMER_NUMBER:
            return "One names the other's pupil number as a former one."
        return (
            "A number agrees and something else does not; numbers are mistyped and mixed up between siblings."
        )

    def _worth_a_look(self) -> bool:
        if self.bits < shipped_weights().looked_at:
            return False
        if self.given in (DIFFERS, MIDDLE_DIFFERS):
            return self._one_day and self._one_household()
        if self.given == MISSING:
            if self.level["birth"] == MISSING:
                return self._home_agrees() and self.family in SURNAME_AGREES
            return self.level["birth"] in (SAME, fields.SWAPPED, fields.AGE, fields.COARSE)
        if self.level["birth"] == DIFFERS:
            return self.given in AGREES and self._one_household() and self.family in SURNAME_AGREES
        return True

    def _review_sentence(self) -> str:
        if self._numbers_speak_against():
            return "Much agrees, but a number differs."
        if self.level["death"] == DIFFERS:
            return "Much agrees, but only one record says that the child has died."
        if self.level["birth"] != SAME:
            return "Much agrees, but not the birth date as it was given."
        if self.given not in AGREES:
            return "Much agrees, but not the forename as it was given."
        if not self._one_household():
            return "Name and birth date agree; neither home, family nor a number says more."
        return "Much agrees, but not enough to be sure."
