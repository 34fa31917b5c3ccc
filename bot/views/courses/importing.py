"""Bringing an article: what to send, that it is read, and why it was not taken."""

from collections.abc import Sequence

from bot.views.callback_data import Verb, pack
from bot.views.courses.read_articles import tell_length, waiting_buttons
from bot.views.language import _, ngettext
from bot.views.rich_text import bold, clipped, code, compose, lines, paragraphs, rich
from bot.views.screen import Button, Screen
from lessons.article.pasting import PastedPart
from lessons.course import limits
from lessons.draft.read_article import ReadArticle
from lessons.language.length import measure

_LONGEST_NAME = 80


def _close() -> Button:
    return Button(_("Close"), pack(Verb.CLOSE_IMPORT))


def ask_file(
    wanted_id: str,
    megabytes: int,
    waiting: Sequence[ReadArticle] = (),
    parts: Sequence[PastedPart] = (),
) -> Screen:
    """Return what to send, and how; what was read or pasted before can be gone on with."""
    return Screen(
        paragraphs(
            lines(
                bold(_("Send me the article as a file.")),
                what_is_taken(megabytes),
                _("Or send me the address of its page, such as https://example.org/back-pain"),
                _("Or paste its text, in as many messages as it takes."),
            ),
            _("Its course gets the id {id}.").format(id=wanted_id) if wanted_id else None,
            lines(
                _("I show what it would be before a draft is made of it."),
                _(
                    "Or answer a file or a text that is here already with /import. "
                    "/import back-and-head chooses the id of its course."
                ),
            ),
            lines(_still(parts), _("What you paste now is added to it.")) if parts else None,
            _("These were read before, and no draft is made of them yet:") if waiting else None,
        ),
        (*((_pasted_buttons(),) if parts else ()), *waiting_buttons(waiting), (_close(),)),
    )


def what_is_taken(megabytes: int) -> str:
    """Return which files an article can be."""
    return _(
        "A text (.txt, .md), a web page (.html), a Word document (.docx) or a PDF "
        "whose words can be selected (.pdf), of at most {size} MB. "
        "For example: article.docx"
    ).format(size=megabytes)


def pasted(parts: Sequence[PastedPart]) -> Screen:
    """Return how much of a text is here, and what ends it."""
    return Screen(
        lines(f"{_count(parts)}.", _("Send the rest of the text, or say that it is all.")),
        (_pasted_buttons(),),
    )


def still_pasted(parts: Sequence[PastedPart]) -> Screen:
    """Return that a text which was pasted waits on beside what has just been read."""
    return Screen(rich(_still(parts)), (_pasted_buttons(),))


def pasted_text() -> str:
    """Return what a text that was pasted is called."""
    return _("the pasted text")


def _pasted_buttons() -> tuple[Button, ...]:
    return (
        Button(_("That is all"), pack(Verb.PASTED_ALL)),
        Button(_("Discard"), pack(Verb.DISCARD_PASTED)),
    )


def _still(parts: Sequence[PastedPart]) -> str:
    return _("What you pasted is still here: {count}.").format(count=_count(parts))


def _count(parts: Sequence[PastedPart]) -> str:
    messages = ngettext("{count} message", "{count} messages", len(parts)).format(count=len(parts))
    length = tell_length(measure("\n".join(part.text for part in parts)))
    return f"{messages}, {length}"


def too_much_pasted(most: int) -> Screen:
    """Return why a message of a pasted text was not taken."""
    return Screen(
        lines(
            _("With that the text would be longer than {most} characters.").format(
                most=f"{most:,}"
            ),
            _("That message was not taken. Divide the article, or send it as a file."),
        ),
        (_pasted_buttons(),),
    )


def nothing_pasted() -> Screen:
    """Return the answer to a button below a text that is not waited for any more."""
    return Screen(rich(_("That text is not here any more. /import begins anew.")))


def not_pasted() -> Screen:
    """Return that a message was not taken as part of a text."""
    return Screen(
        rich(
            _(
                "I have not kept that as part of an article. If it is one, please send it together "
                "with more of its text."
            )
        )
    )


def discarded(parts: Sequence[PastedPart]) -> Screen:
    """Return the end of a text that was pasted and is not wanted."""
    if not parts:
        return nothing_pasted()
    return Screen(rich(_("Discarded: {count}. /import begins anew.").format(count=_count(parts))))


def closed(parts: Sequence[PastedPart]) -> Screen:
    """Return the end of an import that was not wanted; what was pasted for it waits on."""
    told = _("Closed. I wait for no file. /import begins anew.")
    if not parts:
        return Screen(rich(told))
    return Screen(lines(told, _still(parts)), (_pasted_buttons(),))


def offer(name: str) -> Screen:
    """Return the question about a file, or a channel's post, that came unasked."""
    return Screen(
        lines(
            _("Import this as a course?"),
            # As code, or "notes.md" would look like the address of a web page.
            code(clipped(name, _LONGEST_NAME)),
            _("I show what it would be before a draft is made of it."),
        ),
        ((Button(_("Import it"), pack(Verb.IMPORT_OFFERED)), _close()),),
    )


def reading(file_name: str) -> Screen:
    """Return the word for the seconds that reading takes."""
    return Screen(compose(_("Reading {name} ..."), name=code(clipped(file_name, _LONGEST_NAME))))


def refused(message: str, *, is_waiting: bool) -> Screen:
    """Return why a file was not taken."""
    more = _("I am still waiting for a file.") if is_waiting else _("/import begins anew.")
    return Screen(
        lines(clipped(message, limits.MESSAGE - _LONGEST_NAME), more),
        ((_close(),),) if is_waiting else (),
    )


def not_fetched() -> str:
    """Return the word for a file that Telegram did not hand over."""
    return _("Telegram did not hand over the file. Please send it again.")


def file_gone() -> str:
    """Return the word for an offer whose file cannot be found any more."""
    return _("I cannot find that file any more. Please send it again.")


def no_id(given: str) -> Screen:
    """Return the answer to an id that no course can have."""
    return Screen(
        lines(
            clipped(_("“{given}” cannot be the id of a course.").format(given=given[:60]), 200),
            _("Small letters, digits and single hyphens, at most {limit} in all:").format(
                limit=limits.COURSE_ID_BYTES
            ),
            "/import back-and-head",
            _("Alone, /import makes one from the title."),
        )
    )
