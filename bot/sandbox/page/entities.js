// A text with Bot API entities becomes DOM nodes. Offsets count UTF-16 units,
// which is how JavaScript indexes strings.

import { el, link, pressable } from "./dom.js";
import { copyText } from "./notices.js";
import { entityMoment, fullMoment } from "./times.js";

const PLAIN_TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);

/**
 * The nodes for `text`. `context` has `now()` in Unix seconds, `send(text)`
 * for a tapped command and `notify(text)` for a tapped date.
 */
export function textNodes(text, entities, context) {
  const sorted = [...(entities ?? [])].sort(
    (a, b) => a.offset - b.offset || b.length - a.length || BLOCKS.has(b.type) - BLOCKS.has(a.type),
  );
  // A block ends its line by itself; the newline after it would add an empty one.
  const swallowed = new Set(
    sorted.filter((e) => BLOCKS.has(e.type)).map((e) => e.offset + e.length).filter((end) => text[end] === "\n"),
  );
  return nodesBetween(text, 0, text.length, sorted, { ...context, swallowed });
}

function nodesBetween(text, start, end, entities, context) {
  const nodes = [];
  let position = start;
  let rest = entities;
  while (rest.length > 0) {
    const [entity, ...later] = rest;
    const from = Math.max(entity.offset, position);
    const until = Math.min(entity.offset + entity.length, end);
    rest = later;
    if (from >= until) continue;
    nodes.push(...plainText(text, position, from, context));
    const inside = later.filter((other) => other.offset < until);
    nodes.push(wrap(entity, text.slice(from, until), nodesBetween(text, from, until, inside, context), context));
    rest = later.filter((other) => other.offset + other.length > until);
    position = until;
  }
  nodes.push(...plainText(text, position, end, context));
  return nodes;
}

function plainText(text, start, end, { swallowed }) {
  const visible = swallowed.has(start) ? text.slice(start + 1, end) : text.slice(start, end);
  return visible ? [document.createTextNode(visible)] : [];
}

function wrap(entity, covered, children, context) {
  switch (entity.type) {
    case "spoiler":
      return spoiler(children);
    case "blockquote":
      return el("blockquote", {}, ...children);
    case "expandable_blockquote":
      return expandableQuote(children);
    case "code":
      return pressable(el("code", { title: "Tap to copy" }, ...children), null, () => copyText(covered));
    case "pre":
      return el("pre", { "data-language": entity.language }, el("code", {}, ...children));
    case "text_link":
      return link(entity.url, {}, ...children);
    case "url":
      return link(/^[a-z][a-z0-9+.-]*:/i.test(covered) ? covered : `https://${covered}`, {}, ...children);
    case "email":
      return link(`mailto:${covered}`, {}, ...children);
    case "bot_command":
      return pressable(el("span", { class: "link" }, ...children), null, () => context.send(covered));
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
    case "phone_number":
      return el("span", { class: "accent" }, ...children);
    case "date_time":
      return dateTime(entity, children, context);
    default:
      return el(PLAIN_TAGS[entity.type] ?? "span", {}, ...children);
  }
}

function spoiler(children) {
  const hidden = el("span", { class: "spoiler-text", inert: true }, ...children);
  const cover = el("span", { class: "spoiler", "data-testid": "spoiler" }, hidden);
  return pressable(cover, "Hidden text, press to show", () => {
    cover.classList.add("revealed");
    hidden.inert = false;
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
  });
}

function expandableQuote(children) {
  const text = el("div", { class: "quote-text" }, ...children);
  const quote = el("blockquote", { class: "expandable", "data-testid": "expandable-quote" }, text);
  const toggle = el("button", { type: "button", class: "quote-toggle", "aria-expanded": "false" }, "Show more");
  toggle.addEventListener("click", () => {
    const isOpen = quote.classList.toggle("expanded");
    toggle.setAttribute("aria-expanded", String(isOpen));
    toggle.textContent = isOpen ? "Show less" : "Show more";
  });
  // A quote that fits its three lines has nothing more to show.
  new ResizeObserver(() => {
    toggle.hidden = !quote.classList.contains("expanded") && text.scrollHeight <= text.clientHeight + 1;
  }).observe(text);
  quote.append(toggle);
  return quote;
}

function dateTime(entity, children, context) {
  const { unix_time: seconds, date_time_format: format } = entity;
  const words = entityMoment(seconds, format, context.now());
  const time = el("time", { datetime: new Date(seconds * 1000).toISOString(), title: fullMoment(seconds) });
  time.append(...(words === null ? children : [words]));
  if (format === "r") time.dataset.relativeTo = seconds;
  return pressable(time, null, () => context.notify(fullMoment(seconds)));
}
