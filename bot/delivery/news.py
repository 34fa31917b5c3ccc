"""What settling deliveries has brought, told to the admins and to the log."""

import logging

from bot.delivery.admin_alerts import Notices
from bot.use_cases.delivery.outbox import News
from bot.views.admin import outages as views

logger = logging.getLogger(__name__)


def tell(notices: Notices, news: News) -> None:
    """Tell of it beside all other work."""
    if begun := news.begun:
        logger.warning("%d of %d fail (%s): bulk waits", begun.lost, begun.tried, begun.kind.name)
        notices.tell(views.begun(begun))
    if deserted := news.deserted:
        logger.warning("%d of the last %d seem gone", deserted.gone, len(deserted.tries))
        notices.tell(views.deserted(deserted))
    if news.ended:
        logger.warning("messages arrive again: bulk goes on")
        notices.tell(views.ended(news.ended))
    for one in news.held_lessons:
        logger.warning("%s is refused and held", one.subject)
        notices.tell(views.lesson_held(one))
    for one in news.let_go_lessons:
        notices.tell(views.lesson_let_go(one))
    if news.given_up_groups:
        notices.tell(views.groups_given_up(news.given_up_groups))
    notices.unconfirmed.tell(news.unconfirmed)
