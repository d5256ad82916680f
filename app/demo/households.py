"""Which households live in the made-up borough, beyond the fixed dozen."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from app.demo import noise
from app.demo.lists import Community, chances, communities, places
from app.demo.numbers import Numbers
from app.demo.persons import (
    CHILD,
    HEALTH_VISITING,
    HOUSING,
    NURSING,
    POLICE,
    SCHOOL,
    UNBORN,
    Address,
    Household,
    Person,
    year_group,
)


class HouseholdMaker:
    """Draws one household after another; the same seed draws the same ones."""

    def __init__(self, seed: int, numbers: Numbers, primaries: int, secondaries: int) -> None:
        self._rng = Random(f"{seed} households")
        self._roll = self._rng.random
        self._numbers = numbers
        self._schools = (primaries, secondaries)
        self._communities = tuple(communities().values())
        self._weights = tuple(accumulate(c.weight for c in self._communities))
        self._made = 0

    def next(self, at_most: int) -> Household:
        """Draw the next household, of at most ``at_most`` people (two at least)."""
        self._made += 1
        names = self._community()
        eldest = places().today - timedelta(days=1 + int(self._roll() * 17.9 * 365))
        adults = self._adults(names, at_most, eldest)
        household = Household(
            key=f"F{self._made:05d}", community=names.key, people=adults, home=self._address()
        )
        self._homes(household)
        household.people.extend(self._children(household, names, at_most - len(adults), eldest))
        household.primary = int(self._roll() * self._schools[0])
        household.secondary = int(self._roll() * self._schools[1])
        self._make_known(household)
        noise.assign(self._roll, household, names)
        return household

    def _happens(self, what: str, section: str = "households") -> bool:
        return self._roll() < chances()[section][what]

    def _pick(self, words: Sequence[str]) -> str:
        return words[int(self._roll() * len(words))]

    def _community(self) -> Community:
        return self._communities[bisect(self._weights, self._roll() * self._weights[-1])]

    def _address(self) -> Address:
        flat = f"Flat {1 + int(self._roll() * 40)}" if self._happens("flat") else ""
        return self._numbers.address(flat, str(1 + int(self._roll() * 220)), self._pick(places().streets))

    def _adults(self, names: Community, at_most: int, eldest: date) -> list[Person]:
        hers = self._community() if self._happens("in_another_community") else names
        mother = self._adult("mother", "F", hers, eldest, 18)
        people = [mother]
        if at_most >= 3 and not self._happens("father_unknown"):
            role = "stepfather" if self._happens("stepfather") else "father"
            man = self._adult(role, "M", names, eldest, 19)
            man.elsewhere = role == "father" and self._happens("father_elsewhere")
            if hers is names and names.order == "western" and not man.elsewhere:
                mother.family = names.family_for(man.family, "F")
            people.append(man)
        if at_most >= 5 and self._happens("grandmother"):
            people.append(self._adult("grandmother", "F", hers, eldest, 40))
        return people

    def _adult(self, role: str, sex: str, names: Community, eldest: date, older: int) -> Person:
        given = self._pick(names.women if sex == "F" else names.men)
        family = names.family_for(self._pick(names.families), sex)
        middle = ""
        if names.order == "chain":
            middle = self._pick(names.men)
        elif names.middle_girls:
            middle = self._pick(names.middle_girls if sex == "F" else names.middle_boys)
        born = eldest - timedelta(days=int((older + self._roll() * 18) * 365.25))
        return Person(
            key=self._numbers.person(),
            role=role,
            given=given,
            middle=middle,
            family=family,
            sex=sex,
            born=born,
            community=names.key,
            nhs=self._numbers.nhs(),
            phone=self._numbers.mobile(),
        )

    def _homes(self, household: Household) -> None:
        man = household.man
        if man is not None and man.elsewhere:
            household.elsewhere = self._address()
            if self._happens("withheld"):
                household.withheld_from = man.key
                household.previous = household.elsewhere
                household.home = replace(household.home, uprn="")
        if household.previous is None and self._happens("moved"):
            household.previous = self._address()

    def _children(self, household: Household, names: Community, at_most: int, born: date) -> list[Person]:
        today = places().today
        wanted = max(1, min(at_most, 1 + bisect((0.34, 0.72, 0.90, 0.97), self._roll())))
        family = self._family_name(household, names)
        children: list[Person] = []
        while len(children) < wanted and born < today:
            twins = wanted - len(children) >= 2 and self._happens("twins")
            for _ in range(2 if twins else 1):
                children.append(self._child(household, names, family, born, children))
                children[-1].twin = twins
            born += timedelta(days=400 + int(self._roll() * 1400))
        self._fathers(household, names, children)
        if len(children) < at_most and self._happens("unborn"):
            children.append(self._unborn(household))
        return children

    def _family_name(self, household: Household, names: Community) -> str:
        man, mother = household.man, household.mother
        if names.order == "chain":
            return man.middle if man else self._pick(names.men)
        if names.order == "patronym":
            return man.given if man else self._pick(names.men)
        if man is None or man.role == "stepfather" or self._happens("named_after_mother"):
            return mother.family
        if (
            self._happens("double_barrelled")
            and mother.family != man.family
            and "-" not in mother.family + man.family
        ):
            return f"{mother.family}-{man.family}"
        return man.family

    def _child(
        self, household: Household, names: Community, family: str, born: date, elder: list[Person]
    ) -> Person:
        sex = "F" if self._roll() < 0.49 else "M"
        given = self._pick(names.girls if sex == "F" else names.boys)
        while any(other.given == given for other in elder):
            given = self._pick(names.girls if sex == "F" else names.boys)
        child = Person(
            key=self._numbers.person(),
            role=CHILD,
            given=given,
            middle=self._middle(household, names, sex, given),
            family=names.family_for(family, sex),
            sex=sex,
            born=born,
            mother=household.mother.key,
            community=names.key,
            nhs=self._numbers.nhs(),
        )
        if self._happens("known_as"):
            child.known_given = names.short.get(given, child.middle)
            child.known_family = child.family if child.known_given else ""
        if self._happens("former_name"):
            child.former_family = names.family_for(self._pick(names.families), sex)
        return child

    def _middle(self, household: Household, names: Community, sex: str, given: str) -> str:
        if names.order == "chain":
            return household.man.given if household.man else self._pick(names.men)
        if names.middle_girls:
            return self._pick(names.middle_girls if sex == "F" else names.middle_boys)
        if not self._happens("middle_name"):
            return ""
        middle = self._pick(names.girls if sex == "F" else names.boys)
        return "" if middle == given else middle

    def _fathers(self, household: Household, names: Community, children: list[Person]) -> None:
        man = household.man
        for place, child in enumerate(children):
            of_another = man is None or (man.role == "stepfather" and place == 0)
            child.father = f"not known, {household.key}" if of_another or man is None else man.key
            if of_another and man is not None:
                child.family = names.family_for(self._pick(names.families), child.sex)
        if man is not None and man.role == "stepfather" and len(children) > 1 and children[0].twin:
            children[1].father, children[1].family = children[0].father, children[0].family

    def _unborn(self, household: Household) -> Person:
        man = household.man
        return Person(
            key=self._numbers.person(),
            role=UNBORN,
            given="",
            middle="",
            family=household.mother.family,
            sex="U",
            expected=places().today + timedelta(days=20 + int(self._roll() * 170)),
            mother=household.mother.key,
            father=man.key if man else f"not known, {household.key}",
            community=household.mother.community,
        )

    def _make_known(self, household: Household) -> None:
        housed = self._happens(HOUSING, "known_to") or bool(household.withheld_from)
        policed = self._happens(POLICE, "known_to") or bool(household.withheld_from)
        for person in household.people:
            if housed and not person.elsewhere:
                person.known_to.add(HOUSING)
            if policed and person.role != "grandmother":
                person.known_to.add(POLICE)
            if person.is_child:
                self._make_child_known(person, household)

    def _make_child_known(self, child: Person, household: Household) -> None:
        today = places().today
        if child.born is None:
            child.known_to |= {HEALTH_VISITING} if self._happens(HEALTH_VISITING, "known_to") else set()
            return
        year = year_group(child.born, today)
        age = (today - child.born).days / 365.25
        if year >= 0:
            child.upn = self._numbers.upn(household.primary, today.year - year)
            child.year_group = year
            child.known_to |= {SCHOOL} if self._happens(SCHOOL, "known_to") else set()
            child.known_to |= {NURSING} if self._happens(NURSING, "known_to") else set()
        closed = "health_visiting_closed" if age >= 5 else HEALTH_VISITING
        if age < 6 and self._happens(closed, "known_to"):
            child.known_to.add(HEALTH_VISITING)
