"""Letters and mails that came in about a child, and what waits for a second person."""

from alembic import op

revision = "v0002"
down_revision = "v0001"
branch_labels = None
depends_on = None

STEPS = (
    """
    CREATE TABLE attachment (
        id BLOB NOT NULL,
        person_id BLOB NOT NULL,
        organisation_id BLOB,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        content BLOB NOT NULL,
        text TEXT NOT NULL,
        received_on TEXT,
        added_at TEXT NOT NULL,
        added_by BLOB NOT NULL,
        ended_at TEXT,
        ended_because TEXT,
        CONSTRAINT pk_attachment PRIMARY KEY (id),
        CONSTRAINT fk_attachment_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_attachment_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
        CONSTRAINT fk_attachment_added_by_officer FOREIGN KEY(added_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_attachment_person ON attachment (person_id)
    """,
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
        CONSTRAINT pk_approval PRIMARY KEY (id),
        CONSTRAINT fk_approval_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_approval_asked_by_officer FOREIGN KEY(asked_by) REFERENCES officer (id),
        CONSTRAINT fk_approval_answered_by_officer FOREIGN KEY(answered_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_approval_state ON approval (state)
    """,
)


def upgrade() -> None:
    """Make both tables with their indexes."""
    for step in STEPS:
        op.get_bind().exec_driver_sql(step)
