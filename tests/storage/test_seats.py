"""Seats, their roles, and the invitations to them."""

from dataclasses import replace
from datetime import timedelta

from lessons.delivery.audit import Admin, Invitation
from lessons.roles import GIVEN_ROLES, Role
from storage.interface.store import Store
from tests.support.stored import ALICE, BOB, NOW


def test_a_seat_keeps_its_roles_and_its_name(store: Store) -> None:
    with store.transaction():
        assert store.add_admin(Admin(ALICE, BOB, NOW, frozenset({Role.EDITOR}), "Alice — A."))
        assert store.add_admin(Admin(BOB, BOB, NOW))
        assert store.set_admin_roles(ALICE, {Role.SENDER, Role.VIEWER})
        assert not store.set_admin_roles(99, {Role.SENDER})
    alice = Admin(ALICE, BOB, NOW, frozenset({Role.SENDER, Role.VIEWER}), "Alice — A.")
    assert store.find_admin(ALICE) == alice
    assert store.find_admin(99) is None
    assert store.list_admins() == [alice, Admin(BOB, BOB, NOW, GIVEN_ROLES)]


def test_an_invitation_is_kept_until_it_is_answered_or_over(store: Store) -> None:
    later = NOW + timedelta(days=1)
    first = Invitation("a", frozenset({Role.EDITOR}), BOB, NOW)
    second = Invitation("b", frozenset({Role.EDITOR, Role.REVIEWER}), BOB, later)
    opened = replace(second, opened_by=ALICE, name="Alice")
    with store.transaction():
        for invitation in (first, second, opened):
            store.save_invitation(invitation)
        assert (store.find_invitation("a"), store.find_invitation("b")) == (first, opened)
        store.delete_invitations(NOW)
        assert store.find_invitation("a") is None
        assert store.find_invitation("b") == opened
        store.delete_invitation("b")
    assert store.find_invitation("b") is None
