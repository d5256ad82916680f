"""Is the shipped catalogue of law whole, and is a malformed one refused by file, line and entry?"""

from __future__ import annotations

import datetime as dt
import re

import pytest

import resources
from app.sharing.catalogue import FILES, read_catalogue, shipped_catalogue
from app.sharing.catalogue_entries import CatalogueRefused
from app.sharing.facts import Settings
from app.sharing.judging import RULES
from app.sharing.law import Gateway


@pytest.fixture
def texts() -> dict[str, str]:
    return {name: resources.text(f"law/{name}") for name in FILES}


def refusal(texts: dict[str, str], file: str, old: str, new: str) -> str:
    assert old in texts[file]
    with pytest.raises(CatalogueRefused) as refused:
        read_catalogue({**texts, file: texts[file].replace(old, new, 1)})
    return str(refused.value)


def gateway(key: str) -> Gateway:
    return shipped_catalogue().gateways[key]


def test_every_rule_text_has_a_function_and_every_function_a_text() -> None:
    assert set(shipped_catalogue().rules) == set(RULES)


def test_the_rules_stand_in_the_order_of_their_ids() -> None:
    assert list(shipped_catalogue().rules) == sorted(RULES)


def test_the_duty_of_confidence_is_cited_but_permits_nothing() -> None:
    assert gateway("CLDC").effect == "R"
    assert not gateway("CLDC").permits


@pytest.mark.parametrize(
    ("key", "effect", "art6", "packages"),
    [
        ("CA04-16LA", "D", {"6c", "6e"}, {"SG", "HSC", "GOV"}),
        ("CA04-10", "F", {"6e"}, {"HSC", "GOV"}),
        ("CA04-11", "F", {"6e"}, {"SG", "HSC", "GOV"}),
        ("CA89-17", "F", {"6e"}, {"HSC"}),
        ("CA89-47", "D", {"6e", "6c"}, {"SG", "HSC"}),
        ("CA89-47-9", "D", {"6c"}, {"SG", "HSC"}),
        ("CDA98-115", "P", {"6e", "6ea"}, {"CR", "SG"}),
        ("EMERG", "P", {"6d", "6e", "6c"}, {"VI", "SG", "HSC"}),
    ],
)
def test_a_gateway_lists_the_bases_and_packages_of_the_reference(
    key: str, effect: str, art6: set[str], packages: set[str]
) -> None:
    found = gateway(key)
    assert (found.effect, set(found.art6), set(found.packages)) == (effect, art6, packages)


@pytest.mark.parametrize(
    ("key", "start"),
    [
        ("CA04-16LA", "s16la_start"),
        ("CA04-10", "2005-01-01"),
        ("CA04-11", "2005-01-01"),
        ("CA89-17", "1991-01-01"),
        ("CA89-47", "1991-01-01"),
        ("CA89-47-9", "1991-01-01"),
        ("CDA98-115", "1998-01-01"),
        ("EMERG", "always"),
        ("CLDC", "always"),
    ],
)
def test_a_gateway_starts_when_the_reference_says(key: str, start: str) -> None:
    assert gateway(key).start == start
    assert Settings().s16la_start == dt.date(2026, 9, 30)


@pytest.mark.parametrize(
    ("code", "art9", "sch1"),
    [
        ("SG", "9(2)(g)", "para 18"),
        ("HSC", "9(2)(h)", "para 2"),
        ("GOV", "9(2)(g)", "para 6"),
        ("CR", "9(2)(g)", "para 10"),
        ("VI", "9(2)(c)", ""),
    ],
)
def test_a_package_stands_for_its_condition_and_paragraph(code: str, art9: str, sch1: str) -> None:
    package = shipped_catalogue().packages[code]
    assert (package.art9, package.sch1) == (art9, sch1)


def test_every_gateway_says_where_it_is_read_and_how_sure_it_is() -> None:
    for one in shipped_catalogue().gateways.values():
        assert one.source.startswith("https://")
        assert set(one.marks) <= {"verified", "secondary", "known"}
    assert "known" in gateway("EMERG").marks


def test_the_catalogue_knows_its_version_and_the_day_it_was_read() -> None:
    assert shipped_catalogue().version == "2026-11-25.1"
    assert shipped_catalogue().read_on == dt.date(2026, 11, 24)


def test_a_missing_key_is_refused_with_file_and_entry(texts: dict[str, str]) -> None:
    line = 1 + texts["gateways_general.toml"].split("\n").index('id = "EMERG"')
    said = refusal(texts, "gateways_general.toml", 'title = "Immediate danger"\n', "")
    assert f"gateways_general.toml, line {line - 1}, gateway EMERG: title is missing" in said


def test_an_unknown_key_is_refused(texts: dict[str, str]) -> None:
    said = refusal(texts, "gateways_general.toml", 'part3 = "police"', 'part3 = "police"\ncolour = "red"')
    line = 2 + texts["gateways_general.toml"].split("\n").index('part3 = "police"')
    assert f"line {line}, gateway EMERG: unknown key colour" in said


def test_a_value_of_the_wrong_kind_is_refused(texts: dict[str, str]) -> None:
    said = refusal(texts, "rules.toml", "version = 1", 'version = "one"')
    assert re.search(r"rules\.toml, line \d+, rule G01: version is of the wrong kind", said)


def test_a_day_that_is_none_is_refused(texts: dict[str, str]) -> None:
    said = refusal(texts, "gateways_children.toml", '"2005-01-01"', '"2005-13-01"')
    assert "gateway CA04-11: start is 2005-13-01, which is no day" in said


def test_a_side_that_stands_for_nothing_is_refused(texts: dict[str, str]) -> None:
    said = refusal(texts, "gateways_children.toml", "SECTION_11 > BODIES", "SECTION_11 > BODY")
    assert "gateway CA04-11: BODY stands for nothing" in said


def test_a_side_without_a_direction_is_refused(texts: dict[str, str]) -> None:
    said = refusal(texts, "gateways_children.toml", "SECTION_11 > BODIES", "SECTION_11, BODIES")
    assert "which is no pair of sides" in said


def test_an_unknown_mark_is_refused(texts: dict[str, str]) -> None:
    said = refusal(texts, "packages.toml", 'marks = ["verified"]', 'marks = ["sure"]')
    assert re.search(r"packages\.toml, line \d+, package SG: marks holds something", said)


def test_a_paragraph_that_does_not_belong_to_the_condition_is_refused(texts: dict[str, str]) -> None:
    said = refusal(texts, "packages.toml", 'sch1 = "para 18"', 'sch1 = "para 2"')
    assert "package SG: para 2 stands for nothing" in said


def test_the_same_id_twice_is_refused(texts: dict[str, str]) -> None:
    said = refusal(texts, "gateways_children.toml", 'id = "CA04-11"', 'id = "CA04-16LA"')
    assert "gateway CA04-16LA: it stands there twice" in said


def test_a_condition_of_a_gateway_that_is_not_there_is_refused(texts: dict[str, str]) -> None:
    said = refusal(texts, "conditions.toml", 'gateway = "CA89-17"', 'gateway = "CA89-18"')
    assert "condition CA89-17.need: CA89-18 stands for nothing" in said


def test_a_silence_about_an_unknown_rule_is_refused(texts: dict[str, str]) -> None:
    said = refusal(texts, "silences.toml", 'speaks = "D05"', 'speaks = "D99"')
    assert "silence D99: D99 stands for nothing" in said


def test_another_schema_is_refused(texts: dict[str, str]) -> None:
    said = refusal(texts, "bodies.toml", "mash-desk/law/1", "mash-desk/law/9")
    assert "bodies.toml" in said
    assert "mash-desk/law/9" in said


def test_a_file_that_does_not_parse_is_refused(texts: dict[str, str]) -> None:
    assert "lists.toml, line 4, the file" in refusal(texts, "lists.toml", "[lists]", "[lists")


def test_a_missing_file_is_refused(texts: dict[str, str]) -> None:
    del texts["rules.toml"]
    with pytest.raises(CatalogueRefused, match=r"rules\.toml, the file: it is missing"):
        read_catalogue(texts)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rules.toml", 'off_on = ["Part 3"]', 'off_on = ["Part 9"]', "off_on names something"),
        ("rules_of_services.toml", '["safeguarding route"]', '["any route"]', "off_on names something"),
        ("rules_of_services.toml", '["BOR-RES"]', '["BOR-NONE"]', "BOR-NONE stands for nothing"),
        ("rules.toml", 'applies = ["SHARE"]', 'applies = ["LEND"]', "applies names something"),
        ("rules.toml", 'severity = "W"', 'severity = "X"', "severity is X"),
        ("lists.toml", '"LA11-1"', '"LA00-0"', "LA00-0 stands for nothing"),
        ("lists.toml", 'PUPIL_DATA = ["IDENTITY"', 'PUPIL_DATA = ["SHOES"', "SHOES stands for nothing"),
        ("silences.toml", 'same = "person"', 'same = "street"', "same is street"),
    ],
)
def test_a_rule_or_list_that_names_nothing_is_refused(
    texts: dict[str, str], file: str, old: str, new: str, said: str
) -> None:
    assert said in refusal(texts, file, old, new)
