"""The guided form of /schedule, kept in the store so that a restart loses no step."""

from bot.use_cases.subscribers.joining import await_answer, awaits_newer_answer
from lessons.delivery.schedule_form import FormStep, ScheduleForm
from storage.interface.store import Store

__all__ = [
    "FormStep",
    "ScheduleForm",
    "answer",
    "begin",
    "begin_wording",
    "close",
    "find",
    "find_open",
]


def begin(store: Store, chat_id: int, announcement_id: int | None = None) -> ScheduleForm:
    """Open a new form; with a number it asks only when that announcement shall go."""
    # Only one question at a time is open in a chat.
    await_answer(store, chat_id, None)
    store.delete_draft_question(chat_id)
    step = FormStep.WHAT if announcement_id is None else FormStep.WHEN
    form = ScheduleForm(chat_id, step, announcement_id=announcement_id)
    store.save_form(form)
    return form


def begin_wording(store: Store, chat_id: int, announcement_id: int) -> ScheduleForm:
    """Ask for the new text of that announcement."""
    await_answer(store, chat_id, None)
    store.delete_draft_question(chat_id)
    form = ScheduleForm(chat_id, FormStep.WORDING, announcement_id=announcement_id)
    store.save_form(form)
    return form


def find(store: Store, chat_id: int) -> ScheduleForm | None:
    """Return the form that is open in this chat."""
    return store.find_form(chat_id)


def find_open(store: Store, chat_id: int) -> ScheduleForm | None:
    """Return the form whose question a typed text answers; another question may be newer."""
    return None if awaits_newer_answer(store, chat_id) else store.find_form(chat_id)


def answer(store: Store, form: ScheduleForm) -> ScheduleForm:
    """Keep the form with one more answer."""
    store.save_form(form)
    return form


def close(store: Store, chat_id: int) -> None:
    """Forget the form."""
    store.delete_form(chat_id)
