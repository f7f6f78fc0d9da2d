/** Who one talks to, said openly, with the way to a person always in sight. */
import type { TranscriptFormat } from "../chat";
import type { Context } from "../context";
import { h, iconButton } from "./dom";

export class Header {
  readonly element: HTMLElement;

  private readonly title: HTMLElement;
  private readonly subtitle: HTMLElement;
  private readonly avatar: HTMLElement;
  private readonly notice: HTMLElement;
  private readonly wish: HTMLButtonElement;
  private readonly menu: HTMLDetailsElement;

  constructor(
    private readonly context: Context,
    onClose: () => void,
    private readonly say: (text: string) => void,
  ) {
    const { texts, chat } = context;
    this.avatar = h("span", { class: "avatar", "aria-hidden": "true" });
    this.title = h("h2", { id: "title", dir: "auto" });
    this.subtitle = h("p", { dir: "auto" });
    this.notice = h("p", { role: "status" });
    this.wish = h(
      "button",
      { type: "button", onclick: () => chat.send(texts.personWish) },
      texts.talkToPerson,
    );
    const download = (label: string, format: TranscriptFormat) =>
      h("button", { type: "button", onclick: () => void this.download(format) }, label);
    const summary = h("summary", { class: "icon", "aria-label": texts.menu, title: texts.menu });
    summary.append(...iconButton("more", texts.menu, () => {}).childNodes);
    this.menu = h(
      "details",
      { class: "menu" },
      summary,
      h("div", {}, download(texts.downloadHtml, "html"), download(texts.downloadText, "text")),
    );
    this.element = h(
      "div",
      { class: "head" },
      h(
        "div",
        { class: "who" },
        this.avatar,
        h("div", { class: "names" }, this.title, this.subtitle),
        this.menu,
        iconButton("close", texts.close, onClose),
      ),
      h("div", { class: "notice" }, this.notice, this.wish),
    );
  }

  /** Closes the menu and puts focus back on its button; true when it was open. */
  closeMenu(): boolean {
    if (!this.menu.open) return false;
    this.menu.open = false;
    this.menu.querySelector("summary")?.focus();
    return true;
  }

  draw(): void {
    const { chat, texts } = this.context;
    const { owner, items } = chat.conversation;
    const agent = chat.shop?.agentName ?? texts.assistant;
    setText(this.title, owner === "person" ? texts.person : agent);
    setText(
      this.subtitle,
      [owner === "person" ? null : texts.assistant, chat.shop?.name].filter(Boolean).join(" · "),
    );
    setText(
      this.avatar,
      (owner === "person" ? (chat.shop?.name ?? texts.person) : agent).slice(0, 1).toUpperCase(),
    );
    const { isPersonAsked } = chat.conversation;
    const ofAssistant = isPersonAsked ? texts.personAskedNotice : texts.assistantNotice;
    setText(this.notice, owner === "person" ? texts.personNotice : ofAssistant);
    this.wish.hidden = owner === "person" || isPersonAsked;
    this.menu.hidden = chat.sessionId === null || items.length === 0;
  }

  private async download(format: TranscriptFormat): Promise<void> {
    this.closeMenu();
    try {
      const address = URL.createObjectURL(await this.context.chat.transcript(format));
      h("a", { href: address, download: `chat.${format === "html" ? "html" : "txt"}` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    } catch {
      this.say(this.context.texts.downloadFailed);
    }
  }
}

function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
