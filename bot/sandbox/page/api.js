// The people's side of the sandbox's HTTP interface, one function a call.

import { inWords } from "./words.js";

/** The sandbox refused; the message says why in the person's words. */
export class Refused extends Error {
  constructor(status, message) {
    super(inWords(status, message));
    this.status = status;
  }
}

/** The sandbox did not answer at all. */
export class Unreachable extends Error {
  constructor() {
    super("The sandbox does not answer.");
  }
}

async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", ...options });
    if (response.ok) return await response.json();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreachable();
  }
  const { error } = await response.json().catch(() => ({}));
  throw new Refused(response.status, error ?? `The sandbox answered with status ${response.status}.`);
}

const post = (path, body) =>
  body instanceof FormData
    ? call(path, { method: "POST", body })
    : call(path, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });

const chatPath = (chat, what) => `/sandbox/chats/${encodeURIComponent(chat)}/${what}`;

/** The chats in which something was said, each with `bot`: what the bot is in it. */
export const chats = () => call("/sandbox/chats");

export const people = () => call("/sandbox/people");

export const messages = (chat, after, waitSeconds, signal) =>
  call(`${chatPath(chat.address, "messages")}?after=${after}&wait=${waitSeconds}`, { signal });

// A chat has an `address`, which is a person's name or a group's id, and a `speaker` in it.

export const sendText = (chat, text, replyTo) =>
  post(chatPath(chat.address, "messages"), { from: chat.speaker, text, reply_to_message_id: replyTo });

export const sendLocation = (chat, latitude, longitude) =>
  post(chatPath(chat.address, "messages"), { from: chat.speaker, location: { latitude, longitude } });

export function sendDocument(chat, file, caption) {
  const form = new FormData();
  form.set("from", chat.speaker);
  if (caption) form.set("caption", caption);
  form.set("document", file);
  return post(chatPath(chat.address, "messages"), form);
}

/** Answers `{answer, alert}` once the bot has answered the press, ten seconds at most. */
export const press = (chat, messageId, callbackData) =>
  post(chatPath(chat.address, "presses"), { from: chat.speaker, message_id: messageId, callback_data: callbackData });

export const vote = (chat, messageId, options) =>
  post(chatPath(chat.address, "votes"), { from: chat.speaker, message_id: messageId, options });

export const setBlocked = (chat, isBlocked) =>
  post(chatPath(chat.address, "membership"), { from: chat.speaker, status: isBlocked ? "kicked" : "member" });

export const addGroup = (title, members, admins) =>
  post("/sandbox/chats", { type: "group", title, members, admins });

/** `who` is a person's name, or "bot", whom `by` adds or removes. */
export const setMember = (chat, who, status, by) =>
  post(chatPath(chat.address, "membership"), who === "bot" ? { from: by, who, status } : { from: who, status });

export const commands = (chat) =>
  call(`/sandbox/commands?chat=${encodeURIComponent(chat.address)}&from=${encodeURIComponent(chat.speaker)}`);

/** The clock, and when the next lesson comes in each of these chats. */
export const clock = (chats) =>
  call(`/sandbox/clock?chats=${chats.map(({ address }) => encodeURIComponent(address)).join(",")}`);

/** `move` is `{advance_seconds}` or `{to}`; answers when everything due on the way has been done. */
export const advance = (move) => post("/sandbox/clock", move);

/** What a person reads about the bot, and whether it is there. */
export const bot = (person) => call(`/sandbox/bot?from=${encodeURIComponent(person)}`);

/** Where this person opens the page for admins, as Telegram would open it. */
export const desk = (person) => call(`/sandbox/desk?from=${encodeURIComponent(person)}`);

export const warnings = (after) => call(`/sandbox/warnings?after=${after}`);

export const fileUrl = (fileId) => `/sandbox/files/${encodeURIComponent(fileId)}`;
