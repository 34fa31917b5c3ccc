"""An article as it was read, before a draft is made of it."""

from collections.abc import Iterator, Sequence

from bot.views.callback_data import Verb, pack
from bot.views.language import _, ngettext
from bot.views.lesson import count_lessons
from bot.views.paging import cut, turning, which
from bot.views.rich_text import RichText, bold, clipped, lines, paragraphs, rich
from bot.views.screen import Button, Keyboard, Screen, rows, shorten
from lessons.article.blocks import count_left_out, tell_left_out
from lessons.article.importer import TABLE_NOTE
from lessons.course import limits
from lessons.draft.read_article import ReadArticle
from lessons.language.length import Length
from lessons.language.names import LANGUAGES, tell_language

_LESSONS_PER_PAGE = 10
_LEFT_OUT_PER_PAGE = 15
_TOLD = 6
_LONGEST_FIELD = 300
_LONGEST_LINE = 160


def first_screen(article: ReadArticle, number: int = 1, gone: Sequence[ReadArticle] = ()) -> Screen:
    """Return what a draft of it would be: a page of its lessons, and what there is to look at."""
    course, mark = article.result.course, article.mark
    page = cut(list(enumerate(course.lessons, start=1)), number, _LESSONS_PER_PAGE)
    text = paragraphs(
        *(_thrown_away(one) for one in gone),
        lines(
            bold(clipped(_("Read: {title}").format(title=course.title), _LONGEST_FIELD)),
            _("No draft is made of it yet. This is what it would be:"),
            _("Language: {language}").format(language=tell_language(course.language)),
            _("{lessons}, {length}").format(
                lessons=count_lessons(len(course.lessons)),
                length=_length(article),
            ),
            clipped(_("From: {text}").format(text=article.source), _LONGEST_FIELD)
            if article.source
            else None,
        ),
        lines(*(f"{at}. {_shortened(lesson.title)}" for at, lesson in page.items), which(page)),
        _to_look_at(article),
    )
    left_out = Button(_("What was left out"), pack(Verb.READ_LEFT_OUT, mark, 1))
    return Screen(
        clipped(text, limits.MESSAGE),
        (
            (Button(_("Make a draft"), pack(Verb.MAKE_DRAFT, mark)),),
            *turning(page, Verb.READ_ARTICLE, mark),
            *(((left_out,),) if _list_remarks(article) else ()),
            (
                Button(_("Language"), pack(Verb.ASK_READ_IN, mark)),
                Button(_("Throw away"), pack(Verb.DROP_READ, mark)),
            ),
        ),
    )


def _to_look_at(article: ReadArticle) -> RichText:
    result = article.result
    return lines(
        bold(_left_out(len(result.left_out))),
        *_first_of(tell_left_out(result.left_out)),
        bold(_("To look at:")) if result.notes or result.tables else None,
        _tables(result.tables) if result.tables else None,
        *_first_of(_notes(article)),
    )


def _first_of(told: Sequence[str]) -> Iterator[str]:
    for item in told[:_TOLD]:
        yield f"• {_shortened(item)}"
    if more := len(told[_TOLD:]):
        yield ngettext("and {count} more", "and {count} more", more).format(count=more)


def _notes(article: ReadArticle) -> list[str]:
    """Return what is to be looked at but tables, which are counted."""
    return [note for note in article.result.notes if not note.startswith(TABLE_NOTE)]


def _list_remarks(article: ReadArticle) -> list[str]:
    """Return what was left out, each by its first words, and what else is to be looked at."""
    told = []
    for why, times, words in count_left_out(article.result.left_out):
        told += [f"• {why}: {times}", *(f"“{it}”" for it in words)]
    return [*told, *(f"• {note}" for note in article.result.notes)]


def _left_out(count: int) -> str:
    if not count:
        return _("Nothing was left out.")
    return ngettext(
        "{count} part of it was left out:", "{count} parts of it were left out:", count
    ).format(count=count)


def _tables(count: int) -> str:
    return ngettext(
        "• {count} lesson has a table, to be compared with the article in the draft.",
        "• {count} lessons have a table, to be compared with the article in the draft.",
        count,
    ).format(count=count)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_LINE else f"{text[: _LONGEST_LINE - 1].rstrip()}…"


def _length(article: ReadArticle) -> str:
    return tell_length(article.result.length)


def tell_length(length: Length) -> str:
    """Return about how long a text is."""
    if length.is_in_letters:
        told = ngettext("about {count} character", "about {count} characters", length.count)
    else:
        told = ngettext("about {count} word", "about {count} words", length.count)
    return told.format(count=f"{length.count:,}")


def left_out(article: ReadArticle, number: int) -> Screen:
    """Return a page of what was left out, and of what else is to be looked at."""
    page = cut(_list_remarks(article), number, _LEFT_OUT_PER_PAGE)
    text = lines(
        bold(_("What the import left out, or saw")),
        *(item[:_LONGEST_FIELD] for item in page.items),
        which(page),
    )
    return Screen(text, (*turning(page, Verb.READ_LEFT_OUT, article.mark), (_back(article),)))


def ask_language(article: ReadArticle) -> Screen:
    """Return the languages in which it can be read."""
    now = article.result.course.language
    buttons = [
        Button(name, pack(Verb.READ_IN, article.mark, code)) for code, name in LANGUAGES.items()
    ]
    return Screen(
        lines(
            bold(_("In which language is it?")),
            _("Read as {language}.").format(language=tell_language(now)),
            _("Where it is cut into lessons, and what is checked, hangs on it."),
        ),
        (*rows(buttons, 3), (_back(article),)),
    )


def _back(article: ReadArticle) -> Button:
    return Button(_("Back"), pack(Verb.READ_ARTICLE, article.mark, 1))


def waiting_buttons(articles: Sequence[ReadArticle]) -> Keyboard:
    """Return a button to each article that waits."""
    return tuple(
        (Button(shorten(it.result.course.title), pack(Verb.READ_ARTICLE, it.mark, 1)),)
        for it in articles
    )


def _thrown_away(article: ReadArticle) -> RichText:
    return clipped(
        _("Thrown away, because many were waiting: {title}, {length}").format(
            title=article.result.course.title[:_LONGEST_LINE],
            length=_length(article),
        ),
        _LONGEST_FIELD,
    )


def thrown_away(article: ReadArticle) -> Screen:
    """Return the end of an article of which no draft is wanted."""
    return Screen(
        rich(
            _("Thrown away: {title}, {length}. /import begins anew.").format(
                title=article.result.course.title[:_LONGEST_LINE],
                length=_length(article),
            )
        )
    )


def gone() -> Screen:
    """Return the answer to a button below an article that does not wait any more."""
    return Screen(
        lines(
            _(
                "That is not what waits now: a draft was made of it, it was read anew in another "
                "language or thrown away. Nothing was done."
            ),
            _("/import shows what waits."),
        )
    )
