"""How it stands with the courses and the symptom check: whether they load, and whether people are
in courses that are not here."""

from collections.abc import Iterator, Mapping, Sequence

from bot.settings import Settings
from bot.use_cases.admin.authority import list_roles
from bot.use_cases.courses import publishing
from bot.use_cases.courses.missing import MissingCourse, find_missing
from bot.use_cases.library import LiveLibrary, list_offered
from lessons.clinic.consent import load_consent
from lessons.course.course import Course
from lessons.course.files import CourseFileError, load_published_courses
from lessons.errors import LessonADayError
from lessons.roles import Capability, Role, may
from lessons.symptom_checks.reader import load_built_in_check, load_check
from storage.errors import StoreError
from storage.interface.examination import Finding, Mark
from storage.interface.store import Store


def examine_content(settings: Settings, store: Store | None) -> Iterator[Finding]:
    """Yield a finding for the courses, for those that the store lacks, and for the check.

    ``store`` is ``None`` where there is none to be asked.
    """
    courses: dict[str, Course] = {}
    try:
        courses = load_published_courses(settings.courses_folder)
        told = ", ".join(f"{name} ({len(one.lessons)} lessons)" for name, one in courses.items())
        yield Finding("courses", Mark.OK, told or "none is published")
    except CourseFileError as error:
        for line in str(error).splitlines():
            yield Finding("courses", Mark.WRONG, line)
    else:
        if store is not None:
            try:
                with store.transaction():
                    library = publishing.open_library(
                        store, courses, settings.clinic, settings.hidden_courses
                    )
                    missing = find_missing(store, library)
                    roles = list_roles(store, settings.admin_ids)
            except StoreError as error:
                yield Finding("courses", Mark.WRONG, str(error))
            else:
                yield from _judge_missing(missing, is_allowed=settings.allow_missing_courses)
                yield from _judge_unset(library)
                yield from _judge_offered(library)
                yield from _judge_reviewers(settings, roles)
    yield _examine_check(settings)
    yield _examine_consent(settings)
    if settings.staff_chat is not None and not settings.clinic_hours:
        yield Finding(
            "staff",
            Mark.LOOK,
            "people can /ask, and are not told when they are answered",
            "set CLINIC_HOURS",
        )


def _judge_missing(missing: Sequence[MissingCourse], *, is_allowed: bool) -> Iterator[Finding]:
    for one in missing:
        yield Finding(
            "courses",
            Mark.LOOK if is_allowed else Mark.WRONG,
            f"{one.people} are in {one.course_id}, which is not here",
            "put its folder back, or set COURSES_FOLDER to where it is",
        )


def _judge_offered(library: LiveLibrary) -> Iterator[Finding]:
    if not list_offered(library):
        yield Finding(
            "courses",
            Mark.LOOK,
            "none is on offer: whoever comes new reads that there is no course yet",
            "publish a course, offer one again, or set BUILT_IN_COURSES=on",
        )


def _judge_reviewers(settings: Settings, roles: Mapping[int, frozenset[Role]]) -> Iterator[Finding]:
    reviewers = sum(may(those, Capability.REVIEW) for those in roles.values())
    if settings.second_person == "on" and reviewers == 1:
        yield Finding(
            "review",
            Mark.LOOK,
            "one person alone may approve lessons, and nobody approves their own words",
            "give somebody that role, /admins invite reviewer, or set SECOND_PERSON=off",
        )


def _judge_unset(library: LiveLibrary) -> Iterator[Finding]:
    for course_id, unset in publishing.list_unset(library).items():
        settings = ", ".join(item.setting for item in unset)
        yield Finding(
            "clinic",
            Mark.WRONG,
            f"{course_id} needs {settings}, which is not set: people read general words instead",
            f"set {settings}",
        )


def _examine_check(settings: Settings) -> Finding:
    try:
        check = load_check(settings.check_file) if settings.check_file else load_built_in_check()
    except LessonADayError as error:
        return Finding("check", Mark.WRONG, str(error), "mend the file, or unset CHECK_FILE")
    off = "" if settings.check == "on" else ", and CHECK=off keeps it from people"
    return Finding("check", Mark.OK, f"{check.title}, revision {check.revision}{off}")


def _examine_consent(settings: Settings) -> Finding:
    if settings.consent_file is None:
        return Finding("consent", Mark.OK, "CONSENT_FILE is not set, and nobody is asked")
    try:
        consent = load_consent(settings.consent_file)
    except LessonADayError as error:
        return Finding("consent", Mark.WRONG, str(error), "mend the file, or unset CONSENT_FILE")
    return Finding("consent", Mark.OK, f"people agree to version {consent.version}")
