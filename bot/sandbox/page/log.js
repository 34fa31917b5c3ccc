// The message log: keeps its nodes in step with a chat, edits in place, and
// follows the newest message only while the reader is at the bottom.

import { messageNode } from "./bubble.js";
import { isFromBot } from "./chat.js";
import { byId, el } from "./dom.js";
import { dayHeading } from "./times.js";

const AT_BOTTOM_PX = 60;
const DAY_HEADING_PX = 48; // it floats over the top of the log

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

  function toBottom() {
    isPinned = true;
    frame.scrollTop = frame.scrollHeight;
    lastTop = frame.scrollTop;
    below = 0;
    showJump();
  }

  /** Follow the newest messages; if only one is new, show it from its first line. */
  function follow(onlyNew) {
    toBottom();
    if (!onlyNew || onlyNew.offsetTop - DAY_HEADING_PX >= frame.scrollTop) return;
    isPinned = false;
    frame.scrollTop = onlyNew.offsetTop - DAY_HEADING_PX;
    lastTop = frame.scrollTop;
    showJump();
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
      content.append(node);
      return null;
    }
    const restoreFocus = rememberFocus(before, node);
    const isOther = firstLine(before) !== firstLine(node);
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
      content.replaceChildren();
      isPinned = true;
    }
    const messages = chat.sorted();
    for (const [id, node] of nodes) {
      if (chat.messages.has(id)) continue;
      node.remove();
      nodes.delete(id);
    }
    const others = messages.map(place);
    dress(messages);
    const newest = nodes.get(messages.findLast(isFromBot)?.message_id);
    if (isPinned) follow((news === 1 || others.includes(newest)) && newest);
    else {
      below += news;
      showJump();
    }
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

  return { update, toBottom };
}

const firstLine = (node) => node.textContent.trimStart().split("\n", 1)[0].slice(0, 40);

/** Let the one who works by keyboard keep the place when a message changes under the fingers. */
function rememberFocus(before, after) {
  const focused = document.activeElement;
  if (!before.contains(focused)) return () => {};
  const reachable = "button, a[href], [tabindex='0']";
  const position = [...before.querySelectorAll(reachable)].indexOf(focused);
  return () => {
    const candidates = [...after.querySelectorAll(reachable)];
    const same = candidates.find((each) => each.textContent === focused.textContent);
    (same ?? candidates[Math.min(position, candidates.length - 1)] ?? after).focus({ preventScroll: true });
  };
}
