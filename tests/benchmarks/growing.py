"""A store that is full of people is filled up to a million records, by SQL alone: importing them would take hours."""

from __future__ import annotations

from models.database import DoorConnection

#: Findings that the largest list of what was odd in a batch is filled up to.
FINDINGS = 100_000
#: Every so many of the new records is of one child in a hundred, so that some cases are as long as long cases are.
OF_THE_FEW = 20
#: How many told records are told again of others.
PATTERNS = 5_000

_CHILDREN = (
    "CREATE TEMP TABLE grown_child AS SELECT row_number() OVER (ORDER BY a.id) - 1 AS place, a.id AS id, "
    "a.organisation_id AS organisation_id, a.first_batch_id AS batch_id FROM agency_person AS a "
    "JOIN batch AS b ON b.id = a.first_batch_id AND b.state = 'accepted' WHERE a.is_child = 1"
)
_PATTERNS = (
    "CREATE TEMP TABLE grown_pattern AS SELECT row_number() OVER (ORDER BY r.id) - 1 AS place, r.kind, r.date, "
    f"r.date_iso, r.text, r.tag, r.heard_at FROM record AS r LIMIT {PATTERNS}"
)
#: Which child and which pattern the record of a number is made of. Keys rise with the number, as ours do.
_CHOICES = (
    "CREATE TEMP TABLE grown_choice AS WITH RECURSIVE counted(n) AS "
    "(SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < :missing), "
    "size AS (SELECT (SELECT count(*) FROM grown_child) AS children, (SELECT count(*) FROM grown_pattern) AS patterns) "
    f"SELECT n, CASE n % {OF_THE_FEW} WHEN 0 THEN ((n / {OF_THE_FEW}) * 2654435761 % (max(1, children / 100))) * 100 "
    "ELSE n * 2654435761 % children END AS child, n * 40503 % patterns AS pattern FROM counted, size"
)
_KEY = "unhex(printf('%012x7000{}%015x', 1800000000000 + c.n, c.n))"
_RECORDS = (
    "INSERT INTO record (id, organisation_id, batch_id, officer_id, reference, kind, date, date_iso, text, tag, "
    f"heard_at, place) SELECT {_KEY.format('8')}, k.organisation_id, k.batch_id, NULL, printf('G-%d', c.n), p.kind, "
    "p.date, p.date_iso, p.text, p.tag, p.heard_at, printf('row %d', c.n) FROM grown_choice AS c "
    "JOIN grown_child AS k ON k.place = c.child JOIN grown_pattern AS p ON p.place = c.pattern ORDER BY c.n"
)
_PRESENT = (
    "INSERT INTO record_person (id, record_id, agency_person_id, batch_id, role) "
    f"SELECT {_KEY.format('9')}, {_KEY.format('8')}, k.id, k.batch_id, 'child' FROM grown_choice AS c "
    "JOIN grown_child AS k ON k.place = c.child ORDER BY c.n"
)
_FINDINGS = (
    "INSERT INTO finding (id, batch_id, file, place, outcome, agency_reference, field, as_given, what, line) "
    "SELECT unhex(printf('%012x7000a%015x', 1800000000000 + n, n)), f.batch_id, f.file, printf('row %d', n), f.outcome, "
    "f.agency_reference, f.field, f.as_given, f.what, n FROM "
    "(WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < :missing) "
    "SELECT n, n * 40503 % :patterns AS pattern FROM counted) JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS at "
    "FROM finding WHERE batch_id = :batch) AS f ON f.at = pattern ORDER BY n"
)


def grow(connection: DoorConnection, records: int) -> int:
    """Fill a store up to so many records, each told of a child who is there; give how many there are then.

    A store that was filled up before is left as it is.
    """
    missing = records - _count(connection, "record")
    if missing > 0:
        connection.execute("BEGIN IMMEDIATE")
        for table in (_CHILDREN, _PATTERNS):
            connection.execute(table)
        connection.execute("CREATE UNIQUE INDEX temp.grown_place ON grown_child (place)")
        connection.execute("CREATE UNIQUE INDEX temp.grown_pattern_place ON grown_pattern (place)")
        connection.execute(_CHOICES, {"missing": missing})
        connection.execute(_RECORDS)
        connection.execute(_PRESENT)
        for table in ("grown_choice", "grown_pattern", "grown_child"):
            connection.execute(f"DROP TABLE temp.{table}")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return _count(connection, "record")


def grow_findings(connection: DoorConnection, findings: int = FINDINGS) -> bytes:
    """Fill the longest list of what was odd in a batch up to so many lines; give the key of its batch."""
    batch, there = connection.execute(
        "SELECT batch_id, count(*) FROM finding GROUP BY batch_id ORDER BY count(*) DESC, batch_id LIMIT 1"
    ).fetchone()
    if there < findings:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_FINDINGS, {"missing": findings - there, "patterns": there, "batch": batch})
        connection.commit()
    key: bytes = batch
    return key


def _count(connection: DoorConnection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
