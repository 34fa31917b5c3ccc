"""The guided form of /schedule, kept in the store so that a restart loses no step."""

from datetime import datetime

from bot.use_cases import questions
from lessons.questions.schedule_form import FormStep, ScheduleForm
from storage.interface.store import Store

__all__ = ["FormStep", "ScheduleForm", "answer", "begin", "begin_wording", "close", "find"]


def begin(
    store: Store, chat_id: int, now: datetime, announcement_id: int | None = None
) -> ScheduleForm:
    """Open a new form; with a number it asks only when that announcement shall go."""
    step = FormStep.WHAT if announcement_id is None else FormStep.WHEN
    return answer(store, chat_id, ScheduleForm(step, announcement_id=announcement_id), now)


def begin_wording(store: Store, chat_id: int, announcement_id: int, now: datetime) -> ScheduleForm:
    """Ask for the new text of that announcement."""
    form = ScheduleForm(FormStep.WORDING, announcement_id=announcement_id)
    return answer(store, chat_id, form, now)


def find(store: Store, chat_id: int, now: datetime) -> ScheduleForm | None:
    """Return the form that is open in this chat."""
    question = questions.find_open(store, chat_id, now)
    return question if isinstance(question, ScheduleForm) else None


def answer(store: Store, chat_id: int, form: ScheduleForm, now: datetime) -> ScheduleForm:
    """Keep the form with one more answer, so that its next question is the open one."""
    questions.ask(store, chat_id, form, now)
    return form


def close(store: Store, chat_id: int) -> None:
    """Forget the form."""
    questions.close(store, chat_id, ScheduleForm)
