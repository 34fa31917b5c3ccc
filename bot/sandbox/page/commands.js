// The command menu: opened by its button or by a "/" at the start of the text,
// walked with the arrow keys while the text field keeps the focus.

import * as api from "./api.js";
import { byId, el } from "./dom.js";
import { attempt } from "./notices.js";

/** `send(text)` sends a chosen command. */
export function commandMenu(send) {
  const field = byId("text");
  const list = byId("command-list");
  const button = byId("command-menu");
  let commands = [];
  let options = []; // those that match what is typed
  let active = 0;

  const isOpen = () => !list.hidden;

  function close() {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function draw() {
    const typed = field.value.startsWith("/") ? field.value.slice(1).toLowerCase() : "";
    options = commands.filter(({ command }) => command.startsWith(typed));
    active = Math.min(active, Math.max(options.length - 1, 0));
    if (options.length === 0 && typed) {
      close();
      return;
    }
    list.replaceChildren(...options.map(({ command, description }, index) => el("li", {
      id: `command-${index}`, role: "option", "data-testid": "command-option", "aria-selected": String(index === active),
      onpointerdown: (event) => event.preventDefault(), // the field keeps the focus
      onclick: () => choose(index),
    }, el("b", {}, `/${command}`), " ", el("span", {}, description))));
    if (options.length === 0) list.append(el("li", { class: "none" }, "The bot has set no commands here."));
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    if (options.length > 0) field.setAttribute("aria-activedescendant", `command-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function choose(index) {
    close();
    field.value = "";
    field.dispatchEvent(new Event("input"));
    send(`/${options[index].command}`);
  }

  async function open(chat) {
    commands = (await attempt(() => api.commands(chat.name))) ?? [];
    active = 0;
    draw();
  }

  return {
    close,
    isOpen,
    async toggle(chat) {
      if (isOpen()) {
        close();
        return;
      }
      field.focus();
      await open(chat);
    },
    /** The text has changed. */
    async typed(chat) {
      if (!/^\/\w*$/.test(field.value)) close();
      else if (isOpen()) draw();
      else await open(chat);
    },
    /** Returns whether the key was the menu's. */
    key(event) {
      if (!isOpen()) return false;
      if (event.key === "Escape") close();
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const step = event.key === "ArrowDown" ? 1 : -1;
        active = (active + step + options.length) % (options.length || 1);
        draw();
      } else if (options.length === 0) return false;
      else if (event.key === "Enter" && !event.shiftKey) choose(active);
      else if (event.key === "Tab" && !event.shiftKey) {
        // Completes only, so that words can follow the command.
        field.value = `/${options[active].command} `;
        close();
      } else return false;
      event.preventDefault();
      return true;
    },
  };
}
