/** Elements made by calls: no HTML text is ever parsed, so the widget also runs under Trusted Types. */

type Child = Node | string | null | undefined | false;
type Props = Record<string, string | number | boolean | null | undefined | ((event: never) => void)>;

/** Makes an element. `on…` functions become listeners, the rest attributes; `false` and `null` are left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value as (event: Event) => void);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => child instanceof Node || !!child));
  return element;
}

const shapes = {
  chat: "M4 5.5h16v10.5h-9l-4.5 3.8v-3.8H4z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5.5M6 11.5l6-6 6 6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  up: "M7.5 10.5v9H4v-9zM7.5 11l3.7-6.5c1.5 0 2.3 1 2.1 2.5l-.5 3h5.9l-1.7 8.2c-.2.8-.8 1.3-1.6 1.3h-7.9",
  down: "M16.5 13.5v-9H20v9zM16.5 13l-3.7 6.5c-1.5 0-2.3-1-2.1-2.5l.5-3H5.3L7 5.8c.2-.8.8-1.3 1.6-1.3h7.9",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 7.5V12l3 2M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17z",
  alert: "M12 8v5M12 16.5h.01M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17z",
  ask: "M9.5 9.5a2.5 2.5 0 113.8 2.2c-.8.5-1.3 1-1.3 1.8M12 16.5h.01M12 3.5a8.5 8.5 0 100 17 8.5 8.5 0 000-17z",
  arrow: "M12 5v13.5M6 12.5l6 6 6-6",
  cart: "M3.5 5H6l2 10.5h9.5L20 8H6.7M9.5 19.5h.01M16.5 19.5h.01",
} as const;

export type IconName = keyof typeof shapes;

export function icon(name: IconName): SVGSVGElement {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", shapes[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only a picture and says its name to those who cannot see it. */
export function iconButton(
  name: IconName,
  label: string,
  onclick: () => void,
  props: Props = {},
): HTMLButtonElement {
  return h(
    "button",
    { type: "button", class: "icon", "aria-label": label, title: label, onclick, ...props },
    icon(name),
  );
}
