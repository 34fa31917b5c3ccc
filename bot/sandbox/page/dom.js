// Small helpers around the DOM. Text reaches the page only as text nodes, so
// that nothing a message holds can become markup.

export const byId = (id) => document.getElementById(id);

/** A new element; attributes that are null or false are left out, `on...` ones listen. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** One of the page's icons, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Make an inline element (which wraps across lines, unlike a button) act as a button. */
export function pressable(node, label, action) {
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", "0");
  if (label) node.setAttribute("aria-label", label);
  node.addEventListener("click", action);
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    action(event);
  });
  return node;
}

const SAFE_SCHEMES = new Set(["http:", "https:", "tg:", "mailto:"]);

/** The address if a person may be sent there, else null. */
export function safeUrl(address) {
  const url = URL.parse(address);
  return url && SAFE_SCHEMES.has(url.protocol) ? url.href : null;
}

/** A link that opens beside the page, or its plain content when the address is not a safe one. */
export function link(address, attributes, ...children) {
  const href = safeUrl(address);
  if (!href) return el("span", attributes, ...children);
  return el("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer", title: href }, ...children);
}
