/** Where the shopper writes: Enter sends, Shift and Enter make a new line. */
import { LONGEST_MESSAGE } from "../chat";
import type { Context } from "../context";
import { h, iconButton } from "./dom";

const COUNT_SHOWN_FROM = LONGEST_MESSAGE - 500;
const TALLEST_PX = 132;

export class Composer {
  readonly element: HTMLFormElement;

  private readonly field: HTMLTextAreaElement;
  private readonly count: HTMLElement;
  private readonly button: HTMLButtonElement;

  constructor(private readonly context: Context) {
    const { texts, chat } = context;
    this.field = h("textarea", {
      rows: 1,
      dir: "auto",
      enterkeyhint: "send",
      "aria-label": texts.write,
      "aria-describedby": "count",
      placeholder: texts.write,
      onkeydown: (event: KeyboardEvent) => {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.submit();
      },
      oninput: () => {
        this.measure();
        if (this.field.value.trim()) chat.notifyTyping();
      },
    });
    this.count = h("p", { class: "count", id: "count", role: "status" });
    this.button = iconButton("send", texts.send, () => this.submit(), { class: "icon send", disabled: true });
    const onsubmit = (event: Event) => event.preventDefault();
    this.element = h(
      "form",
      { class: "composer", onsubmit },
      this.count,
      h("div", {}, this.field, this.button),
    );
  }

  focus(): void {
    this.field.focus();
  }

  draw(): void {
    this.field.disabled = this.context.chat.link === "refused";
    this.measure();
  }

  /** Puts text in without sending it. */
  fill(text: string): void {
    this.field.value = text;
    this.measure();
  }

  private submit(): void {
    const { chat } = this.context;
    if (this.button.disabled) return;
    chat.send(this.field.value);
    this.field.value = "";
    this.measure();
    this.field.focus();
  }

  private measure(): void {
    const text = this.field.value.trim();
    const length = text.length > COUNT_SHOWN_FROM ? [...text].length : text.length;
    const left = LONGEST_MESSAGE - length;
    const isNear = length > COUNT_SHOWN_FROM;
    this.count.textContent = isNear ? this.context.texts.left(left) : "";
    this.count.classList.toggle("over", left < 0);
    this.button.disabled = length === 0 || left < 0 || this.field.disabled;
    this.field.style.height = "auto";
    if (this.field.value) this.field.style.height = `${Math.min(this.field.scrollHeight, TALLEST_PX)}px`;
  }
}
