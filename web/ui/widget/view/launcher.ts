/** The round button that is all one sees at first. */
import type { Texts } from "../texts";
import { h, icon } from "./dom";

export class Launcher {
  readonly element: HTMLButtonElement;
  private readonly badge: HTMLElement;

  constructor(
    private readonly texts: Texts,
    onclick: () => void,
  ) {
    this.badge = h("span", { class: "badge", "aria-hidden": "true", hidden: true });
    this.element = h(
      "button",
      { type: "button", class: "launcher", "aria-haspopup": "dialog", onclick },
      icon("chat"),
      this.badge,
    );
    this.draw(0, false);
  }

  draw(unread: number, isOpen: boolean): void {
    this.element.hidden = isOpen;
    this.element.setAttribute("aria-expanded", String(isOpen));
    this.element.setAttribute("aria-label", unread > 0 ? this.texts.unread(unread) : this.texts.launcher);
    this.badge.hidden = unread === 0;
    this.badge.textContent = unread > 9 ? "9+" : String(unread);
  }
}
