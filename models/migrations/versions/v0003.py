"""Consent, choices of law, the register of documents, the life of a decided share, and what an agreement covers."""

from __future__ import annotations

import json
import os
import time

from alembic import op

revision = "v0003"
down_revision = "v0002"
branch_labels = None
depends_on = None

STEPS = (
    "ALTER TABLE approval RENAME TO approval_before",
    """
    CREATE TABLE approval (
        id BLOB NOT NULL,
        act TEXT NOT NULL,
        thing BLOB NOT NULL,
        person_id BLOB,
        why TEXT NOT NULL,
        asked_by BLOB NOT NULL,
        asked_at TEXT NOT NULL,
        state TEXT NOT NULL,
        answered_by BLOB,
        answered_at TEXT,
        answer TEXT,
        covers TEXT,
        CONSTRAINT pk_approval PRIMARY KEY (id),
        CONSTRAINT fk_approval_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_approval_asked_by_officer FOREIGN KEY(asked_by) REFERENCES officer (id),
        CONSTRAINT fk_approval_answered_by_officer FOREIGN KEY(answered_by) REFERENCES officer (id)
    )
     STRICT
    """,
    "INSERT INTO approval SELECT *, NULL FROM approval_before",
    "DROP TABLE approval_before",
    "CREATE INDEX ix_approval_state ON approval (state)",
    """
    CREATE TABLE consent (
        id BLOB NOT NULL,
        person_id BLOB,
        agency_person_id BLOB,
        kind TEXT NOT NULL,
        given_by TEXT NOT NULL,
        given_by_agency_person BLOB,
        capacity TEXT NOT NULL,
        gillick TEXT NOT NULL,
        scope TEXT NOT NULL,
        recipients TEXT NOT NULL,
        purpose TEXT NOT NULL,
        method TEXT NOT NULL,
        asked_on TEXT,
        answered_on TEXT NOT NULL,
        answer TEXT NOT NULL,
        expires_on TEXT,
        conditions TEXT NOT NULL,
        not_sought_reason TEXT NOT NULL,
        evidence TEXT NOT NULL,
        attachment_id BLOB,
        witnessed_by TEXT NOT NULL,
        replaces BLOB,
        recorded_at TEXT NOT NULL,
        recorded_by BLOB NOT NULL,
        CONSTRAINT pk_consent PRIMARY KEY (id),
        CONSTRAINT fk_consent_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_consent_agency_person_id_agency_person FOREIGN KEY(agency_person_id) REFERENCES agency_person (id),
        CONSTRAINT fk_consent_given_by_agency_person_agency_person FOREIGN KEY(given_by_agency_person) REFERENCES agency_person (id),
        CONSTRAINT fk_consent_attachment_id_attachment FOREIGN KEY(attachment_id) REFERENCES attachment (id),
        CONSTRAINT fk_consent_replaces_consent FOREIGN KEY(replaces) REFERENCES consent (id),
        CONSTRAINT fk_consent_recorded_by_officer FOREIGN KEY(recorded_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_consent_agency_person ON consent (agency_person_id)
    """,
    """
    CREATE INDEX ix_consent_person ON consent (person_id)
    """,
    """
    CREATE TABLE law_choice (
        id BLOB NOT NULL,
        gateway TEXT NOT NULL,
        approved INTEGER NOT NULL,
        local_start TEXT,
        retired_on TEXT,
        why TEXT NOT NULL,
        second_by BLOB,
        changed_at TEXT NOT NULL,
        changed_by BLOB NOT NULL,
        CONSTRAINT pk_law_choice PRIMARY KEY (id),
        CONSTRAINT uq_law_choice_gateway UNIQUE (gateway),
        CONSTRAINT fk_law_choice_second_by_officer FOREIGN KEY(second_by) REFERENCES officer (id),
        CONSTRAINT fk_law_choice_changed_by_officer FOREIGN KEY(changed_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE TABLE agreement (
        id BLOB NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        reference TEXT NOT NULL,
        parties TEXT NOT NULL,
        covers TEXT NOT NULL,
        valid_from TEXT,
        valid_until TEXT,
        review_on TEXT,
        note TEXT NOT NULL,
        added_at TEXT NOT NULL,
        added_by BLOB NOT NULL,
        ended_at TEXT,
        ended_because TEXT,
        CONSTRAINT pk_agreement PRIMARY KEY (id),
        CONSTRAINT fk_agreement_added_by_officer FOREIGN KEY(added_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_agreement_kind ON agreement (kind)
    """,
    """
    CREATE TABLE share_law (
        id BLOB NOT NULL,
        share_id BLOB NOT NULL,
        kind TEXT NOT NULL,
        code TEXT NOT NULL,
        CONSTRAINT pk_share_law PRIMARY KEY (id),
        CONSTRAINT fk_share_law_share_id_share FOREIGN KEY(share_id) REFERENCES share (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_share_law_code ON share_law (kind, code)
    """,
    """
    CREATE INDEX ix_share_law_share ON share_law (share_id)
    """,
    """
    CREATE TABLE share_request (
        id BLOB NOT NULL,
        reference TEXT NOT NULL,
        direction TEXT NOT NULL,
        organisation_id BLOB NOT NULL,
        person TEXT NOT NULL,
        their_reference TEXT NOT NULL,
        persons TEXT NOT NULL,
        what TEXT NOT NULL,
        purpose_code TEXT NOT NULL,
        purpose TEXT NOT NULL,
        states_public_task INTEGER NOT NULL,
        received_at TEXT NOT NULL,
        due_at TEXT,
        state TEXT NOT NULL,
        share_id BLOB,
        answered_at TEXT,
        answer TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        recorded_by BLOB NOT NULL,
        CONSTRAINT pk_share_request PRIMARY KEY (id),
        CONSTRAINT uq_share_request_reference UNIQUE (reference),
        CONSTRAINT fk_share_request_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
        CONSTRAINT fk_share_request_share_id_share FOREIGN KEY(share_id) REFERENCES share (id),
        CONSTRAINT fk_share_request_recorded_by_officer FOREIGN KEY(recorded_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_share_request_state ON share_request (state, due_at)
    """,
    """
    CREATE TABLE share_notice (
        id BLOB NOT NULL,
        share_id BLOB NOT NULL,
        later_id BLOB NOT NULL,
        kind TEXT NOT NULL,
        organisation_id BLOB,
        person TEXT NOT NULL,
        asked TEXT NOT NULL,
        due_at TEXT,
        state TEXT NOT NULL,
        channel TEXT NOT NULL,
        sent_at TEXT,
        answered_at TEXT,
        answer TEXT NOT NULL,
        CONSTRAINT pk_share_notice PRIMARY KEY (id),
        CONSTRAINT fk_share_notice_share_id_share FOREIGN KEY(share_id) REFERENCES share (id),
        CONSTRAINT fk_share_notice_later_id_share_later FOREIGN KEY(later_id) REFERENCES share_later (id),
        CONSTRAINT fk_share_notice_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_share_notice_share ON share_notice (share_id)
    """,
    """
    CREATE INDEX ix_share_notice_state ON share_notice (state, due_at)
    """,
    """
    CREATE TABLE incident (
        id BLOB NOT NULL,
        reference TEXT NOT NULL,
        share_id BLOB NOT NULL,
        happened TEXT NOT NULL,
        reached TEXT NOT NULL,
        danger TEXT NOT NULL,
        address_reached INTEGER NOT NULL,
        aware_at TEXT NOT NULL,
        due_at TEXT NOT NULL,
        dpo_told_at TEXT,
        regulator TEXT NOT NULL,
        regulator_because TEXT NOT NULL,
        regulator_told_at TEXT,
        closed_at TEXT,
        closed_because TEXT,
        recorded_at TEXT NOT NULL,
        recorded_by BLOB NOT NULL,
        CONSTRAINT pk_incident PRIMARY KEY (id),
        CONSTRAINT uq_incident_reference UNIQUE (reference),
        CONSTRAINT fk_incident_share_id_share FOREIGN KEY(share_id) REFERENCES share (id),
        CONSTRAINT fk_incident_recorded_by_officer FOREIGN KEY(recorded_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_incident_share ON incident (share_id)
    """,
)


def upgrade() -> None:
    """Make the tables with their indexes, and read what each decided share rests on from its frozen document."""
    connection = op.get_bind()
    for step in STEPS:
        connection.exec_driver_sql(step)
    frozen = connection.exec_driver_sql("SELECT id, frozen FROM share WHERE frozen IS NOT NULL").fetchall()
    for share, document in frozen:
        said = json.loads(document)
        rests = [("gateway", gateway["id"]) for gateway in said["law"]["gateways"]]
        for kind, code in (*rests, *([("emergency", "")] if said.get("emergency") else [])):
            row = (_new_key(), share, kind, code)
            connection.exec_driver_sql("INSERT INTO share_law VALUES (?, ?, ?, ?)", row)


def _new_key() -> bytes:
    """Make a UUIDv7 after RFC 9562, as the store's keys were made when this step was written."""
    millis, random = time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10), "big")
    return (millis << 80 | 0x7 << 76 | random >> 4 & 0xFFF << 64 | 0b10 << 62 | random & (1 << 62) - 1).to_bytes(16, "big")
