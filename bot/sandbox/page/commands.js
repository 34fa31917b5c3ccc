// The command menu: opened by its button or by a "/" at the start of the text,
// walked with the arrow keys while the text field keeps the focus.

import * as api from "./api.js";
import { byId, el } from "./dom.js";
import { attempt } from "./notices.js";

const NONE = -1;

/** `send(text)` sends a chosen command. */
export function commandMenu(send) {
  const field = byId("text");
  const list = byId("command-list");
  const button = byId("command-menu");
  let commands = [];
  let options = []; // those that match what is typed
  // Which one is pointed at. None while a name is being typed, so that Enter
  // sends what stands there, also a command that the menu does not hold.
  let active = NONE;
  let isWanted = false; // asked for, though the commands may still be on their way

  const isOpen = () => !list.hidden;
  const typedName = () => (field.value.startsWith("/") ? field.value.slice(1).toLowerCase() : "");

  function close() {
    isWanted = false;
    if (list.contains(document.activeElement)) field.focus();
    list.hidden = true;
    list.removeAttribute("aria-activedescendant");
    button.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function draw() {
    options = commands.filter(({ command }) => command.startsWith(typedName()));
    list.hidden = options.length === 0 && typedName() !== "";
    list.replaceChildren(...options.map(({ command, description }, index) => el("li", {
      id: `command-${index}`, role: "option", "data-testid": "command-option", "aria-selected": String(index === active),
      onpointerdown: (event) => event.preventDefault(), // the field keeps the focus
      onclick: () => choose(index),
    }, el("b", {}, `/${command}`), " ", el("span", {}, description))));
    if (options.length === 0) list.append(el("li", { class: "none", role: "option", "aria-disabled": "true" }, "The bot has set no commands here."));
    button.setAttribute("aria-expanded", String(isOpen()));
    for (const node of [field, list]) {
      if (active === NONE) node.removeAttribute("aria-activedescendant");
      else node.setAttribute("aria-activedescendant", `command-${active}`);
    }
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function pointAt(index) {
    active = options.length === 0 ? NONE : (index + options.length) % options.length;
    draw();
  }

  function choose(index) {
    close();
    if (field.value.startsWith("/")) {
      field.value = "";
      field.dispatchEvent(new Event("input"));
    }
    send(`/${options[index].command}`);
  }

  async function open(chat) {
    isWanted = true;
    commands = (await attempt(() => api.commands(chat))) ?? [];
    if (isWanted) typed();
  }

  /** Point at the first command of the whole menu, at none of those that are being typed. */
  function typed() {
    active = NONE;
    draw();
    if (typedName() === "") pointAt(0);
  }

  /** Returns whether the key was the menu's. */
  function key(event) {
    if (!isOpen()) return false;
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown") pointAt(active + 1);
    else if (event.key === "ArrowUp") pointAt(active === NONE ? NONE : active - 1);
    else if (event.key === "Enter" && !event.shiftKey && active !== NONE) choose(active);
    else if (event.key === "Tab" && !event.shiftKey && options.length > 0) {
      // Completes only, so that words can follow the command.
      field.value = `/${options[Math.max(active, 0)].command} `;
      close();
    } else return false;
    event.preventDefault();
    return true;
  }

  // It scrolls, so that it can have the focus itself.
  list.addEventListener("keydown", (event) => key(event));

  return {
    close,
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
      else if (isWanted) typed();
      else await open(chat);
    },
    key,
  };
}
