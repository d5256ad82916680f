"""Who may be told what under which policy, what nobody may pass on, and which codes can be chosen: read from data."""

from __future__ import annotations

from types import MappingProxyType

from app.sharing import law
from app.sharing.catalogue_entries import Entry, Files, read_keyed
from app.sharing.catalogue_gateways import read_marks
from app.sharing.facts import MODES

RECIPIENT_FILES = ("recipients_internal.toml", "recipients.toml")
POLICY_FILES = ("prohibitions.toml", "codes.toml", "refusals.toml", *RECIPIENT_FILES)
KINDS = ("role", "channel", "gra_exception", "ri_condition", "sg_limb", "not_asked", "yss_policy")
NOTICES = ("first", "second")
#: When a duty cannot simply be refused, and the list of such duties.
WHEN = {
    "always": "NOT_REFUSABLE",
    "on_request": "NOT_REFUSABLE_ON_REQUEST",
    "about_a_child": "NOT_REFUSABLE_FOR_CHILDREN",
}


def read_policies(files: Files) -> law.Policies:
    """Read the policies of an edition; what they name is held against the catalogue afterwards."""
    return law.Policies(
        prohibitions=read_keyed(files, ("prohibitions.toml",), "prohibition", "id", _prohibition),
        refusals=read_keyed(files, ("refusals.toml",), "refusal", "gateway", _refusal),
        recipients=read_keyed(files, RECIPIENT_FILES, "recipient", "code", _recipient),
        codes=_codes(files),
    )


def _prohibition(entry: Entry) -> law.Prohibition:
    return law.Prohibition(
        id=entry.text("id"),
        title=entry.text("title"),
        summary=entry.text("summary"),
        kept_by=entry.texts("kept_by"),
        source=entry.text("source"),
        marks=read_marks(entry),
        mark_note=entry.optional("mark_note"),
    )


def _refusal(entry: Entry) -> law.Refusal:
    return law.Refusal(
        gateway=entry.text("gateway"),
        when=entry.one_of("when", tuple(WHEN)),
        grounds=entry.texts("grounds"),
        in_writing=entry.flag("in_writing"),
    )


def _recipient(entry: Entry) -> law.Recipient:
    return law.Recipient(
        code=entry.text("code"),
        title=entry.text("title"),
        notices=entry.texts("notices"),
        party_class=entry.text("class"),
        bodies=entry.texts("bodies"),
        senders=entry.texts("senders"),
        gateways=entry.texts("gateways"),
        purposes=entry.texts("purposes"),
        limits=entry.text("limits"),
        kept_by=entry.texts("kept_by"),
        items=entry.optional_texts("items"),
        mode=entry.one_of("mode", MODES) if entry.has("mode") else "",
        approvals=entry.optional_texts("approvals"),
        channels=entry.optional_texts("channels"),
    )


def refuse_unknown_policies(files: Files, catalogue: law.Catalogue) -> None:
    """Refuse a policy that names a rule, class, body, gateway, role or way that stands for nothing."""
    policies = catalogue.policies
    for prohibition in policies.prohibitions.values():
        entry = files.place_of("prohibition", prohibition.id)
        entry.refuse_strange("kept_by", prohibition.kept_by, catalogue.rules)
    for refusal in policies.refusals.values():
        entry = files.place_of("refusal", refusal.gateway)
        entry.refuse_strange("gateway", [refusal.gateway], catalogue.lists[WHEN[refusal.when]])
    for recipient in policies.recipients.values():
        _refuse_unknown_of(files.place_of("recipient", recipient.code), recipient, catalogue)


def _refuse_unknown_of(entry: Entry, recipient: law.Recipient, catalogue: law.Catalogue) -> None:
    entry.refuse_strange("class", [recipient.party_class], catalogue.classes)
    entry.refuse_strange("bodies", recipient.bodies, catalogue.classes[recipient.party_class].holds)
    entry.refuse_strange("senders", recipient.senders, catalogue.bodies)
    entry.refuse_strange("notices", recipient.notices, NOTICES)
    entry.refuse_strange("gateways", recipient.gateways, catalogue.gateways)
    entry.refuse_strange("purposes", recipient.purposes, catalogue.purposes)
    entry.refuse_strange("kept_by", recipient.kept_by, catalogue.rules)
    entry.refuse_strange("items", recipient.items, catalogue.categories)
    entry.refuse_strange("approvals", recipient.approvals, catalogue.policies.codes["role"])
    entry.refuse_strange("channels", recipient.channels, catalogue.policies.codes["channel"])


def _codes(files: Files) -> MappingProxyType[str, MappingProxyType[str, str]]:
    """Read the words of each code by kind; a code that stands twice in its kind is refused."""
    codes: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for entry in files.entries("codes.toml", "code"):
        kind, code = entry.one_of("kind", KINDS), entry.text("code")
        if code in codes[kind]:
            raise entry.refused("it stands there twice", "code")
        codes[kind][code] = entry.text("title")
        entry.done()
    return MappingProxyType({kind: MappingProxyType(words) for kind, words in codes.items()})
