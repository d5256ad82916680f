"""The first tables, the search index, and the three triggers that keep the log append-only."""

from alembic import op

revision = "v0001"
down_revision = None
branch_labels = None
depends_on = None

STEPS = (
    """
    CREATE TABLE counter (
        kind TEXT NOT NULL,
        device TEXT NOT NULL,
        last INTEGER NOT NULL,
        CONSTRAINT pk_counter PRIMARY KEY (kind, device)
    )
     STRICT
    """,
    """
    CREATE TABLE entry (
        sequence INTEGER NOT NULL,
        at TEXT NOT NULL,
        officer_id BLOB,
        officer TEXT NOT NULL,
        device TEXT NOT NULL,
        act TEXT NOT NULL,
        persons TEXT NOT NULL,
        things TEXT NOT NULL,
        groups TEXT NOT NULL,
        counts TEXT NOT NULL,
        reason_code TEXT NOT NULL,
        digest TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL,
        seal TEXT NOT NULL,
        CONSTRAINT pk_entry PRIMARY KEY (sequence)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_entry_at ON entry (at)
    """,
    """
    CREATE TABLE meta (
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_meta PRIMARY KEY (name)
    )
     STRICT
    """,
    """
    CREATE TABLE officer (
        id BLOB NOT NULL,
        name TEXT NOT NULL,
        post TEXT NOT NULL,
        roles TEXT NOT NULL,
        slot TEXT NOT NULL,
        state TEXT NOT NULL,
        added_at TEXT NOT NULL,
        CONSTRAINT pk_officer PRIMARY KEY (id),
        CONSTRAINT uq_officer_name UNIQUE (name)
    )
     STRICT
    """,
    """
    CREATE TABLE organisation (
        id BLOB NOT NULL,
        code TEXT NOT NULL,
        name TEXT NOT NULL,
        class TEXT NOT NULL,
        body TEXT NOT NULL,
        parent_id BLOB,
        tells_people_apart INTEGER NOT NULL,
        s16la_listed INTEGER,
        commissioned INTEGER NOT NULL,
        competent_authority INTEGER NOT NULL,
        registered_landlord INTEGER NOT NULL,
        state TEXT NOT NULL,
        CONSTRAINT pk_organisation PRIMARY KEY (id),
        CONSTRAINT uq_organisation_code UNIQUE (code),
        CONSTRAINT fk_organisation_parent_id_organisation FOREIGN KEY(parent_id) REFERENCES organisation (id)
    )
     STRICT
    """,
    """
    CREATE TABLE setting (
        id BLOB NOT NULL,
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_setting PRIMARY KEY (id),
        CONSTRAINT uq_setting_name UNIQUE (name)
    )
     STRICT
    """,
    """
    CREATE TABLE batch (
        id BLOB NOT NULL,
        reference TEXT NOT NULL,
        organisation_id BLOB NOT NULL,
        layout_name TEXT NOT NULL,
        layout_version TEXT NOT NULL,
        state TEXT NOT NULL,
        staged_at TEXT NOT NULL,
        staged_by BLOB NOT NULL,
        accepted_at TEXT,
        accepted_by BLOB,
        undone_at TEXT,
        undone_by BLOB,
        undone_because TEXT,
        rows_read INTEGER NOT NULL,
        people INTEGER NOT NULL,
        records INTEGER NOT NULL,
        flagged INTEGER NOT NULL,
        refused INTEGER NOT NULL,
        skipped INTEGER NOT NULL,
        digest TEXT NOT NULL,
        CONSTRAINT pk_batch PRIMARY KEY (id),
        CONSTRAINT fk_batch_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
        CONSTRAINT fk_batch_staged_by_officer FOREIGN KEY(staged_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_batch_state ON batch (state)
    """,
    """
    CREATE TABLE change (
        id BLOB NOT NULL,
        entry INTEGER NOT NULL,
        kind TEXT NOT NULL,
        thing BLOB NOT NULL,
        "group" TEXT NOT NULL,
        "before" TEXT,
        "after" TEXT,
        device TEXT NOT NULL,
        device_sequence INTEGER NOT NULL,
        base_revision INTEGER,
        value_schema INTEGER NOT NULL,
        salt BLOB,
        row_digest TEXT NOT NULL,
        CONSTRAINT pk_change PRIMARY KEY (id),
        CONSTRAINT fk_change_entry_entry FOREIGN KEY(entry) REFERENCES entry (sequence)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_change_thing ON change (thing)
    """,
    """
    CREATE TABLE channel (
        id BLOB NOT NULL,
        organisation_id BLOB NOT NULL,
        kind TEXT NOT NULL,
        address TEXT NOT NULL,
        secure INTEGER NOT NULL,
        state TEXT NOT NULL,
        CONSTRAINT pk_channel PRIMARY KEY (id),
        CONSTRAINT fk_channel_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_channel_organisation ON channel (organisation_id)
    """,
    """
    CREATE TABLE draft (
        id BLOB NOT NULL,
        officer_id BLOB NOT NULL,
        form TEXT NOT NULL,
        about TEXT NOT NULL,
        title TEXT NOT NULL,
        value TEXT NOT NULL,
        saved_at TEXT NOT NULL,
        CONSTRAINT pk_draft PRIMARY KEY (id),
        CONSTRAINT uq_draft_officer_id UNIQUE (officer_id, form, about),
        CONSTRAINT fk_draft_officer_id_officer FOREIGN KEY(officer_id) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE TABLE entry_thing (
        sequence INTEGER NOT NULL,
        thing TEXT NOT NULL,
        CONSTRAINT pk_entry_thing PRIMARY KEY (sequence, thing),
        CONSTRAINT fk_entry_thing_sequence_entry FOREIGN KEY(sequence) REFERENCES entry (sequence)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_entry_thing_thing ON entry_thing (thing, sequence)
    """,
    """
    CREATE TABLE person (
        id BLOB NOT NULL,
        reference TEXT NOT NULL,
        state TEXT NOT NULL,
        restrictions TEXT NOT NULL,
        made_at TEXT NOT NULL,
        made_by BLOB,
        CONSTRAINT pk_person PRIMARY KEY (id),
        CONSTRAINT uq_person_reference UNIQUE (reference),
        CONSTRAINT fk_person_made_by_officer FOREIGN KEY(made_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE TABLE post (
        id BLOB NOT NULL,
        organisation_id BLOB NOT NULL,
        name TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL,
        CONSTRAINT pk_post PRIMARY KEY (id),
        CONSTRAINT fk_post_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_post_organisation ON post (organisation_id)
    """,
    """
    CREATE TABLE share (
        id BLOB NOT NULL,
        reference TEXT NOT NULL,
        state TEXT NOT NULL,
        decision TEXT,
        draft TEXT NOT NULL,
        begun_at TEXT NOT NULL,
        begun_by BLOB NOT NULL,
        decided_at TEXT,
        decided_by BLOB,
        review_at TEXT,
        catalogue_version TEXT,
        frozen BLOB,
        frozen_sha256 TEXT,
        CONSTRAINT pk_share PRIMARY KEY (id),
        CONSTRAINT uq_share_reference UNIQUE (reference),
        CONSTRAINT fk_share_begun_by_officer FOREIGN KEY(begun_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_share_state ON share (state)
    """,
    """
    CREATE TABLE view_setting (
        id BLOB NOT NULL,
        officer_id BLOB NOT NULL,
        "view" TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_view_setting PRIMARY KEY (id),
        CONSTRAINT uq_view_setting_officer_id UNIQUE (officer_id, "view"),
        CONSTRAINT fk_view_setting_officer_id_officer FOREIGN KEY(officer_id) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE TABLE agency_person (
        id BLOB NOT NULL,
        organisation_id BLOB NOT NULL,
        reference TEXT NOT NULL,
        made_by_us INTEGER NOT NULL,
        is_child INTEGER NOT NULL,
        first_batch_id BLOB,
        CONSTRAINT pk_agency_person PRIMARY KEY (id),
        CONSTRAINT uq_agency_person_organisation_id UNIQUE (organisation_id, reference),
        CONSTRAINT fk_agency_person_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
        CONSTRAINT fk_agency_person_first_batch_id_batch FOREIGN KEY(first_batch_id) REFERENCES batch (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_agency_person_batch ON agency_person (first_batch_id)
    """,
    """
    CREATE TABLE batch_file (
        id BLOB NOT NULL,
        batch_id BLOB NOT NULL,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        CONSTRAINT pk_batch_file PRIMARY KEY (id),
        CONSTRAINT fk_batch_file_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_batch_file_sha256 ON batch_file (sha256)
    """,
    """
    CREATE TABLE copy (
        id BLOB NOT NULL,
        reference TEXT NOT NULL,
        share_id BLOB NOT NULL,
        number INTEGER NOT NULL,
        document TEXT NOT NULL,
        document_version TEXT NOT NULL,
        recipient TEXT NOT NULL,
        made_at TEXT NOT NULL,
        made_by BLOB NOT NULL,
        log_head TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        file_sha256 TEXT,
        pages INTEGER,
        CONSTRAINT pk_copy PRIMARY KEY (id),
        CONSTRAINT uq_copy_reference UNIQUE (reference),
        CONSTRAINT fk_copy_share_id_share FOREIGN KEY(share_id) REFERENCES share (id),
        CONSTRAINT fk_copy_made_by_officer FOREIGN KEY(made_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_copy_file ON copy (file_sha256)
    """,
    """
    CREATE INDEX ix_copy_share ON copy (share_id)
    """,
    """
    CREATE TABLE finding (
        id BLOB NOT NULL,
        batch_id BLOB NOT NULL,
        file TEXT NOT NULL,
        place TEXT NOT NULL,
        outcome TEXT NOT NULL,
        agency_reference TEXT NOT NULL,
        field TEXT NOT NULL,
        as_given TEXT NOT NULL,
        what TEXT NOT NULL,
        line INTEGER,
        CONSTRAINT pk_finding PRIMARY KEY (id),
        CONSTRAINT fk_finding_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_finding_batch ON finding (batch_id)
    """,
    """
    CREATE TABLE person_link (
        id BLOB NOT NULL,
        person_id BLOB NOT NULL,
        other_id BLOB NOT NULL,
        reasons TEXT NOT NULL,
        joined_by BLOB NOT NULL,
        joined_at TEXT NOT NULL,
        ended_at TEXT,
        ended_by BLOB,
        ended_because TEXT,
        CONSTRAINT pk_person_link PRIMARY KEY (id),
        CONSTRAINT fk_person_link_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_person_link_other_id_person FOREIGN KEY(other_id) REFERENCES person (id),
        CONSTRAINT fk_person_link_joined_by_officer FOREIGN KEY(joined_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_person_link_other ON person_link (other_id)
    """,
    """
    CREATE INDEX ix_person_link_person ON person_link (person_id)
    """,
    """
    CREATE TABLE record (
        id BLOB NOT NULL,
        organisation_id BLOB NOT NULL,
        batch_id BLOB,
        officer_id BLOB,
        reference TEXT NOT NULL,
        kind TEXT NOT NULL,
        date TEXT NOT NULL,
        date_iso TEXT NOT NULL,
        text TEXT NOT NULL,
        tag TEXT,
        heard_at TEXT NOT NULL,
        place TEXT NOT NULL,
        CONSTRAINT pk_record PRIMARY KEY (id),
        CONSTRAINT fk_record_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id),
        CONSTRAINT fk_record_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
        CONSTRAINT fk_record_officer_id_officer FOREIGN KEY(officer_id) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_record_batch ON record (batch_id)
    """,
    """
    CREATE TABLE refused_row (
        id BLOB NOT NULL,
        batch_id BLOB NOT NULL,
        file TEXT NOT NULL,
        line INTEGER,
        reason TEXT NOT NULL,
        "row" TEXT NOT NULL,
        state TEXT NOT NULL,
        mended_by_batch BLOB,
        CONSTRAINT pk_refused_row PRIMARY KEY (id),
        CONSTRAINT fk_refused_row_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_refused_row_batch ON refused_row (batch_id)
    """,
    """
    CREATE TABLE rule_result (
        id BLOB NOT NULL,
        share_id BLOB NOT NULL,
        rule TEXT NOT NULL,
        version TEXT NOT NULL,
        severity TEXT NOT NULL,
        outcome TEXT NOT NULL,
        reason TEXT,
        CONSTRAINT pk_rule_result PRIMARY KEY (id),
        CONSTRAINT fk_rule_result_share_id_share FOREIGN KEY(share_id) REFERENCES share (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_rule_result_share ON rule_result (share_id)
    """,
    """
    CREATE TABLE share_about (
        id BLOB NOT NULL,
        share_id BLOB NOT NULL,
        person_id BLOB NOT NULL,
        CONSTRAINT pk_share_about PRIMARY KEY (id),
        CONSTRAINT fk_share_about_share_id_share FOREIGN KEY(share_id) REFERENCES share (id),
        CONSTRAINT fk_share_about_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_share_about_person ON share_about (person_id)
    """,
    """
    CREATE TABLE share_later (
        id BLOB NOT NULL,
        share_id BLOB NOT NULL,
        kind TEXT NOT NULL,
        document BLOB NOT NULL,
        document_sha256 TEXT NOT NULL,
        at TEXT NOT NULL,
        officer_id BLOB NOT NULL,
        CONSTRAINT pk_share_later PRIMARY KEY (id),
        CONSTRAINT fk_share_later_share_id_share FOREIGN KEY(share_id) REFERENCES share (id),
        CONSTRAINT fk_share_later_officer_id_officer FOREIGN KEY(officer_id) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_share_later_share ON share_later (share_id)
    """,
    """
    CREATE TABLE share_to (
        id BLOB NOT NULL,
        share_id BLOB NOT NULL,
        organisation_id BLOB NOT NULL,
        person TEXT NOT NULL,
        channel TEXT NOT NULL,
        CONSTRAINT pk_share_to PRIMARY KEY (id),
        CONSTRAINT fk_share_to_share_id_share FOREIGN KEY(share_id) REFERENCES share (id),
        CONSTRAINT fk_share_to_organisation_id_organisation FOREIGN KEY(organisation_id) REFERENCES organisation (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_share_to_organisation ON share_to (organisation_id)
    """,
    """
    CREATE INDEX ix_share_to_share ON share_to (share_id)
    """,
    """
    CREATE TABLE withheld_address (
        id BLOB NOT NULL,
        person_id BLOB NOT NULL,
        from_whom TEXT NOT NULL,
        from_person_id BLOB,
        why TEXT NOT NULL,
        until TEXT,
        set_at TEXT NOT NULL,
        set_by BLOB NOT NULL,
        lifted_at TEXT,
        lifted_by BLOB,
        lifted_because TEXT,
        CONSTRAINT pk_withheld_address PRIMARY KEY (id),
        CONSTRAINT fk_withheld_address_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_withheld_address_from_person_id_person FOREIGN KEY(from_person_id) REFERENCES person (id),
        CONSTRAINT fk_withheld_address_set_by_officer FOREIGN KEY(set_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_withheld_address_person ON withheld_address (person_id)
    """,
    """
    CREATE TABLE candidate (
        id BLOB NOT NULL,
        agency_person_id BLOB NOT NULL,
        person_id BLOB NOT NULL,
        score REAL NOT NULL,
        band TEXT NOT NULL,
        state TEXT NOT NULL,
        reasons TEXT NOT NULL,
        engine TEXT NOT NULL,
        found_at TEXT NOT NULL,
        answered_at TEXT,
        answered_by BLOB,
        note TEXT,
        CONSTRAINT pk_candidate PRIMARY KEY (id),
        CONSTRAINT fk_candidate_agency_person_id_agency_person FOREIGN KEY(agency_person_id) REFERENCES agency_person (id),
        CONSTRAINT fk_candidate_person_id_person FOREIGN KEY(person_id) REFERENCES person (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_candidate_agency_person ON candidate (agency_person_id)
    """,
    """
    CREATE INDEX ix_candidate_person ON candidate (person_id)
    """,
    """
    CREATE INDEX ix_candidate_state ON candidate (state, band)
    """,
    """
    CREATE TABLE firewall (
        id BLOB NOT NULL,
        agency_person_id BLOB NOT NULL,
        because TEXT NOT NULL,
        state TEXT NOT NULL,
        set_at TEXT NOT NULL,
        CONSTRAINT pk_firewall PRIMARY KEY (id),
        CONSTRAINT fk_firewall_agency_person_id_agency_person FOREIGN KEY(agency_person_id) REFERENCES agency_person (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_firewall_agency_person ON firewall (agency_person_id)
    """,
    """
    CREATE TABLE link (
        id BLOB NOT NULL,
        agency_person_id BLOB NOT NULL,
        person_id BLOB NOT NULL,
        how TEXT NOT NULL,
        reasons TEXT NOT NULL,
        score REAL,
        band TEXT,
        engine TEXT NOT NULL,
        linked_by BLOB,
        linked_at TEXT NOT NULL,
        ended_at TEXT,
        ended_by BLOB,
        ended_because TEXT,
        ended_batch_id BLOB,
        CONSTRAINT pk_link PRIMARY KEY (id),
        CONSTRAINT fk_link_agency_person_id_agency_person FOREIGN KEY(agency_person_id) REFERENCES agency_person (id),
        CONSTRAINT fk_link_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_link_linked_by_officer FOREIGN KEY(linked_by) REFERENCES officer (id),
        CONSTRAINT fk_link_ended_batch_id_batch FOREIGN KEY(ended_batch_id) REFERENCES batch (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_link_agency_person ON link (agency_person_id)
    """,
    """
    CREATE INDEX ix_link_person ON link (person_id)
    """,
    """
    CREATE TABLE match_key (
        id INTEGER NOT NULL,
        agency_person_id BLOB NOT NULL,
        kind TEXT NOT NULL,
        value TEXT NOT NULL,
        CONSTRAINT pk_match_key PRIMARY KEY (id),
        CONSTRAINT fk_match_key_agency_person_id_agency_person FOREIGN KEY(agency_person_id) REFERENCES agency_person (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_match_key_person ON match_key (agency_person_id)
    """,
    """
    CREATE INDEX ix_match_key_value ON match_key (kind, value)
    """,
    """
    CREATE TABLE printing (
        id BLOB NOT NULL,
        copy_id BLOB NOT NULL,
        how TEXT NOT NULL,
        "where" TEXT NOT NULL,
        sheets INTEGER NOT NULL,
        at TEXT NOT NULL,
        officer_id BLOB NOT NULL,
        CONSTRAINT pk_printing PRIMARY KEY (id),
        CONSTRAINT fk_printing_copy_id_copy FOREIGN KEY(copy_id) REFERENCES copy (id),
        CONSTRAINT fk_printing_officer_id_officer FOREIGN KEY(officer_id) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_printing_copy ON printing (copy_id)
    """,
    """
    CREATE TABLE record_person (
        id BLOB NOT NULL,
        record_id BLOB NOT NULL,
        agency_person_id BLOB NOT NULL,
        batch_id BLOB,
        role TEXT NOT NULL,
        CONSTRAINT pk_record_person PRIMARY KEY (id),
        CONSTRAINT fk_record_person_record_id_record FOREIGN KEY(record_id) REFERENCES record (id),
        CONSTRAINT fk_record_person_agency_person_id_agency_person FOREIGN KEY(agency_person_id) REFERENCES agency_person (id),
        CONSTRAINT fk_record_person_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_record_person_batch ON record_person (batch_id)
    """,
    """
    CREATE INDEX ix_record_person_person ON record_person (agency_person_id)
    """,
    """
    CREATE INDEX ix_record_person_record ON record_person (record_id)
    """,
    """
    CREATE TABLE search_word (
        id INTEGER NOT NULL,
        agency_person_id BLOB NOT NULL,
        kind TEXT NOT NULL,
        folded TEXT NOT NULL,
        shown TEXT NOT NULL,
        CONSTRAINT pk_search_word PRIMARY KEY (id),
        CONSTRAINT fk_search_word_agency_person_id_agency_person FOREIGN KEY(agency_person_id) REFERENCES agency_person (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_search_word_person ON search_word (agency_person_id)
    """,
    """
    CREATE TABLE statement (
        id BLOB NOT NULL,
        agency_person_id BLOB NOT NULL,
        batch_id BLOB,
        officer_id BLOB,
        "group" TEXT NOT NULL,
        value TEXT NOT NULL,
        value_schema INTEGER NOT NULL,
        said_on TEXT,
        heard_at TEXT NOT NULL,
        place TEXT NOT NULL,
        as_given TEXT,
        usable INTEGER NOT NULL,
        replaces BLOB,
        CONSTRAINT pk_statement PRIMARY KEY (id),
        CONSTRAINT fk_statement_agency_person_id_agency_person FOREIGN KEY(agency_person_id) REFERENCES agency_person (id),
        CONSTRAINT fk_statement_batch_id_batch FOREIGN KEY(batch_id) REFERENCES batch (id),
        CONSTRAINT fk_statement_officer_id_officer FOREIGN KEY(officer_id) REFERENCES officer (id),
        CONSTRAINT fk_statement_replaces_statement FOREIGN KEY(replaces) REFERENCES statement (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_statement_batch ON statement (batch_id)
    """,
    """
    CREATE INDEX ix_statement_person ON statement (agency_person_id, "group")
    """,
    """
    CREATE TABLE settlement (
        id BLOB NOT NULL,
        person_id BLOB NOT NULL,
        "group" TEXT NOT NULL,
        statement_id BLOB,
        value TEXT NOT NULL,
        because TEXT NOT NULL,
        settled_by BLOB NOT NULL,
        settled_at TEXT NOT NULL,
        ended_at TEXT,
        ended_because TEXT,
        CONSTRAINT pk_settlement PRIMARY KEY (id),
        CONSTRAINT fk_settlement_person_id_person FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_settlement_statement_id_statement FOREIGN KEY(statement_id) REFERENCES statement (id),
        CONSTRAINT fk_settlement_settled_by_officer FOREIGN KEY(settled_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_settlement_person ON settlement (person_id)
    """,
    """
    CREATE TABLE share_item (
        id BLOB NOT NULL,
        share_id BLOB NOT NULL,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        statement_id BLOB,
        record_id BLOB,
        category TEXT NOT NULL,
        tag TEXT,
        about_person_id BLOB,
        text TEXT NOT NULL,
        CONSTRAINT pk_share_item PRIMARY KEY (id),
        CONSTRAINT fk_share_item_share_id_share FOREIGN KEY(share_id) REFERENCES share (id),
        CONSTRAINT fk_share_item_statement_id_statement FOREIGN KEY(statement_id) REFERENCES statement (id),
        CONSTRAINT fk_share_item_record_id_record FOREIGN KEY(record_id) REFERENCES record (id),
        CONSTRAINT fk_share_item_about_person_id_person FOREIGN KEY(about_person_id) REFERENCES person (id)
    )
     STRICT
    """,
    """
    CREATE INDEX ix_share_item_record ON share_item (record_id)
    """,
    """
    CREATE INDEX ix_share_item_share ON share_item (share_id)
    """,
    """
    CREATE INDEX ix_share_item_statement ON share_item (statement_id)
    """,
    """
    CREATE TABLE split (
        id BLOB NOT NULL,
        link_id BLOB NOT NULL,
        from_person_id BLOB NOT NULL,
        to_person_id BLOB NOT NULL,
        placed TEXT NOT NULL,
        because TEXT NOT NULL,
        split_by BLOB NOT NULL,
        split_at TEXT NOT NULL,
        CONSTRAINT pk_split PRIMARY KEY (id),
        CONSTRAINT fk_split_link_id_link FOREIGN KEY(link_id) REFERENCES link (id),
        CONSTRAINT fk_split_from_person_id_person FOREIGN KEY(from_person_id) REFERENCES person (id),
        CONSTRAINT fk_split_to_person_id_person FOREIGN KEY(to_person_id) REFERENCES person (id),
        CONSTRAINT fk_split_split_by_officer FOREIGN KEY(split_by) REFERENCES officer (id)
    )
     STRICT
    """,
    """
    CREATE VIRTUAL TABLE search_text USING fts5(folded, content='search_word', content_rowid='id', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')
    """,
    """
    CREATE TRIGGER search_word_added AFTER INSERT ON search_word BEGIN INSERT INTO search_text(rowid, folded) VALUES (new.id, new.folded); END
    """,
    """
    CREATE TRIGGER search_word_removed AFTER DELETE ON search_word BEGIN INSERT INTO search_text(search_text, rowid, folded) VALUES ('delete', old.id, old.folded); END
    """,
    """
    CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'an entry of the log is never changed'); END
    """,
    """
    CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'an entry of the log is never deleted'); END
    """,
    """
    CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
    WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
      OR NEW.previous IS NOT coalesce((SELECT hash FROM entry ORDER BY sequence DESC LIMIT 1), '')
    BEGIN SELECT RAISE(ABORT, 'an entry of the log follows the last one'); END
    """,
)


def upgrade() -> None:
    """Make every table, index and trigger."""
    for step in STEPS:
        op.get_bind().exec_driver_sql(step)
