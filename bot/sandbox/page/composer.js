// The row below the messages: writing, commands, files, places, Start, Unblock.

import * as api from "./api.js";
import { commandMenu } from "./commands.js";
import { byId } from "./dom.js";
import { locationDialog } from "./location.js";
import { attempt } from "./notices.js";

/** The payload of a deep link, from the page's own address: `#start=payload`. */
const deepLinkPayload = () => /^#start=([A-Za-z0-9_-]{1,64})$/.exec(window.location.hash)?.[1] ?? null;

/**
 * `shown()` is the chat on screen, `sent()` is called after each sending and
 * `setBlocked(isBlocked)` when the person unblocks.
 */
export function composer(shown, { sent, setBlocked }) {
  const form = byId("composer");
  const field = byId("text");
  const file = byId("file");
  const start = byId("start");

  async function deliver(action) {
    const answer = await attempt(action);
    if (answer) sent();
    return answer !== null;
  }

  const send = (text) => deliver(() => api.sendText(shown().name, text));
  const chooseLocation = locationDialog((latitude, longitude) =>
    deliver(() => api.sendLocation(shown().name, latitude, longitude)));
  const menu = commandMenu(send);

  function fit() {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }

  function write(text) {
    field.value = text;
    fit();
  }

  function showFile() {
    const [chosen] = file.files;
    byId("chosen-file").hidden = !chosen;
    byId("chosen-file-name").textContent = chosen?.name ?? "";
  }

  async function submit() {
    const text = field.value.trim();
    const [chosen] = file.files;
    if (!text && !chosen) return;
    const isSent = await (chosen ? deliver(() => api.sendDocument(shown().name, chosen, text)) : send(text));
    if (!isSent) return; // what was written stays for another try
    write("");
    file.value = "";
    showFile();
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
    showFile();
    field.focus();
  });
  byId("drop-file").addEventListener("click", () => {
    file.value = "";
    showFile();
    field.focus();
  });
  byId("unblock").addEventListener("click", () => setBlocked(false));
  start.addEventListener("click", async () => {
    const payload = deepLinkPayload();
    if (!(await send(payload ? `/start ${payload}` : "/start"))) return;
    if (payload) history.replaceState(null, "", window.location.pathname);
    update();
    field.focus();
  });
  window.addEventListener("hashchange", update);

  /** Show what fits the chat: Start while it is empty or a deep link waits, Unblock when blocked. */
  function update() {
    const chat = shown();
    const payload = deepLinkPayload();
    const isEmpty = chat.isCurrent && chat.messages.size === 0;
    start.hidden = chat.isBlocked || !(isEmpty || payload);
    start.textContent = payload ? `Start with “${payload}”` : "Start";
    byId("empty").hidden = !isEmpty || chat.isBlocked;
    byId("blocked").hidden = !chat.isBlocked;
    form.hidden = chat.isBlocked;
  }

  return {
    send,
    chooseLocation,
    update,
    /** Put the draft of one chat aside and take up that of another. */
    change(from, to) {
      from.draft = field.value;
      menu.close();
      write(to.draft);
      update();
    },
  };
}
