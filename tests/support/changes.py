"""Whatever may happen to a few people in a store, one change at a time."""

from datetime import timedelta

from hypothesis import strategies as st

from lessons.delivery.announcement import AnnouncementStatus
from lessons.delivery.delivery import AnnouncementContent, DeliveryStatus, NewDelivery
from lessons.delivery.enrollment import EnrollmentStatus
from lessons.delivery.subscriber import ChatKind, SubscriberStatus
from lessons.times.schedule import Schedule
from storage.sqlite.store import SQLiteStore
from tests.support.stored import DAY, NOW, lesson, person, place, settle

COURSES = ("headache", "sleep")
LESSONS = ("water", "rest")
OUTCOMES = [
    status
    for status in DeliveryStatus
    if status not in (DeliveryStatus.CLAIMED, DeliveryStatus.SENDING)
]

chats = st.integers(1, 6)
steps = st.one_of(
    st.tuples(
        st.just("save"),
        chats,
        st.sampled_from(SubscriberStatus),
        st.sampled_from(ChatKind),
        st.sampled_from(("Europe/Berlin", "Asia/Tokyo", "UTC")),
        st.booleans(),
        st.integers(0, 20),
    ),
    st.tuples(
        st.just("enroll"),
        chats,
        st.sampled_from(COURSES),
        st.sampled_from((EnrollmentStatus.LEFT, EnrollmentStatus.FINISHED)),
        st.sampled_from((None, *LESSONS)),
    ),
    st.tuples(
        st.just("lesson"),
        chats,
        st.sampled_from(LESSONS),
        st.integers(0, 20),
        st.sampled_from(OUTCOMES),
        st.sampled_from((0, 0.3, 7, 59.96, 400)),
    ),
    st.tuples(st.just("announce"), st.sampled_from(LESSONS), st.sets(chats), st.booleans()),
    st.tuples(st.just("delete"), chats),
    st.tuples(st.just("move"), chats, chats),
)


def do(store: SQLiteStore, step: tuple[str, ...]) -> None:
    """Take one step, if it is possible as things stand."""
    name, *rest = step
    if name == "announce":
        _announce(store, *rest)  # type: ignore[arg-type]
        return
    chat_id, *more = rest
    if name == "save":
        status, kind, zone, is_paused, days = more
        joined_at = NOW - int(days) * DAY
        schedule = Schedule(zone, person().schedule.send_time)
        changed = person(
            chat_id,  # type: ignore[arg-type]
            status=status,
            kind=kind,
            schedule=schedule,
            is_paused=is_paused,
            joined_at=joined_at,
        )
        with store.transaction():
            store.save_subscriber(changed)
    elif name == "delete":
        store.delete_subscriber(chat_id, NOW)  # type: ignore[arg-type]
    elif name == "move":
        with store.transaction():
            store.rekey_subscriber(chat_id, more[0])  # type: ignore[arg-type]
    else:
        if store.find_subscriber(chat_id) is None:  # type: ignore[arg-type]
            with store.transaction():
                store.save_subscriber(person(chat_id))  # type: ignore[arg-type]
        _learn(store, name, chat_id, *more)  # type: ignore[arg-type]


def _learn(store: SQLiteStore, name: str, chat_id: int, *more: object) -> None:
    if name == "enroll":
        course_id, status, last_lesson_id = more
        with store.transaction():
            store.save_enrollment(
                place(
                    chat_id,
                    str(course_id),
                    status=status,
                    last_lesson_id=last_lesson_id,
                    next_slot=None,
                )
            )
        return
    lesson_id, days, status, lag = more
    due_at = NOW - int(str(days)) * DAY
    with store.transaction():
        number = store.add_delivery(lesson(chat_id, str(lesson_id), due_at.date(), due_at))
    if number is not None and status is not DeliveryStatus.PLANNED:
        assert isinstance(status, DeliveryStatus)
        error = "refused" if status is DeliveryStatus.FAILED else None
        settle(store, number, status, at=due_at + timedelta(seconds=float(str(lag))), error=error)


def _announce(store: SQLiteStore, lesson_id: str, chat_ids: set[int], is_sent: bool) -> None:
    with store.transaction():
        item = store.add_announcement(
            created_by=9, created_at=NOW, at=NOW, course_id="headache", lesson_id=lesson_id
        )
        store.set_announcement_status(
            item.announcement_id, AnnouncementStatus.DRAFT, AnnouncementStatus.PLANNED
        )
        content = AnnouncementContent(item.announcement_id)
        known = [one.chat_id for one in store.list_subscribers(sorted(chat_ids))]
        numbers = [store.add_delivery(NewDelivery(chat_id, content, NOW)) for chat_id in known]
    for number in numbers:
        assert number is not None
        settle(store, number, DeliveryStatus.SENT if is_sent else DeliveryStatus.SKIPPED)
