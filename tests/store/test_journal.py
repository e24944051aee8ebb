"""The journal holds every act; what is changed behind its back is found."""

import random

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from quyhoach.store.faults import faults
from quyhoach.store.journal import Act, append, standing, tree
from quyhoach.store.journal_rows import Entry
from quyhoach.store.merkle import Tree


def act(about="x"):
    return Act(at=timezone.now(), actor="An", verb="log.in", about=about)


def test_acts_stand_in_order_and_the_root_grows(office):
    size, root = standing()
    with transaction.atomic():
        entry = append(act())
    assert entry.index == size
    later_size, later_root = standing()
    assert (later_size, later_root == root) == (size + 1, False)
    assert tree().root(size).hex() == root
    assert list(faults()) == []


@pytest.mark.django_db(transaction=True)
def test_the_journal_is_written_inside_a_transaction():
    with pytest.raises(TransactionManagementError, match="inside"):
        append(act())


def test_what_fails_leaves_no_entry(office):
    size, root = standing()
    with transaction.atomic():
        append(act())
        transaction.set_rollback(True)
    assert standing() == (size, root)


def columns(table):
    with connection.cursor() as cursor:
        about = connection.introspection.get_table_description(cursor, table)
        return [column.name for column in about]


TABLES = {
    "store_entry": {"index"},
    "store_projectfact": {"id"},
}


@pytest.mark.parametrize("table", TABLES)
def test_every_change_by_sql_is_found(office, table):
    chance = random.Random(1371)  # noqa: S311 - a sample
    key = "index" if table == "store_entry" else "id"
    quoted = connection.ops.quote_name(key)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {quoted} FROM {table}")
        keys = [row[0] for row in cursor.fetchall()]
    tried = 0
    for column in columns(table):
        if column in (key, "entry_id"):
            continue
        name = connection.ops.quote_name(column)
        row = chance.choice(keys)
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {name} FROM {table} WHERE {quoted} = %s", [row])
                old = cursor.fetchone()[0]
                new = other(column, old)
                cursor.execute(
                    f"UPDATE {table} SET {name} = %s WHERE {quoted} = %s", [new, row]
                )
            assert list(faults()), (table, column, old, new)
            transaction.set_rollback(True)
        tried += 1
    assert tried > 6
    assert list(faults()) == []


OTHERS = {
    "at": "2020-01-01 00:00:00",
    "recorded_at": "2020-01-01 00:00:00",
    "valid_from": "1999-09-09",
    "valid_to": "1999-09-09",
    "record": '{"x": 1}',
    "before": '{"x": 1}',
    "after": '{"x": 1}',
    "wkb": b"1",
    "leaf": b"1" * 32,
    "digest": "0" * 64,
}


def other(column, old):
    """Return another value of the same type."""
    if column in OTHERS:
        return OTHERS[column]
    if column == "body_id":
        return 1 if old is None else None
    if column == "package_id":
        return 2 if old == 1 else 1
    if isinstance(old, str):
        return f"{old}x"
    return 1 if old is None else old + 1


@pytest.mark.parametrize("table", TABLES)
def test_every_row_taken_away_is_found(office, table):
    key = connection.ops.quote_name("index" if table == "store_entry" else "id")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        cursor.execute(f"SELECT MIN({key}) FROM {table}")
        first = cursor.fetchone()[0]
        cursor.execute(f"DELETE FROM {table} WHERE {key} = %s", [first])
    found = list(faults())
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys = OFF")
    transaction.set_rollback(True)
    assert found


def test_a_row_put_in_by_hand_is_found(office):
    row = Entry.objects.last()
    Entry.objects.bulk_create(
        [
            Entry(
                index=row.index + 1,
                at=row.at,
                actor="x",
                verb="v",
                about="a",
                leaf=b"0" * 32,
            )
        ]
    )
    assert any("changed" in fault for fault in faults())


def test_the_tree_is_the_tree_of_its_leaves(office):
    leaves = [bytes(e.leaf) for e in Entry.objects.order_by("index")]
    assert tree().root() == Tree(leaves).root()
