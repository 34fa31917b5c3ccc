// The row below the messages: writing, commands, files, places, Start, Unblock.

import * as api from "./api.js";
import { commandMenu } from "./commands.js";
import { forgetPayload, waitingPayload } from "./deeplink.js";
import { byId } from "./dom.js";
import { firstWords } from "./bubble.js";
import { locationDialog } from "./location.js";
import { attempt, notify } from "./notices.js";

/**
 * `shown()` is the chat on screen; `sent()` is called after each sending, `waiting()` when what
 * waits to be sent has changed and `setBlocked(isBlocked)` when the person unblocks.
 */
export function composer(shown, { sent, waiting, setBlocked }) {
  const form = byId("composer");
  const field = byId("text");
  const file = byId("file");
  const start = byId("start");
  let chosenFile = null;
  let answered = null; // the message that is answered next

  async function deliver(action) {
    const chat = shown();
    const answer = await attempt(action);
    if (!answer) return false;
    chat.isBlocked = false; // a blocked bot gets nothing but /start, which unblocks it
    sent();
    return true;
  }

  /** Send a text; false if it is refused. While nobody answers it waits. */
  async function send(text) {
    const chat = shown();
    const letter = chat.unsent.add(text, chat.speaker, takeAnswered()?.message_id);
    const isSent = flush(chat, letter);
    sent();
    return isSent;
  }

  /** Send what waits in a chat; false if `letter` is refused. */
  async function flush(chat, letter) {
    waiting();
    try {
      await chat.unsent.send(chat, (message) => {
        chat.isBlocked = false; // a blocked bot gets nothing but /start, which unblocks it
        chat.take(message);
        waiting();
      });
    } catch (error) {
      waiting();
      if (error instanceof api.Unreachable) return true;
      notify(error.message);
      if (shown() === chat && !field.value) write(error.letter.text); // there for another try
      if (chat.unsent.letters.length > 0) flush(chat);
      return error.letter !== letter;
    }
    return true;
  }

  const chooseLocation = locationDialog((latitude, longitude) =>
    deliver(() => api.sendLocation(shown(), latitude, longitude)));
  const menu = commandMenu(send);

  function answer(message) {
    answered = message;
    byId("answering").hidden = !message;
    byId("answering-words").textContent = message ? firstWords(message) : "";
    if (message) field.focus();
  }

  function takeAnswered() {
    const message = answered;
    answer(null);
    return message;
  }

  function fit() {
    field.style.height = "";
    if (field.value) field.style.height = `${field.scrollHeight}px`;
  }

  function write(text) {
    field.value = text;
    shown().draft = text;
    fit();
  }

  function chooseFile(chosen) {
    chosenFile = chosen;
    file.value = ""; // so that the same file can be chosen again
    byId("chosen-file").hidden = !chosen;
    byId("chosen-file-name").textContent = chosen?.name ?? "";
  }

  async function submit() {
    const chat = shown();
    const text = field.value.trim();
    const chosen = chosenFile;
    if (!text && !chosen) return;
    write("");
    chooseFile(null);
    const isSent = await (chosen ? deliver(() => api.sendDocument(chat, chosen, text)) : send(text));
    if (isSent || !chosen || shown() !== chat || field.value) return;
    write(text);
    chooseFile(chosen);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    menu.close();
    submit();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || menu.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  field.addEventListener("input", () => {
    shown().draft = field.value;
    fit();
    menu.typed(shown());
  });
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest("#composer, #command-list")) menu.close();
  });
  byId("command-menu").addEventListener("click", () => menu.toggle(shown()));
  byId("location").addEventListener("click", chooseLocation);
  byId("attach").addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    chooseFile(file.files[0] ?? null);
    field.focus();
  });
  byId("drop-file").addEventListener("click", () => {
    chooseFile(null);
    field.focus();
  });
  byId("drop-answer").addEventListener("click", () => {
    answer(null);
    field.focus();
  });
  byId("unblock").addEventListener("click", () => setBlocked(false));
  start.addEventListener("click", async () => {
    const payload = waitingPayload();
    if (!(await send(payload ? `/start ${payload}` : "/start"))) return;
    forgetPayload();
    update();
    field.focus();
  });
  window.addEventListener("hashchange", update);

  /** Show what fits the chat: Start while it is empty or a deep link waits, Unblock when blocked. */
  function update() {
    const chat = shown();
    const payload = waitingPayload();
    const isEmpty = chat.isCurrent && chat.messages.size === 0 && chat.unsent.letters.length === 0;
    start.hidden = chat.isGroup || chat.isBlocked || !(isEmpty || payload);
    byId("blocked").hidden = !chat.isBlocked;
    form.hidden = chat.isBlocked;
  }

  write(shown().draft);
  return {
    send,
    flush,
    chooseLocation,
    answer,
    update,
    /** Put the draft of one chat aside and take up that of another. */
    change(from, to) {
      from.draft = field.value;
      const { draft } = to;
      menu.close();
      chooseFile(null);
      answer(null);
      field.value = draft;
      fit();
      update();
    },
  };
}
