"""What an admin is asked to type about a draft."""

from bot.use_cases.courses.draft_questions import Asked, Doubted
from bot.views.callback_data import Verb, pack
from bot.views.courses.part_names import name_part
from bot.views.language import _
from bot.views.rich_text import RichText, bold, clipped, code, italic, lines, paragraphs, rich
from bot.views.screen import Button, Screen
from lessons.course import limits
from lessons.course.quiz_text import EXAMPLE, InvalidQuiz
from lessons.draft.doubts import Doubt
from lessons.draft.parts import CAN_BE_EMPTY, COURSE_PARTS, NOTHING, Part
from lessons.draft.review import DraftReview
from lessons.text import utf16_length

_ROOM = 700


def ask(asked: Asked) -> Screen:
    """Return the question for a part: what is wanted, an example, and how it reads now."""
    wanted = _wanted(asked.part)
    screen = paragraphs(
        italic(
            _(
                "Somebody changed this while you wrote, so yours was not taken. "
                "This is how it reads now; send yours again to replace it."
            )
        )
        if asked.has_changed
        else None,
        wanted,
        _("{nothing} leaves it empty.").format(nothing=NOTHING)
        if asked.part in CAN_BE_EMPTY and asked.current
        else None,
    )
    if asked.current:
        room = limits.MESSAGE - len(screen) - _ROOM
        now = lines(bold(_("Now (a tap copies it)")), code(clipped(asked.current, room)))
        screen = paragraphs(screen, now)
    return Screen(screen, ((_cancel(asked),),))


def formatting_lost(*, shows_some: bool) -> Screen:
    """Return the word that some of the formatting of a typed part is not kept."""
    return Screen(
        rich(
            _("A lesson shows bold, italic, lists and web links; the other formatting is left out.")
            if shows_some
            else _("This part is plain text, so its formatting is left out.")
        )
    )


def _cancel(asked: Asked | Doubted) -> Button:
    return Button(_("Cancel"), pack(Verb.CLOSE_PART, asked.course.course_id, asked.number))


def ask_whether_meant(doubted: Doubted) -> Screen:
    """Return the question about a typed text that may not be meant for the part: nothing has
    changed yet."""
    if doubted.doubt is Doubt.SHRINKS:
        asked = _("Shall that be the whole text of the lesson? It had {before} characters.").format(
            before=utf16_length(doubted.current)
        )
    else:
        asked = _("Was that said to me, or shall the draft read so? Nothing has changed yet.")
    take = pack(Verb.TAKE_PART, doubted.course.course_id, doubted.mark)
    return Screen(
        paragraphs(
            lines(bold(asked), code(clipped(doubted.typed, _ROOM))),
            _("If not, send what you mean, or cancel. Commands work as ever, such as /help."),
        ),
        ((Button(_("Yes, take it"), take), _cancel(doubted)),),
    )


def _wanted(part: Part) -> RichText:
    example = code(EXAMPLE) if part is Part.QUIZ else None
    asked, how = _in_words(part)
    return lines(bold(asked), example, how)


def how_to_write(part: Part) -> RichText:
    """Return in which form a part is written, with an example."""
    return lines(code(EXAMPLE) if part is Part.QUIZ else None, _in_words(part)[1])


def _in_words(part: Part) -> tuple[str, str]:
    return {
        Part.TEXT: (
            _("Send the new text of the lesson."),
            _(
                "At most {limit} characters. A blank line parts paragraphs, **two stars** make "
                "bold, and a line that begins with - is an item of a list."
            ).format(limit=limits.BODY),
        ),
        Part.TITLE: (_("Send the new title."), _("For example: Where the spinal cord ends")),
        Part.SECTION: (
            _("Send the heading that stands above the title."),
            _("For example: Understanding the low back"),
        ),
        Part.TAKEAWAY: (
            _("Send the one sentence to remember."),
            _("For example: Most back pain eases within weeks."),
        ),
        Part.SOURCES: (
            _(
                "Send the sources, one on each line, at most {limit}. An address or a DOI at the "
                "end of a line makes it a link."
            ).format(limit=limits.SOURCES),
            _("For example: NICE NG59, Low back pain https://www.nice.org.uk/guidance/ng59"),
        ),
        Part.NEW_LESSON: (
            _("Send the new lesson: its title on the first line, below it the text."),
            _("For example: Keep moving, and on the next line: Rest for days makes backs stiff."),
        ),
        Part.COURSE_TITLE: (
            _("Send the new title of the course."),
            _("For example: Your back and your head"),
        ),
        Part.DESCRIPTION: (
            _("Send a sentence that says what the course is about."),
            _("For example: What a low-back problem can and cannot do to your head."),
        ),
        Part.COURSE_SOURCE: (
            _("Send where the article comes from. It stands below every lesson."),
            _("For example: https://example.org/back-and-head"),
        ),
        Part.QUIZ: (
            _("Send the quick question in one message, in this form:"),
            _("Two to four answers. A star marks the right one, > explains it."),
        ),
    }[part]


def no_quiz(error: InvalidQuiz) -> Screen:
    """Return what is missing in a quiz, with an example; the question stays open."""
    missing = {
        "question": _("The question is missing: it stands on the first line."),
        "options": _(
            "There are to be two to four answers, each on its own line: one begins with *, the "
            "others with -."
        ),
        "right": _("One answer is to be the right one: only its line begins with a star."),
        "explanation": _("The explanation is missing: its line comes last and begins with >."),
    }[error.reason]
    return Screen(lines(missing, _("Please send it again, such as:"), code(EXAMPLE)))


def no_new_lesson() -> Screen:
    """Return what is missing in a new lesson; the question stays open."""
    return Screen(
        lines(
            _("A new lesson has a title on the first line and, below it, a text."),
            _("Please send it again, such as:"),
            code(_("Keep moving\nRest for days makes backs stiff. Walk a little every day.")),
        )
    )


def choose_course_part(found: DraftReview) -> Screen:
    """Return what can be changed about the course itself."""
    course = found.draft.course

    def part(which: Part) -> Button:
        assert which in COURSE_PARTS
        return Button(name_part(which), pack(Verb.ASK_PART, course.course_id, 0, which))

    def now(template: str, text: str) -> RichText:
        return clipped(template.format(text=text or _("not said yet")), _ROOM)

    return Screen(
        lines(
            bold(_("What shall change in the course?")),
            now(_("Title: {text}"), course.title),
            now(_("About: {text}"), course.description),
            now(_("From: {text}"), course.source),
        ),
        (
            (part(Part.COURSE_TITLE), part(Part.DESCRIPTION)),
            (part(Part.COURSE_SOURCE),),
            (Button(_("Overview"), pack(Verb.DRAFT, course.course_id)),),
        ),
    )
