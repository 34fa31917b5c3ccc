// The row below the messages: writing, commands, files, places, Start, Unblock.

import * as api from "./api.js";
import { commandMenu } from "./commands.js";
import { forgetPayload, waitingPayload } from "./deeplink.js";
import { byId } from "./dom.js";
import { firstWords } from "./bubble.js";
import { locationDialog } from "./location.js";
import { attempt } from "./notices.js";

/**
 * `shown()` is the chat on screen, `sent()` is called after each sending and
 * `setBlocked(isBlocked)` when the person unblocks.
 */
export function composer(shown, { sent, setBlocked }) {
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

  const send = (text) => deliver(() => api.sendText(shown(), text, takeAnswered()?.message_id));
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
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }

  function write(text) {
    field.value = text;
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
    if (isSent || shown() !== chat || field.value) return;
    write(text); // refused: there for another try
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
    const isEmpty = chat.isCurrent && chat.messages.size === 0;
    start.hidden = chat.isGroup || chat.isBlocked || !(isEmpty || payload);
    start.textContent = payload ? `Start with “${payload}”` : "Start";
    byId("empty").hidden = !isEmpty || chat.isBlocked;
    byId("blocked").hidden = !chat.isBlocked;
    form.hidden = chat.isBlocked;
  }

  return {
    send,
    chooseLocation,
    answer,
    update,
    /** Put the draft of one chat aside and take up that of another. */
    change(from, to) {
      from.draft = field.value;
      menu.close();
      chooseFile(null);
      answer(null);
      write(to.draft);
      update();
    },
  };
}
