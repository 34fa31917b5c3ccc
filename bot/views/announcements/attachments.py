"""Files and buttons of an announcement: what an admin is asked, and what cannot be sent."""

from bot.views.callback_data import Verb, pack
from bot.views.language import _
from bot.views.rich_text import bold, lines, rich
from bot.views.screen import Button, Screen
from lessons.delivery.attachment import AttachmentKind
from lessons.questions.schedule_form import ScheduleForm


def describing(kind: AttachmentKind, words: str) -> str:
    """Return what is shown, or said, as the last line below a message."""
    return {
        AttachmentKind.PHOTO: _("Picture: {words}"),
        AttachmentKind.VIDEO: _("Video: {words}"),
        AttachmentKind.VOICE: _("In it: {words}"),
        AttachmentKind.DOCUMENT: _("File: {words}"),
    }[kind].format(words=words)


def ask_description(form: ScheduleForm) -> Screen:
    """Return the question for what is in a file, for whoever cannot see or hear it; where words
    came with it they may do."""
    assert form.attachment is not None
    what = {
        AttachmentKind.PHOTO: _("What does the picture show? Describe it in a sentence."),
        AttachmentKind.VIDEO: _("What does the video show and say? Describe it in a sentence."),
        AttachmentKind.VOICE: _("What is said in it? Write it in a sentence or two."),
        AttachmentKind.DOCUMENT: _("What is in the file? Write it in a sentence."),
    }[form.attachment.kind]
    close = Button(_("Close"), pack(Verb.FORM_CLOSE))
    if not form.what:
        text = lines(
            bold(what),
            _("It stands below it, for everybody, and for whoever cannot see or hear it."),
        )
        return Screen(text, ((close,),))
    text = lines(
        bold(what),
        _("It comes below your words, for whoever cannot see or hear it."),
    )
    return Screen(text, ((Button(_("My words say it"), pack(Verb.FORM_SAID)),), (close,)))


def one_each() -> Screen:
    """Return the word to an admin who sends several files for one message."""
    return Screen(rich(_("One file goes with each message; I keep the first.")))


def caption_too_long(length: int, limit: int) -> Screen:
    """Return the word that the words below a file are too many."""
    told = _(
        "Below a picture or file {limit} characters fit, with its description; these are {count}. "
        "Please begin again with fewer: /schedule"
    )
    return Screen(rich(told.format(limit=limit, count=length)))


def file_refused() -> Screen:
    """Return the word that Telegram does not take the file."""
    return Screen(
        lines(
            bold(_("Telegram does not take that file any more. Nothing was scheduled.")),
            _("Please send it anew: /schedule"),
        )
    )


def ask_link() -> Screen:
    """Return the question for a button."""
    return Screen(
        lines(
            bold(_("Which button shall stand below it?")),
            _("Type what stands on it and then the address: Book a visit https://example.org/book"),
            _("Type no for none."),
        ),
        ((Button(_("Close"), pack(Verb.FORM_CLOSE)),),),
    )
