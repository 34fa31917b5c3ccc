// One message as a DOM node.

import { fileUrl } from "./api.js";
import { isFromBot, isOwn, serviceWords } from "./chat.js";
import { byId, el, icon, link } from "./dom.js";
import { textNodes } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";
import { pollNodes } from "./polls.js";
import { localDay, timeOfDay } from "./times.js";

/** `actions` is what main.js offers: `press`, `vote`, `mine`, `send`, `notify`, `now`, `answer`. */
export function messageNode(message, actions, chat) {
  const service = serviceWords(message);
  if (service) return serviceNode(message, service);
  const fromBot = isFromBot(message);
  const side = fromBot ? "from-bot" : isOwn(chat, message) ? "from-person" : "from-other";
  const body = content(message, actions);
  return el("article", {
    class: `message ${side}`,
    "data-message-id": message.message_id,
    "data-change": message.change,
    "data-day": localDay(message.date),
    tabindex: "-1",
  },
    el("div", { class: "bubble" },
      el("span", chat.isGroup && side !== "from-person" ? { class: "sender" } : { class: "visually-hidden" },
        `${message.from?.first_name ?? "Channel"}`, el("span", { class: "visually-hidden" }, ": ")),
      quoted(message),
      ...body,
      el("span", { class: "meta" },
        chat.isGroup && el("button", {
          type: "button", class: "answer", "data-testid": "answer", onclick: () => actions.answer(message),
        }, "Reply"),
        isMarkedEdited(message, fromBot) && el("span", { class: "edited" }, "edited "),
        el("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOfDay(message.date)))),
    inlineKeyboard(message, actions));
}

// As Telegram's programs do: nothing is said of a keyboard that went or changed by itself, nor of a
// bot's card whose pages are turned by editing it.
const isMarkedEdited = (message, fromBot) => message.reworded && !(fromBot && message.reply_markup?.inline_keyboard);

function serviceNode(message, words) {
  return el("p", {
    class: "service", "data-message-id": message.message_id, "data-change": message.change, "data-day": localDay(message.date),
  }, el("span", {}, words));
}

/** The first words of what a message answers, where a person answered it by hand. */
function quoted(message) {
  const answered = message.reply_to_message;
  if (isFromBot(message) || !answered || serviceWords(answered)) return null;
  return el("p", { class: "quoted" }, firstWords(answered));
}

/** The first line of a message. */
export const firstWords = (message) =>
  (message.text ?? message.caption ?? message.poll?.question ?? "Message").split("\n", 1)[0];

function content(message, actions) {
  const parts = [];
  if (message.photo) parts.push(photo(message.photo));
  if (message.document) parts.push(fileCard(message.document));
  if (message.voice) parts.push(fileCard({ ...message.voice, file_name: "Voice message" }));
  if (message.video) parts.push(fileCard({ ...message.video, file_name: "Video" }));
  if (message.location) parts.push(place(message.location));
  if (message.poll) parts.push(pollNodes(message, actions));
  const text = message.text || message.caption;
  if (text) {
    const entities = message.text ? message.entities : message.caption_entities;
    parts.push(el("div", { class: "text", dir: "auto" }, ...textNodes(text, entities, actions)));
  }
  if (parts.length === 0) parts.push(el("p", { class: "unsupported" }, "This page cannot show this kind of message."));
  return parts;
}

function photo(sizes) {
  const { file_id: id, width, height } = sizes.reduce((best, size) => (size.width > best.width ? size : best));
  const open = () => {
    byId("photo-large").src = fileUrl(id);
    byId("photo-dialog").showModal();
  };
  return el("button", { type: "button", class: "photo", "aria-label": "Photo, press to enlarge", onclick: open },
    el("img", { src: fileUrl(id), width, height, alt: "Photo" }));
}

function fileCard({ file_id: id, file_name: name = "file", file_size: size }) {
  return el("a", { class: "file-card", "data-testid": "document", href: fileUrl(id), download: name },
    el("span", { class: "file-icon" }, icon("file")),
    el("span", { class: "file-text" }, el("b", {}, name), el("small", {}, fileSize(size))));
}

function fileSize(bytes) {
  if (bytes === undefined) return "Download";
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${(bytes / 1_024).toFixed(1)} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

function place({ latitude, longitude }) {
  const words = `${degrees(latitude, "N", "S")}, ${degrees(longitude, "E", "W")}`;
  return link(`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=10/${latitude}/${longitude}`,
    { class: "file-card", "data-testid": "place" },
    el("span", { class: "file-icon" }, icon("pin")),
    el("span", { class: "file-text" }, el("b", {}, "Location"), el("small", {}, words)));
}

const degrees = (value, positive, negative) => `${Math.abs(value).toFixed(4)}° ${value < 0 ? negative : positive}`;
