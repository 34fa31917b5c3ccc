// The sandbox's clock: shown in the browser's own zone, moved on by buttons.

import * as api from "./api.js";
import { byId } from "./dom.js";
import { attempt } from "./notices.js";
import { clockFace, comingMoment, relativeTo, zoneName } from "./times.js";

const ASK_EVERY_MS = 5_000;

const seconds = (iso) => Date.parse(iso) / 1000;

/**
 * `chats` are all there are, `shown()` is the one on screen; `around(move)` runs a move of the
 * clock and shows what it brought.
 */
export function sandboxClock(chats, shown, around) {
  const face = byId("clock");
  const hint = byId("clock-hint");
  const buttons = document.querySelectorAll("[data-advance-seconds], [data-advance-to]");
  let known = null; // {now, at, answer}: the clock's instant, the page's own timer then, all that was told
  let isMoving = false;

  const now = () => (known ? known.now + (performance.now() - known.at) / 1000 : Date.now() / 1000);

  function tick() {
    if (!known) return;
    face.textContent = clockFace(now());
    for (const time of document.querySelectorAll("[data-relative-to]")) {
      time.textContent = relativeTo(now(), Number(time.dataset.relativeTo));
    }
  }

  /** Whose lesson comes when: first that of the chat shown, then the others'. */
  function lessonLines({ application, next_due_at: nextDueAt, next_lessons: lessons = {} }) {
    if (!application) return ["The bot is not there, or does not follow this clock."];
    const moment = (at) => comingMoment(now(), seconds(at));
    const own = lessons[shown().address];
    const lines = [own ? `Next: ${moment(own)} for ${shown().label}.` : `No lesson is to come for ${shown().label}.`];
    for (const chat of chats) {
      const at = lessons[chat.address];
      if (at && chat !== shown()) lines.push(`${chat.label}: ${moment(at)}.`);
    }
    // An announcement, a retry, a card that is given up.
    if (nextDueAt && !Object.values(lessons).some((at) => at <= nextDueAt)) lines.push(`Something else: ${moment(nextDueAt)}.`);
    return lines;
  }

  function show(answer) {
    known = { now: seconds(answer.now), at: performance.now(), answer };
    tick();
    tell();
  }

  /** Say whose lesson is next, for the chat that is shown now. */
  function tell() {
    if (!known?.answer.next_lessons || isMoving) return;
    hint.textContent = [...lessonLines(known.answer), `Your zone: ${zoneName()}.`].join("\n");
  }

  async function ask() {
    try {
      const answer = await api.clock(chats);
      if (!isMoving) show(answer);
    } catch {
      // The chat says that the sandbox is away; the clock runs on until it is back.
    }
  }

  async function advance(move) {
    isMoving = true;
    for (const button of buttons) button.disabled = true;
    hint.textContent = "The clock is moving…";
    const answer = await attempt(() => around(() => api.advance(move)));
    isMoving = false;
    if (answer) show(answer);
    for (const button of buttons) button.disabled = false;
    await ask();
    tell();
  }

  for (const button of buttons) {
    const { advanceSeconds, advanceTo } = button.dataset;
    button.addEventListener("click", async () => {
      await advance(advanceTo ? { to: advanceTo, chat: shown().address } : { advance_seconds: Number(advanceSeconds) });
      button.focus(); // a button that was disabled has lost it
    });
  }
  setInterval(tick, 1_000);
  setInterval(ask, ASK_EVERY_MS);
  return { now, ask, tell };
}
