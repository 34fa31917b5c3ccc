// The message log: keeps its nodes in step with a chat, edits in place, and
// follows the newest message only while the reader is at the bottom.

import { messageNode } from "./bubble.js";
import { isFromBot } from "./chat.js";
import { byId, el, icon } from "./dom.js";
import { say } from "./heard.js";
import { dayHeading } from "./times.js";

const AT_BOTTOM_PX = 60;
const MARGIN_PX = 2; // less than stands between two messages
const AWAITED_MS = 15_000;
const SHORT_RUN = 3; // so many new messages at once are shown from the first of them

export function messageLog(actions) {
  const frame = byId("messages");
  const content = byId("log-content");
  const jump = byId("jump");
  const jumpCount = byId("jump-count");
  const nodes = new Map(); // message id -> node
  let shown = null;
  let speaker = null;
  let isPinned = true;
  let lastTop = 0; // where the log was scrolled to, to tell the reader's scrolling from the page's
  let below = 0; // the bot's messages that arrived out of sight
  let awaitedUntil = 0; // until then news are the answer to what the person did
  let isAskedHere = false; // it was asked from within the log, where the focus was
  const waiting = el("div", { class: "waiting" }); // what is not sent yet

  function toBottom() {
    isPinned = true;
    frame.scrollTop = frame.scrollHeight;
    lastTop = frame.scrollTop;
    below = 0;
    showJump();
  }

  /** Follow the newest messages, but show `first` from its first line. */
  function follow(first) {
    toBottom();
    if (!first || first.offsetTop - MARGIN_PX >= frame.scrollTop) return;
    isPinned = false;
    frame.scrollTop = first.offsetTop - MARGIN_PX;
    lastTop = frame.scrollTop;
    showJump();
  }

  /** Show what the bot sent last from its start: of what came at one instant, the first. */
  function showNewest() {
    const said = shown.sorted().filter(isFromBot);
    const first = said.find(({ date }) => date >= said.at(-1).date - 1);
    follow(nodes.get(first?.message_id));
  }

  /** The person did something here: what comes next is shown, wherever the log stands. */
  function awaitAnswer() {
    awaitedUntil = performance.now() + AWAITED_MS;
    isAskedHere = frame.contains(document.activeElement);
  }

  function showJump() {
    jump.hidden = isPinned;
    jumpCount.hidden = below === 0;
    jumpCount.textContent = below;
  }

  frame.addEventListener("scroll", () => {
    const isAtBottom = frame.scrollHeight - frame.scrollTop - frame.clientHeight < AT_BOTTOM_PX;
    // Only a move upwards lets go: when the log shrinks, it is away from its bottom for a moment too.
    if (isAtBottom) isPinned = true;
    else if (frame.scrollTop < lastTop) isPinned = false;
    lastTop = frame.scrollTop;
    if (isPinned) below = 0;
    showJump();
  });
  jump.addEventListener("click", () => {
    toBottom();
    frame.focus();
  });
  // Also catches pictures that load, a growing composer, an opened keyboard.
  const stay = new ResizeObserver(() => isPinned && toBottom());
  stay.observe(frame);
  stay.observe(content);

  /** Return the node if it is another screen than before: one that begins differently. */
  function place(message) {
    const before = nodes.get(message.message_id);
    if (before?.dataset.change === String(message.change)) return null;
    const node = messageNode(message, actions, shown);
    nodes.set(message.message_id, node);
    if (!before) {
      waiting.before(node);
      return null;
    }
    const isOther = isAnotherQuestion(before, node);
    const restoreFocus = rememberFocus(before, node, isOther);
    before.replaceWith(node);
    restoreFocus();
    return isOther ? node : null;
  }

  /** Show the chat as it is now; `news` of the bot's messages were not there before. */
  function update(chat, news = 0) {
    if (chat !== shown || chat.speaker !== speaker) {
      shown = chat;
      speaker = chat.speaker;
      nodes.clear();
      content.replaceChildren(waiting);
      isPinned = true;
      awaitedUntil = 0;
    }
    const isNew = ({ message_id: id }) => !nodes.has(id);
    const messages = chat.sorted();
    for (const [id, node] of nodes) {
      if (chat.messages.has(id)) continue;
      node.remove();
      nodes.delete(id);
    }
    const fresh = news > 0 ? messages.filter((message) => isFromBot(message) && isNew(message)) : [];
    const others = messages.map(place).filter((node) => node?.classList.contains("from-bot"));
    dress(messages);
    waiting.replaceChildren(...chat.unsent.letters.map(waitingNode));
    const arrived = fresh.map(({ message_id: id }) => nodes.get(id));
    if (news > 0) awaitFocus(arrived[0]);
    for (const node of [...others, ...arrived]) say(node);
    const newest = nodes.get(messages.findLast(isFromBot)?.message_id);
    const isAwaited = arrived.length > 0 && performance.now() < awaitedUntil;
    if (isPinned || isAwaited) {
      follow(arrived.length > 0 && arrived.length <= SHORT_RUN ? arrived[0] : others.includes(newest) && newest);
    } else {
      below += news;
      showJump();
    }
    if (isAwaited) awaitedUntil = 0;
  }

  /** Let the one who pressed a button go on at the answer, and not at a button of the past. */
  function awaitFocus(node) {
    const isFree = frame.contains(document.activeElement) || document.activeElement === document.body;
    if (node && isAskedHere && isFree && performance.now() < awaitedUntil) node.focus({ preventScroll: true });
  }

  /** Put day headings between the days, and join what one side wrote in a row. */
  function dress(messages) {
    for (const heading of content.querySelectorAll(".day")) heading.remove();
    let previous = null;
    for (const message of messages) {
      const node = nodes.get(message.message_id);
      const isNewDay = node.dataset.day !== (previous && nodes.get(previous.message_id).dataset.day);
      if (isNewDay) node.before(el("p", { class: "day" }, el("span", {}, dayHeading(message.date))));
      node.classList.toggle("joined", !isNewDay && previous?.from?.id === message.from?.id && !previous.sender_chat);
      previous = message;
    }
  }

  return { update, toBottom, showNewest, awaitAnswer };
}

const waitingNode = ({ text }) => el("div", { class: "message from-person unsent", "data-testid": "unsent" },
  el("div", { class: "bubble" },
    el("div", { class: "text", dir: "auto" }, text),
    el("span", { class: "meta" }, icon("clock"), el("span", { class: "visually-hidden" }, "Waiting to be sent"))));

const firstLine = (node) => node.querySelector(".text, .poll-question")?.textContent.split("\n", 1)[0].slice(0, 40);
// A tick in front of a label comes and goes.
const labels = (node) => [...node.querySelectorAll(".inline-button")].map((each) => each.textContent.replace(/^[^\p{L}\p{N}]+/u, ""));

/** Whether a message that was edited begins differently, or has mostly other buttons. */
function isAnotherQuestion(before, after) {
  if (firstLine(before) !== firstLine(after)) return true;
  const [old, now] = [labels(before), labels(after)];
  return now.length > 0 && now.filter((label) => old.includes(label)).length * 2 < now.length;
}

/**
 * Let the one who works by keyboard keep the place when a message changes under the fingers: the
 * same button below the same words. Other words are another question, which begins at its start,
 * so that a second Enter answers nothing.
 */
function rememberFocus(before, after, isOther) {
  const focused = document.activeElement;
  if (!before.contains(focused)) return () => {};
  if (isOther || focused === before) return () => after.focus({ preventScroll: true });
  const reachable = "button, a[href], [tabindex='0']";
  const position = [...before.querySelectorAll(reachable)].indexOf(focused);
  return () => {
    const candidates = [...after.querySelectorAll(reachable)];
    const same = candidates.find((each) => each.textContent === focused.textContent);
    (same ?? candidates[Math.min(position, candidates.length - 1)] ?? after).focus({ preventScroll: true });
  };
}
