// What the page tells the person outside the conversation.

import { byId } from "./dom.js";

const TOAST_MS = 4_000;
const READING_MS = 60; // a character
let toastTimer;

/** A short line that goes away by itself. */
export function notify(text) {
  const toast = byId("toast");
  toast.textContent = text;
  toast.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => toast.classList.remove("shown"), Math.max(TOAST_MS, text.length * READING_MS));
}

/** Put a text where it can be pasted from, and say so. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    notify("Copied");
  } catch {
    notify(`The browser did not let the page copy: ${text}`);
  }
}

/** A text that stays until the person has confirmed it. */
export function alertDialog(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

/** Run an action of the person; a refusal becomes a line they can read. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    notify(error.message);
    return null;
  }
}

/** Say plainly whether the sandbox is there. */
export function showConnection(isConnected) {
  const banner = byId("offline");
  banner.hidden = isConnected;
  banner.textContent = isConnected ? "" : "The sandbox does not answer. Trying again until it is back.";
}
