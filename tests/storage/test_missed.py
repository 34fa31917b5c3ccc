"""Those whom an announcement did not reach, as the store finds them."""

from dataclasses import replace

from lessons.delivery.announcement import Announcement, AnnouncementStatus
from lessons.delivery.audience import AudienceFilter
from lessons.delivery.delivery import DeliveryStatus
from lessons.delivery.progress import AudienceCount, Missed
from lessons.delivery.reasons import Reason
from lessons.delivery.subscriber import SubscriberStatus
from storage.interface.store import Store
from tests.support.stored import NOW, announce, claim, move, person, settle

PEOPLE = ("refused", "unknown", "sent", "blocked", "muted", "stopped", "paused", "later")
ID_OF = {name: 1_001 + place for place, name in enumerate(PEOPLE)}


def go_out(store: Store, audience: AudienceFilter) -> tuple[Announcement, dict[int, int]]:
    """Plan an announcement; return it with its deliveries by chat."""
    item = announce(store)
    move(store, item, AnnouncementStatus.DRAFT, AnnouncementStatus.SCHEDULED)
    id_range = store.find_id_range(None, 1000)
    assert id_range
    with store.transaction():
        store.plan_announcement(item.announcement_id, audience, id_range, {"Europe/Berlin": NOW})
    return item, {delivery.chat_id: delivery.delivery_id for delivery in claim(store)}


def fail_for_most(store: Store) -> Announcement:
    with store.transaction():
        for chat_id in ID_OF.values():
            store.save_subscriber(person(chat_id))
    item, deliveries = go_out(store, AudienceFilter())
    for name, chat_id in ID_OF.items():
        status, error = {
            "sent": (DeliveryStatus.SENT, None),
            "unknown": (DeliveryStatus.UNKNOWN, Reason.UNANSWERED),
            "blocked": (DeliveryStatus.FAILED, Reason.FORBIDDEN),
            "muted": (DeliveryStatus.FAILED, Reason.NO_RIGHTS),
        }.get(name, (DeliveryStatus.FAILED, Reason.REFUSED))
        settle(store, deliveries[chat_id], status, error=error)
    with store.transaction():
        store.settle_unknown([deliveries[ID_OF["unknown"]]])
        stopped = person(ID_OF["stopped"], status=SubscriberStatus.STOPPED)
        store.save_subscriber(stopped)
        store.save_subscriber(person(ID_OF["paused"], is_paused=True))
    return item


def test_they_are_those_who_failed_or_stay_unknown_and_can_still_be_reached(store: Store) -> None:
    missed = fail_for_most(store).announcement_id
    wanted = AudienceFilter(missed=missed, same_ids=frozenset({missed}))

    assert sorted(store.count_audience(wanted, NOW).crowds, key=lambda it: it.is_paused) == [
        AudienceCount("Europe/Berlin", is_paused=False, count=4),
        AudienceCount("Europe/Berlin", is_paused=True, count=1),
    ]
    assert store.count_missed(missed, wanted.same_ids) == Missed(again=4, paused=1, gone=1)

    _again, deliveries = go_out(store, wanted)
    assert set(deliveries) == {ID_OF[name] for name in ("refused", "unknown", "muted", "later")}


def test_who_has_the_same_since_or_is_to_get_it_is_not_among_them(store: Store) -> None:
    missed = fail_for_most(store).announcement_id
    wanted = AudienceFilter(missed=missed, same_ids=frozenset({missed}))
    again, deliveries = go_out(store, wanted)
    settle(store, deliveries[ID_OF["refused"]], DeliveryStatus.SENT)
    settle(store, deliveries[ID_OF["later"]], DeliveryStatus.FAILED, error=Reason.REFUSED)
    both = frozenset({missed, again.announcement_id})

    assert store.count_missed(missed, both) == Missed(again=1, paused=1, since=3, gone=1)
    _third, left = go_out(store, replace(wanted, same_ids=both))
    assert set(left) == {ID_OF["later"]}
