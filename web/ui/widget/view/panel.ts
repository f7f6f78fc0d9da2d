/** The open chat: header, messages, composer, and a banner when the line is down. */
import type { Context } from "../context";
import { Composer } from "./composer";
import { h } from "./dom";
import { Header } from "./header";
import { MessageList } from "./list";

/** A short break is mended before anyone has read about it. */
const BANNER_AFTER_MS = 1_500;
const BANNER_SAYS_MS = 6_000;

export class Panel {
  readonly element: HTMLElement;
  readonly composer: Composer;

  private readonly header: Header;
  private readonly list: MessageList;
  private readonly banner: HTMLElement;
  private readonly live: HTMLElement;
  private bannerTimer: ReturnType<typeof setTimeout> | undefined;
  private said: string | null = null;
  private isLineDown = false;

  constructor(
    private readonly context: Context,
    prompts: string[],
    private readonly onClose: () => void,
  ) {
    this.header = new Header(context, onClose, (text) => this.say(text));
    this.list = new MessageList(context, prompts);
    this.composer = new Composer(context);
    this.banner = h("p", { class: "banner", role: "status", hidden: true });
    this.live = h("div", { class: "hidden", "aria-live": "polite" });
    this.element = h(
      "section",
      {
        class: "panel",
        role: "dialog",
        // A press on bare ground keeps the keyboard here, so that Escape still works.
        tabindex: -1,
        "aria-labelledby": "title",
        onkeydown: (event: KeyboardEvent) => this.onKey(event),
      },
      this.header.element,
      this.banner,
      this.list.element,
      this.composer.element,
      this.live,
    );
  }

  draw(): void {
    this.header.draw();
    this.list.draw();
    this.composer.draw();
    this.drawBanner();
  }

  show(isFullScreen: boolean): void {
    if (isFullScreen) this.element.setAttribute("aria-modal", "true");
    else this.element.removeAttribute("aria-modal");
    this.draw();
    this.list.toEnd();
  }

  /** Reads a new message out to those who listen. */
  announce(text: string): void {
    this.live.textContent = text;
  }

  private say(text: string): void {
    this.said = text;
    this.drawBanner();
    setTimeout(() => {
      this.said = null;
      this.drawBanner();
    }, BANNER_SAYS_MS);
  }

  private drawBanner(): void {
    const { chat, texts } = this.context;
    const isDown = chat.link !== "online" && chat.link !== "idle";
    if (isDown && !this.isLineDown && !this.bannerTimer) {
      this.bannerTimer = setTimeout(() => {
        this.isLineDown = true;
        this.drawBanner();
      }, BANNER_AFTER_MS);
    }
    if (!isDown) {
      clearTimeout(this.bannerTimer);
      this.bannerTimer = undefined;
      this.isLineDown = false;
    }
    let text = this.said;
    if (chat.link === "refused") text = texts.refused;
    else if (!navigator.onLine) text = texts.offline;
    else if (this.isLineDown) text = texts.connecting;
    this.banner.hidden = text === null;
    if (this.banner.textContent !== (text ?? "")) this.banner.textContent = text ?? "";
  }

  private onKey(event: KeyboardEvent): void {
    // The page behind has shortcuts of its own; what is typed here is not for it.
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      if (!this.header.closeMenu()) this.onClose();
    }
    if (event.key === "Tab" && this.element.hasAttribute("aria-modal")) this.keepFocus(event);
  }

  private keepFocus(event: KeyboardEvent): void {
    const stops = [
      ...this.element.querySelectorAll<HTMLElement>(
        'a[href], button, input, textarea, summary, [tabindex="0"]',
      ),
    ].filter((stop) => stop.offsetParent !== null && !stop.matches(":disabled"));
    const root = this.element.getRootNode();
    const active = root instanceof ShadowRoot ? root.activeElement : null;
    const leaving = event.shiftKey ? stops[0] : stops.at(-1);
    if (active !== leaving) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  }
}
