"""What the bot says to groups: who decides, what comes, and where the rest is."""

from collections.abc import Sequence

from bot.views.callback_data import Verb, pack
from bot.views.commands import Command
from bot.views.language import _
from bot.views.rich_text import RichText, bold, compose, concatenate, lines, link, paragraphs, rich
from bot.views.screen import Button, Screen

_MOST_NAMES = 3
_LONGEST_NAME = 24


def hello(private_link: str) -> Screen:
    """Return the first word in a group: what comes, who decides, and how to begin."""
    return Screen(
        paragraphs(
            bold(_("Hello! I bring this group one short health lesson a day.")),
            _("It comes here, at a time that you choose. It is information, not a diagnosis."),
            _(
                "An admin of the group decides: tap Begin, or write /start, in the topic where "
                "lessons shall come if there are topics. Nothing comes before that."
            ),
            _("What is personal, such as the symptom check, is for the private chat. /help"),
        ),
        (
            (Button(_("Begin"), pack(Verb.BEGIN_HERE)),),
            (Button(_("Open the private chat"), url=private_link),),
        ),
    )


def here_again(next_words: RichText | str) -> Screen:
    """Return the word to a group that had lessons before."""
    return Screen(
        lines(
            bold(_("I am here again. The place of this group in its course is kept.")),
            next_words,
            _("An admin changes that with /settings or /stop."),
        )
    )


def cannot_write(title: str) -> Screen:
    """Return the word to whoever added the bot to a group where it may not write."""
    return Screen(
        compose(
            _(
                "You added me to “{title}”, and I may not write there. Please let members send "
                "messages, or make me an admin; then an admin of the group writes /start there."
            ),
            title=title[:64],
        )
    )


def no_channels(title: str) -> Screen:
    """Return the word to whoever added the bot to a channel."""
    return Screen(
        compose(
            _(
                "You added me to the channel “{title}”. I bring lessons to private chats and "
                "groups only, and write nothing there. A group is begun with /start by an admin."
            ),
            title=title[:64],
        )
    )


def only_group_admins(names: Sequence[str]) -> str:
    """Return the word for a member who may not change what a group gets; at most 200 characters."""
    what = _("Only an admin of this group can change which lessons come here, and when.")
    if not names:
        return what
    shown = ", ".join(name[:_LONGEST_NAME] for name in names[:_MOST_NAMES])
    return " ".join((what, _("Please ask {names}.").format(names=shown)))


def admins_unknown() -> str:
    """Return the word where Telegram does not tell who is an admin of a group."""
    return _(
        "I cannot see who is an admin here. Make me an admin of the group (no right is needed), "
        "then try again."
    )


def not_for_members(bar: str, private_link: str) -> Screen:
    """Return the answer to a member's command that only an admin may give."""
    return Screen(rich(bar), ((Button(_("Lessons for me alone, in private"), url=private_link),),))


def privately(private_link: str) -> Screen:
    """Return the answer to a question in a group, which is told to nobody else."""
    return Screen(
        lines(
            _("Questions, and what is kept about you, are for the private chat with me."),
            _("If it may be an emergency, /urgent works here too."),
        ),
        ((Button(_("Open the private chat"), url=private_link),),),
    )


def invites(text: str) -> bool:
    """Whether a text is that of the message below."""
    return text.endswith(_("type it here."))


def type_here(name: str, user_id: int | None, example: str) -> Screen:
    """Return the message that opens a typed answer for whoever was asked."""
    if user_id is None:
        return Screen(rich(_("Whoever asked as an admin, type it here.")), asks_to_type=example)
    whom = link(name, f"tg://user?id={user_id}")
    return Screen(compose(_("{name}, type it here."), name=whom), asks_to_type=example)


def topic_chosen(*, is_general: bool) -> Screen:
    """Return the word that lessons come somewhere else from now on."""
    if is_general:
        return Screen(rich(_("Lessons come in General from now on.")))
    return Screen(rich(_("Lessons come in this topic from now on.")))


def not_begun() -> Screen:
    """Return the answer to anybody in a group that has no lessons yet."""
    return Screen(
        rich(_("This group has no lessons yet. An admin of the group begins them.")),
        ((Button(_("Begin"), pack(Verb.BEGIN_HERE)),),),
    )


def topic_closed(admins: Sequence[tuple[str, int]]) -> Screen:
    """Return the word that lessons come in General because their topic takes none any more; the
    ``admins``, by name and number, are called to it."""
    names = [link(name[:_LONGEST_NAME], f"tg://user?id={user_id}") for name, user_id in admins]
    shown = concatenate(names[:_MOST_NAMES], ", ")
    return Screen(
        lines(
            _("The topic in which lessons came is closed or gone: they come in General now."),
            compose(_("{names}: /start in another topic moves them there."), names=shown)
            if names
            else _("An admin of this group moves them with /start in another topic."),
        )
    )


def help_text(members: Sequence[Command], admins: Sequence[Command]) -> Screen:
    """Return what works in a group, and for whom."""

    def listed(those: Sequence[Command]) -> RichText:
        return lines(*(f"/{command.name}: {command.description}" for command in those))

    return Screen(
        paragraphs(
            bold(_("One short health lesson a day, for this group")),
            lines(bold(_("For everybody")), listed(members)),
            lines(bold(_("For admins of this group")), listed(admins)),
            _(
                "This is general information. It cannot say what you have. If you are worried, "
                "talk to a clinician, whatever a lesson says."
            ),
        )
    )
