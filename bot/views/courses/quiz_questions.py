"""The quick question of a lesson: what is asked for, step by step, and what can be mended."""

from bot.use_cases.courses.quiz_questions import Asking
from bot.views import lesson as lesson_views
from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.rich_text import RichText, bold, clipped, code, italic, lines, paragraphs
from bot.views.screen import Button, Screen
from lessons.course import limits
from lessons.draft.quiz_steps import Flaw, FlawedStep, QuizDraft, QuizStep
from lessons.draft.review import DraftReview


def ask(asking: Asking) -> Screen:
    """Return what is asked for next, below what is given so far."""
    quiz, told = asking.quiz, _not_taken(asking)
    options = enumerate(quiz.options, start=1)
    return Screen(
        paragraphs(
            italic(told) if told else None,
            lines(
                bold(quiz.question) if quiz.question else None,
                *(f"{number}. {option}" for number, option in options),
            )
            if quiz.question or quiz.options
            else None,
            _wanted(quiz),
        ),
        (
            *((_right_buttons(asking),) if quiz.step is QuizStep.RIGHT else ()),
            (Button(_("Cancel"), pack(Verb.CLOSE_PART, asking.course_id, asking.number)),),
        ),
    )


def _wanted(quiz: QuizDraft) -> RichText:
    match quiz.step:
        case QuizStep.QUESTION:
            return lines(
                bold(_("Send the question.")),
                _("For example:"),
                code(_("Who has worn pads in the back?")),
            )
        case QuizStep.OPTIONS:
            return lines(
                bold(_("Send the answers in one message, each on a line of its own: two to four.")),
                _("For example:"),
                code(_("Nobody\nMost people past fifty\nOnly the ill")),
            )
        case QuizStep.RIGHT:
            return lines(bold(_("Which one is right?")))
        case _:
            return lines(
                bold(_("Why? Send a sentence or two that explain it.")),
                _("For example:"),
                code(_("Wear comes with age, as grey hair does.")),
            )


def _right_buttons(asking: Asking) -> tuple[Button, ...]:
    return tuple(
        Button(str(at + 1), pack(Verb.QUIZ_RIGHT, asking.course_id, at))
        for at in range(len(asking.quiz.options))
    )


def _not_taken(asking: Asking) -> str | None:
    if asking.has_changed:
        return _(
            "Somebody changed the quick question meanwhile. Go on, and yours takes its place, or "
            "cancel."
        )
    if asking.is_doubted:
        return _("That seems to be said to me, so I did not take it.")
    return _tell(asking.flaw) if asking.flaw else None


def _tell(wrong: FlawedStep) -> str:
    return {
        Flaw.EMPTY: _("There are no words in it."),
        Flaw.TOO_LONG: _("It has {given} characters; {limit} is the most."),
        Flaw.TOO_FEW: _("I read one answer; two to four are wanted, each on its own line."),
        Flaw.TOO_MANY: _("I read {given} answers; {limit} is the most."),
        Flaw.THE_SAME: _("Two of the answers are the same."),
        Flaw.NO_SUCH_ANSWER: _("Tap a number, or send one from 1 to {limit}."),
        Flaw.TOO_MANY_LINES: _("It has {given} lines; {limit} is the most."),
    }[wrong.flaw].format(given=wrong.given, limit=wrong.limit)


def choose_step(found: DraftReview, number: int) -> Screen:
    """Return the quick question that a lesson has, each of its parts to be mended."""
    course_id, version = found.draft.course.course_id, found.draft.version
    lesson = found.lessons[number - 1].lesson

    def to(label: str, step: QuizStep) -> Button:
        return Button(label, pack(Verb.MEND_QUIZ, course_id, number, step))

    return Screen(
        paragraphs(
            clipped(lesson_views.quiz_in_full(lesson) or lines(), limits.MESSAGE // 2),
            bold(_("What shall change in it?")),
        ),
        (
            (to(_("The question"), QuizStep.QUESTION), to(_("The answers"), QuizStep.OPTIONS)),
            (to(_("Which is right"), QuizStep.RIGHT), to(_("Why"), QuizStep.WHY)),
            (Button(_("Leave it out"), pack(Verb.DROP_QUIZ, course_id, number, version)),),
            (Button(_("Back"), pack(Verb.DRAFT_EDIT, course_id, number)),),
        ),
    )
