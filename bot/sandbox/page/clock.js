// The sandbox's clock: shown in the browser's own zone, moved on by buttons.

import * as api from "./api.js";
import { byId } from "./dom.js";
import { attempt } from "./notices.js";
import { clockFace, relativeTo, shortMoment, zoneName } from "./times.js";

const ASK_EVERY_MS = 5_000;

const seconds = (iso) => Date.parse(iso) / 1000;

export function sandboxClock() {
  const face = byId("clock");
  const hint = byId("clock-hint");
  const buttons = document.querySelectorAll("[data-advance-seconds], [data-advance-to]");
  let known = null; // {now, at}: the clock's instant, and the page's own timer then
  let isMoving = false;

  const now = () => (known ? known.now + (performance.now() - known.at) / 1000 : Date.now() / 1000);

  function tick() {
    if (!known) return;
    face.textContent = clockFace(now());
    for (const time of document.querySelectorAll("[data-relative-to]")) {
      time.textContent = relativeTo(now(), Number(time.dataset.relativeTo));
    }
  }

  function show(answer) {
    known = { now: seconds(answer.now), at: performance.now() };
    tick();
  }

  async function ask() {
    try {
      const answer = await api.clock();
      if (isMoving) return;
      show(answer);
      const next = answer.next_due_at
        ? `Next: ${shortMoment(seconds(answer.next_due_at))}.`
        : answer.application ? "Nothing is due." : "The bot does not follow this clock.";
      hint.textContent = `${next}\nYour zone: ${zoneName()}.`;
    } catch {
      // The chat says that the sandbox is away; the clock runs on until it is back.
    }
  }

  async function advance(move) {
    isMoving = true;
    for (const button of buttons) button.disabled = true;
    hint.textContent = "The clock is moving…";
    const answer = await attempt(() => api.advance(move));
    if (answer) show(answer);
    isMoving = false;
    for (const button of buttons) button.disabled = false;
    await ask();
  }

  for (const button of buttons) {
    const { advanceSeconds, advanceTo } = button.dataset;
    const move = advanceTo ? { to: advanceTo } : { advance_seconds: Number(advanceSeconds) };
    button.addEventListener("click", async () => {
      await advance(move);
      button.focus(); // a button that was disabled has lost it
    });
  }
  setInterval(tick, 1_000);
  setInterval(ask, ASK_EVERY_MS);
  return { now, ask };
}
