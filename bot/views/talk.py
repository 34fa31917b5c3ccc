"""What the bot says of itself, in a sentence or two."""

from bot.views.callback_data import Verb, pack
from bot.views.care import check_button, emergency_button
from bot.views.general import help_button
from bot.views.language import _
from bot.views.rich_text import rich
from bot.views.screen import Button, Screen
from lessons.questions.talk import Topic


def about(topic: Topic) -> Screen:
    """Return a true and short answer, with the button that leads on."""
    texts = {
        Topic.HELLO: _("Hello. What can I do for you?"),
        Topic.THANKS: _("You are welcome."),
        Topic.BYE: _("Goodbye, and take care. Your settings stay as they are."),
        Topic.FINE: _("All right. /lesson brings the next lesson."),
        Topic.LATER: _("Fine, whenever you like. Nothing changes until you say so."),
        Topic.PRICE: _("I cost nothing, and never ask for money."),
        Topic.DOCTOR: _(
            "No. I am a program: what I send is general information, never a diagnosis. A "
            "clinician can examine you."
        ),
        Topic.WHO: _("I am a program, not a person. I send one short health lesson a day."),
        Topic.STOP: _("Send /stop, and no more lessons come. For a while only: /pause."),
        Topic.WHEN: _("One lesson a day, at the time in your settings."),
        Topic.CHANGE_TIME: _("Tap below, then say the new time."),
        Topic.LANGUAGE: _(
            "I speak only English so far. In an emergency I also read the commonest words of "
            "twelve other languages."
        ),
        Topic.DATA: _("/privacy shows all that I keep about this chat, and erases it."),
        Topic.ANGRY: _("I am sorry. One tap, and I am quiet."),
        Topic.LETTERS: _(
            "I cannot make my letters bigger, but your phone can. In Telegram: Settings, then Chat "
            "settings (on an iPhone Appearance), then the text size. In the phone's own settings "
            "larger text is under Display or Accessibility."
        ),
        Topic.EMOJI: _(
            "The few signs I send cannot be left out. Most screen readers can be told to skip "
            "them, in their settings for punctuation or verbosity."
        ),
        Topic.LONG: _(
            "A lesson takes about a minute to read, and I cannot shorten it. Fewer of them can "
            "come: tap Settings, then the days."
        ),
        Topic.LEAVING: _(
            "It was good to have you. One tap, and no more lessons come; your place is kept."
        ),
        Topic.USE: _("I send one short, sourced health lesson a day, at your own time."),
    }
    settings = Button(_("Settings"), pack(Verb.SETTINGS))
    change_time = Button(_("Change time"), pack(Verb.ASK_TIME))
    buttons = {
        Topic.HELLO: (check_button(), help_button()),
        Topic.DOCTOR: (emergency_button(), check_button()),
        Topic.STOP: (settings,),
        Topic.WHEN: (settings, change_time),
        Topic.CHANGE_TIME: (change_time,),
        Topic.LANGUAGE: (emergency_button(), help_button()),
        Topic.DATA: (Button(_("What is kept"), pack(Verb.PRIVACY)),),
        Topic.LONG: (settings,),
        Topic.LEAVING: (Button(_("Stop lessons"), pack(Verb.STOP)), settings, emergency_button()),
        Topic.USE: (check_button(), help_button()),
        Topic.ANGRY: (Button(_("Stop lessons"), pack(Verb.STOP)), settings, emergency_button()),
    }
    return Screen(rich(texts[topic]), (buttons.get(topic, (help_button(),)),))
