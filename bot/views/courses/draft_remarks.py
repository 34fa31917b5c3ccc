"""What there is to say about a draft, in words."""

from collections import Counter
from collections.abc import Iterable

from bot.views.language import _, ngettext
from lessons.clinic.placeholders import Placeholder
from lessons.course import limits
from lessons.course.rules import CourseRule, Fault
from lessons.draft.hedging import Shift
from lessons.draft.review import DraftReview
from lessons.language.readability import COMFORTABLE_GRADE

_LONGEST_QUOTED = 60


def fault(found: Fault) -> str:
    """Return one remark as a sentence."""
    return _about_text(found) or _about_field(found)


def _about_text(found: Fault) -> str | None:
    match found.rule:
        case CourseRule.TEXT if found.field == "lessons":
            return _("There is no lesson.")
        case CourseRule.TEXT:
            return _("There is no text.")
        case CourseRule.MARKUP:
            return _(
                "Line {line} of the text holds {what}, which a lesson cannot show. It can show "
                "paragraphs, **bold**, *italic*, lists with - and [links](https://...)."
            ).format(line=found.number, what=found.given)
        case CourseRule.WORDS:
            return _("It has {count} words; {least} to {most} suit a day best.").format(
                count=found.given, least=limits.WORDS.start, most=limits.WORDS.stop - 1
            )
        case CourseRule.GRADE | CourseRule.EASY_GRADE:
            return _(
                "Reading grade {grade}: it asks for about that many years of school. "
                "{best:.0f} is easy; shorter sentences and words help."
            ).format(grade=found.given, best=COMFORTABLE_GRADE)
        case CourseRule.TABLE_CHECKED:
            return _(
                "It holds a table of the article. Compare each line with the article: a dose in "
                "the wrong line can harm."
            )
        case CourseRule.MESSAGE:
            return _(
                "The whole message would have about {count} characters; {limit} is the most."
            ).format(count=found.given, limit=found.limit)
        case CourseRule.PLACEHOLDER:
            return _("I do not know what to put in place of {given}. I know {known}.").format(
                given=found.given[:_LONGEST_QUOTED],
                known=", ".join(item.written for item in Placeholder),
            )
        case CourseRule.HEADING_FOLLOWED:
            return _("“{heading}” reads like a heading with nothing below it.").format(
                heading=found.given[:_LONGEST_QUOTED]
            )
        case CourseRule.LENGTH if found.field == "body":
            return _("The text has {count} characters; {limit} is the most.").format(
                count=found.given, limit=found.limit
            )
        case _:
            return None


def _about_field(found: Fault) -> str:
    match found.rule:
        case CourseRule.FILLED:
            return {
                "title": _("There is no title."),
                "description": _("There is no description; people see it when they choose."),
                "source": _("It is not said where the article comes from."),
                "section": _("There is no heading above the title."),
                "takeaway": _("There is no takeaway."),
            }[found.field]
        case CourseRule.LENGTH:
            return _("{what}: {count} characters; 1 to {limit} fit.").format(
                what=_part(found), count=found.given, limit=found.limit
            )
        case CourseRule.LANGUAGE:
            return _("“{given}” is no language code such as en.").format(given=found.given)
        case CourseRule.GRADE_KNOWN:
            return _(
                "How hard it is to read was not checked: there is no formula for “{language}”."
            ).format(language=found.given)
        case CourseRule.EVIDENCE:
            return _("It is not said how sure science is.")
        case CourseRule.SOURCES if found.given == "0":
            return _("There is no source, neither here nor for the whole course.")
        case CourseRule.SOURCES:
            return _("There are {count} sources; {limit} is the most.").format(
                count=found.given, limit=found.limit
            )
        case CourseRule.SOURCE_NAMED:
            return _(
                "A source says only “{given}”: nobody can look that up. It takes a citation or a "
                "link, such as NICE NG59, Low back pain https://www.nice.org.uk/guidance/ng59"
            ).format(given=found.given[:_LONGEST_QUOTED])
        case CourseRule.SOURCE_LINK:
            return _(
                "The address in “{given}” cannot be tapped. It can where it comes last: a whole "
                "address (https://...) or a DOI."
            ).format(given=found.given[:_LONGEST_QUOTED])
        case CourseRule.QUIZ:
            return _("There is no quick question.")
        case CourseRule.OPTIONS_DIFFER:
            return _("Two answers of the quick question are the same.")
        case _:
            return _("The explanation has {count} line feeds; {limit} is the most.").format(
                count=found.given, limit=found.limit
            )


def _part(found: Fault) -> str:
    return {
        "title": _("The title"),
        "description": _("What the course is about"),
        "section": _("The heading above the title"),
        "takeaway": _("The takeaway"),
        "claim": _("What we are sure of"),
        "about_source": _("About the source"),
        "encouragement": _("The kind word"),
        "quiz.question": _("The quick question"),
        "quiz.options": _("Answer {number} of the quick question").format(number=found.number),
        "quiz.explanation": _("The explanation of the quick question"),
    }[found.field]


def shift(found: Shift) -> str:
    """Return what became of a careful word."""
    before, after = found.before[:_LONGEST_QUOTED], found.after[:_LONGEST_QUOTED]
    if not before:
        return _("“{after}” is new").format(after=after)
    if not after:
        return _("“{before}” is gone").format(before=before)
    return _("“{before}” became “{after}”").format(before=before, after=after)


def blocking(found: DraftReview) -> list[str]:
    """Return everything that must be settled before the draft is published, lesson by lesson."""
    told = [fault(item) for item in found.blocking]
    for number, lesson in enumerate(found.lessons, start=1):
        remarks = [fault(item) for item in lesson.blocking]
        remarks += [_("surer than before: {what}").format(what=shift(it)) for it in lesson.shifts]
        told += [
            _("Lesson {number}: {remark}").format(number=number, remark=remark)
            for remark in remarks
        ]
    return _once_for_many(told, found)


def _once_for_many(told: list[str], found: DraftReview) -> list[str]:
    """A course without any source is one thing to put right, not one in each lesson."""
    without = [
        number
        for number, lesson in enumerate(found.lessons, start=1)
        if any(item.rule is CourseRule.SOURCES and item.given == "0" for item in lesson.blocking)
    ]
    if len(without) < 2:
        return told
    sentence = fault(Fault(CourseRule.SOURCES, "sources", "0"))
    those = {
        _("Lesson {number}: {remark}").format(number=number, remark=sentence) for number in without
    }
    together = ngettext(
        "{count} lesson has no source, and the course has none: see About the course.",
        "{count} lessons have no source, and the course has none: see About the course.",
        len(without),
    ).format(count=len(without))
    return [together, *(item for item in told if item not in those)]


def advice(found: DraftReview) -> list[str]:
    """Return what would make the draft better: about the course, then counts over the lessons."""
    lacks_sources = any(
        item.rule is CourseRule.SOURCES for it in found.lessons for item in it.blocking
    )
    counted = Counter(_kind(item) for lesson in found.lessons for item in lesson.advice)
    return [
        *(
            fault(item)
            for item in found.advice
            # That is told among what blocks.
            if not (lacks_sources and item.field == "source")
        ),
        *(
            _("{what}: {count} of {total}").format(what=what, count=count, total=len(found.lessons))
            for what, count in counted.items()
        ),
    ]


def _kind(found: Fault) -> str:
    return {
        CourseRule.WORDS: _("Not {least} to {most} words, which suit a day best").format(
            least=limits.WORDS.start, most=limits.WORDS.stop - 1
        ),
        CourseRule.GRADE: _("Hard to read"),
        CourseRule.EASY_GRADE: _("Not quite easy to read"),
        CourseRule.EVIDENCE: _("Without a word on how sure science is"),
        CourseRule.QUIZ: _("Without a quick question"),
        CourseRule.HEADING_FOLLOWED: _("Ending in a heading"),
        CourseRule.SOURCE_LINK: _("With an address that cannot be tapped"),
    }.get(found.rule) or (
        _("Without a takeaway") if found.field == "takeaway" else _("Without a heading")
    )


def first_of(remarks: Iterable[str], most: int) -> list[str]:
    """Return the first remarks as items of a list, and how many there are besides."""
    told = list(remarks)
    items = [f"• {remark}" for remark in told[:most]]
    rest = len(told) - most
    if rest > 0:
        items.append(ngettext("and {count} more", "and {count} more", rest).format(count=rest))
    return items
