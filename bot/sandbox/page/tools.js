// The side panel's small things: theme, warnings, and the panel itself on a phone.

import * as api from "./api.js";
import { byId, el } from "./dom.js";
import { attempt } from "./notices.js";

const WARNINGS_EVERY_MS = 3_000;
const THEME_KEY = "sandbox-theme";

/** The theme follows the system until the person has chosen one. */
export function themeSwitch() {
  const button = byId("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");

  function show() {
    const chosen = localStorage.getItem(THEME_KEY);
    const isDark = chosen ? chosen === "dark" : system.matches;
    document.documentElement.dataset.theme = isDark ? "dark" : "light";
    button.setAttribute("aria-checked", String(isDark));
  }

  button.addEventListener("click", () => {
    localStorage.setItem(THEME_KEY, button.getAttribute("aria-checked") === "true" ? "light" : "dark");
    show();
  });
  system.addEventListener("change", show);
  show();
}

/** Opens the page for admins beside this one, as the person who `speaker()` is. */
export function deskButton(speaker) {
  byId("desk").addEventListener("click", async () => {
    const opened = window.open("about:blank");
    const found = await attempt(() => api.desk(speaker()));
    if (found && opened) opened.location.replace(found.url);
    else opened?.close();
  });
}

/** Warnings of the sandbox; `restart` empties the list and reads it anew. */
export function warningList() {
  const list = byId("warning-list");
  let last = 0;

  async function read() {
    try {
      for (const { n, text } of await api.warnings(last)) {
        if (n <= last) continue;
        last = n;
        list.append(el("li", {}, text));
      }
      byId("warning-count").textContent = list.children.length;
    } catch {
      // The chat says that the sandbox is away.
    }
  }

  setInterval(read, WARNINGS_EVERY_MS);
  return {
    restart() {
      last = 0;
      list.replaceChildren();
      return read();
    },
  };
}

/** On a phone the tools unfold from the top; Escape folds them again. */
export function foldingTools() {
  const toggle = byId("tools-toggle");
  const set = (isOpen) => toggle.setAttribute("aria-expanded", String(isOpen));
  toggle.addEventListener("click", () => set(toggle.getAttribute("aria-expanded") !== "true"));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || toggle.getAttribute("aria-expanded") !== "true") return;
    set(false);
    toggle.focus();
  });
  byId("messages").addEventListener("pointerdown", () => set(false));
}
