"""Which limits does a share show: those of its recipient, of who sends, and of the powers chosen?"""

from __future__ import annotations

from typing import Any

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import Party
from app.sharing.limits import limits_of
from tests.builders_sharing import CHARITY, COUNCIL, POLICE, SCHOOL, a_share

LAW = shipped_catalogue()
YOUTH_SUPPORT = Party("YSS_PROVIDER", party_class="YOUTH_SUPPORT", organisation="Harbour Youth")
SERVICE = Party("LA", party_class="INTERNAL_SERVICE", organisation="Northmere Council, admissions")


def limits(**changes: Any) -> list[str]:
    return [limit.of for limit in limits_of(a_share(**changes), LAW)]


def test_the_limits_follow_who_sends() -> None:
    assert limits(sender=COUNCIL, recipient=YOUTH_SUPPORT, gateways=()) == ["Youth support services"]
    assert limits(recipient=YOUTH_SUPPORT, gateways=()) == ["Youth support services, told by a school"]
    assert limits(sender=POLICE, recipient=YOUTH_SUPPORT, gateways=()) == []


def test_another_council_that_sends_has_the_limits_of_ours() -> None:
    other = Party("LA_OTHER", organisation="Southmere Council")
    assert limits(sender=other, recipient=YOUTH_SUPPORT, gateways=()) == ["Youth support services"]


def test_the_limits_of_a_service_are_not_shown_for_a_power_beside_them() -> None:
    assert limits(sender=COUNCIL, recipient=YOUTH_SUPPORT, gateways=("CA04-16LA",)) == []
    assert limits(sender=COUNCIL, recipient=YOUTH_SUPPORT, gateways=("EA96-507B",)) == [
        "Youth support services"
    ]


def test_what_was_agreed_is_the_limit_only_where_consent_is_the_power() -> None:
    assert limits(sender=COUNCIL, recipient=CHARITY, gateways=("CONS",)) == [
        "Whom the family or the young person names"
    ]
    assert limits(sender=COUNCIL, recipient=CHARITY, gateways=("CA04-11",)) == []


def test_nine_services_of_one_limit_say_it_once() -> None:
    found = limits_of(a_share(sender=COUNCIL, recipient=SERVICE, gateways=()), LAW)
    assert len(found) == 1
    assert "N01" in found[0].kept_by
    assert found[0].words.startswith("Only where it is demonstrably")


def test_a_class_has_its_own_limits_though_the_body_is_the_same() -> None:
    former = Party("SCHOOL_MAINTAINED", party_class="ORIGIN_SCHOOL", organisation="Quay Lane School")
    assert limits(sender=COUNCIL, recipient=former, gateways=()) == ["School that the pupil left"]
    assert "School that the pupil left" not in limits(sender=COUNCIL, recipient=SCHOOL, gateways=())
