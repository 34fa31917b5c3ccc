"""A draft becomes what people get, at once and for good, or is refused and changes nothing."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.delivery.rendering import Renderer
from bot.process.store_thread import StoreThread
from bot.use_cases.courses import drafting, publishing
from bot.use_cases.courses.publishing import Published, Refusal
from bot.use_cases.courses.second_person import Actor
from bot.use_cases.library import LiveLibrary
from lessons.course.changes import CourseChanges
from lessons.course.course import Course, CourseStatus, Lesson
from lessons.course.edits import remove_lesson, rename, replace_lesson
from lessons.delivery.audit import AuditAction, AuditEntry
from lessons.delivery.delivery import DeliveryStatus, LessonContent, NewDelivery
from lessons.delivery.subscriber import ChatKind, Subscriber, SubscriberStatus
from lessons.draft.draft import CourseDraft, RevisionEntry
from lessons.times.schedule import Schedule
from storage import open_store
from storage.errors import StoreError
from storage.interface.store import Store

ROOT, ANN = 1, 1_001
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
BY_ROOT = Actor(ROOT, frozenset({ROOT}), needs_second=False)


def lesson(lesson_id: str) -> Lesson:
    words = f"About {lesson_id}."
    return Lesson(lesson_id, lesson_id.title(), "", words, "", (), None, None)


LESSONS = (lesson("wear"), lesson("tear"))
BACKS = Course("backs", "Backs", "", "en", "NICE, 2016", CourseStatus.PUBLISHED, LESSONS)
SLEEP = replace(BACKS, course_id="sleep", title="Sleep", status=CourseStatus.DRAFT)
BOTH = frozenset({"wear", "tear"})
NEW = CourseDraft(SLEEP, 1, BOTH, (), None, ROOT, NOW)


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


@pytest.fixture
def library() -> LiveLibrary:
    return LiveLibrary({"backs": BACKS})


def start(store: Store, library: LiveLibrary, course_id: str = "backs") -> CourseDraft:
    with store.transaction():
        found = drafting.start_draft(store, library, ROOT, course_id, NOW)
    assert found is not None
    return found


def keep(store: Store, changed: CourseDraft) -> CourseDraft:
    with store.transaction():
        store.save_course_draft(changed)
    return changed


def publish(store: Store, library: LiveLibrary, draft: CourseDraft) -> Published | Refusal:
    course_id = draft.course.course_id
    return publishing.publish(store, library, BY_ROOT, course_id, draft.version, NOW)


def test_a_draft_of_a_published_course_starts_with_every_lesson_approved(
    store: Store, library: LiveLibrary
) -> None:
    started = start(store, library)
    course = replace(BACKS, status=CourseStatus.DRAFT)
    assert started == CourseDraft(course, 1, BOTH, (), 0, ROOT, NOW)
    assert store.find_course_draft("backs") == started


def test_a_draft_that_is_there_is_gone_on_with(store: Store, library: LiveLibrary) -> None:
    changed = keep(store, replace(start(store, library), version=7, approved=frozenset()))
    assert start(store, library) == changed


def test_there_is_no_draft_of_a_course_that_is_none(store: Store, library: LiveLibrary) -> None:
    with store.transaction():
        assert drafting.start_draft(store, library, ROOT, "flu", NOW) is None
    assert store.list_course_drafts() == []


def test_what_is_published_is_what_people_get_from_then_on(
    store: Store, library: LiveLibrary
) -> None:
    started = start(store, library)
    renamed = keep(store, replace(started, course=rename(started.course, "Your back"), version=2))

    published = publish(store, library, renamed)

    course = rename(BACKS, "Your back")
    assert published == Published(course, 1, 0, 0, CourseChanges((), (), ()))
    assert library["backs"] == course
    assert store.find_course_draft("backs") is None
    assert [kept.course for kept in store.list_current_revisions()] == [course]
    assert store.list_course_revisions("backs") == [RevisionEntry(1, ROOT, NOW)]
    [entry] = store.list_audit_entries(9)
    assert replace(entry, entry_id=0) == AuditEntry(
        NOW, ROOT, AuditAction.PUBLISHED, "backs", before="files", after="revision 1"
    )


def test_the_next_draft_is_based_on_what_was_published(store: Store, library: LiveLibrary) -> None:
    publish(store, library, start(store, library))
    again = start(store, library)
    assert again.based_on == 1
    published = publish(store, library, again)
    assert isinstance(published, Published)
    assert (published.was, published.revision) == (1, 2)
    assert store.list_audit_entries(1)[0].before == "revision 1"


def test_a_new_course_joins_the_library(store: Store, library: LiveLibrary) -> None:
    published = publish(store, library, keep(store, NEW))
    assert published == Published(replace(SLEEP, status=CourseStatus.PUBLISHED), 1, None, 0, None)
    assert list(library) == ["backs", "sleep"]
    assert store.list_audit_entries(1)[0].before == ""


@pytest.mark.parametrize(
    ("kept", "refusal"),
    [
        (None, Refusal.NO_DRAFT),
        (replace(NEW, version=2), Refusal.CHANGED_SINCE),
        (replace(NEW, course=replace(SLEEP, lessons=())), Refusal.NO_LESSON),
        (replace(NEW, approved=frozenset({"wear"})), Refusal.NOT_APPROVED),
        (replace(NEW, course=replace(SLEEP, source="")), Refusal.BLOCKED),
        (replace(NEW, course=replace(SLEEP, title="S" * 300)), Refusal.BLOCKED),
        (replace(NEW, course=replace(SLEEP, course_id="backs")), Refusal.ID_TAKEN),
    ],
)
def test_what_is_refused_changes_nothing(
    store: Store, library: LiveLibrary, kept: CourseDraft | None, refusal: Refusal
) -> None:
    course_id = kept.course.course_id if kept else "sleep"
    if kept:
        keep(store, kept)

    assert publishing.publish(store, library, BY_ROOT, course_id, 1, NOW) is refusal

    assert store.find_course_draft(course_id) == kept
    assert dict(library) == {"backs": BACKS}
    assert store.list_current_revisions() == []
    assert store.list_audit_entries(9) == []


def test_a_claim_that_an_edit_made_surer_is_not_published(
    store: Store, library: LiveLibrary
) -> None:
    surer = replace(lesson("wear"), body="Worn pads cause pain.")
    keep(store, replace(NEW, course=replace_lesson(SLEEP, surer)))
    with store.transaction():
        store.save_first_wording("sleep", "wear", "Worn pads may cause pain.")
    assert publish(store, library, NEW) is Refusal.BLOCKED


def test_a_button_pressed_twice_publishes_once(store: Store, library: LiveLibrary) -> None:
    started = start(store, library)
    assert isinstance(publish(store, library, started), Published)
    assert publish(store, library, started) is Refusal.NO_DRAFT


def test_what_cannot_be_kept_is_not_shown_either(
    store: Store, library: LiveLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = start(store, library)
    keep(store, replace(started, course=rename(started.course, "Your back")))

    def fail(_entry: AuditEntry) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(store, "add_audit_entry", fail)
    with pytest.raises(StoreError):
        publish(store, library, started)
    assert library["backs"] == BACKS
    assert store.list_current_revisions() == []


def test_nothing_of_a_removed_lesson_leaves_any_more(store: Store, library: LiveLibrary) -> None:
    schedule, active = Schedule("UTC", time(8, 0)), SubscriberStatus.ACTIVE
    joined_at = NOW - timedelta(days=1)
    content = LessonContent("backs", "wear", date(2026, 11, 23))
    with store.transaction():
        store.save_subscriber(Subscriber(ANN, ChatKind.PRIVATE, active, schedule, "en", joined_at))
        owed = store.add_delivery(NewDelivery(ANN, content, NOW))
    assert owed is not None
    started = start(store, library)
    keep(store, replace(started, course=remove_lesson(started.course, "wear")))

    published = publish(store, library, started)

    assert isinstance(published, Published)
    assert published.skipped == 1
    found = store.find_delivery(owed)
    assert found is not None
    assert (found.status, found.error) == (DeliveryStatus.SKIPPED, "lesson_removed")


def test_a_draft_is_discarded_only_as_it_was_seen(store: Store, library: LiveLibrary) -> None:
    start(store, library)
    with store.transaction():
        assert not drafting.discard(store, "backs", 2)
        assert drafting.discard(store, "backs", 1)
        assert not drafting.discard(store, "backs", 1)
    assert store.list_course_drafts() == []
    assert library["backs"] == BACKS


def test_at_the_start_what_was_published_wins_over_files_and_one_line_says_so(
    store: Store, library: LiveLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    publish(store, library, keep(store, NEW))
    publish(store, library, start(store, library))
    changed_files = {"backs": rename(BACKS, "Changed"), "flu": replace(BACKS, course_id="flu")}
    caplog.set_level(logging.INFO)
    caplog.clear()

    opened = publishing.open_library(store, changed_files)

    assert dict(opened) == {
        "backs": BACKS,
        "flu": changed_files["flu"],
        "sleep": replace(SLEEP, status=CourseStatus.PUBLISHED),
    }
    assert caplog.messages == [
        "courses published in the chat: "
        "backs (revision 1, instead of its files), sleep (revision 1)"
    ]


def test_whoever_goes_through_the_library_meanwhile_is_not_disturbed(library: LiveLibrary) -> None:
    library.swap(SLEEP)
    seen = []
    for course_id in library:
        seen.append(course_id)
        library.swap(replace(SLEEP, course_id=f"new-{course_id}"))
    assert seen == ["backs", "sleep"]
    assert len(library) == 4


async def test_an_edited_lesson_is_rendered_anew_without_a_restart(tmp_path: Path) -> None:
    library = LiveLibrary({"backs": BACKS})
    thread = StoreThread(f"sqlite:///{tmp_path / 'lessons.db'}")
    renderer = Renderer(thread, library)
    content = LessonContent("backs", "wear", date(2026, 11, 23))
    [before] = await renderer.render(content)
    [same] = await renderer.render(content)
    started = await thread.run(drafting.start_draft, library, ROOT, "backs", NOW)
    assert started is not None
    edited = replace_lesson(started.course, replace(LESSONS[0], body="Other words."))
    await thread.run(lambda store: store.save_course_draft(replace(started, course=edited)))

    await thread.run_bare(publishing.publish, library, BY_ROOT, "backs", 1, NOW)

    [after] = await renderer.render(content)
    assert same is before
    assert before.revision == LESSONS[0].revision
    assert after.revision == edited.lessons[0].revision != before.revision
    library.swap(remove_lesson(library["backs"], "wear"))
    assert await renderer.render(content) == ()
    thread.close()


def test_another_process_takes_over_what_was_published_and_nothing_twice(
    store: Store, library: LiveLibrary
) -> None:
    others = LiveLibrary({"backs": BACKS})
    published = publish(store, library, keep(store, NEW))
    assert isinstance(published, Published)

    with store.transaction():
        found = [publishing.take_over(store, one) for one in (others, others, library)]

    assert found == [["sleep"], [], []]
    assert others["sleep"] == published.course
    assert set(others) == {"backs", "sleep"}
