/** The conversation on screen. Items are redrawn one by one, so that reading and focus are not disturbed. */
import type { Context } from "../context";
import type { Item } from "../state";
import { answerView } from "./answer";
import { h, icon } from "./dom";
import { ownView } from "./own";
import { dayOf } from "./time";

interface Drawn {
  node: HTMLElement;
  stamp: string;
}

/** This near to the end the reader is taken along with new messages. */
const NEAR_END_PX = 120;

export class MessageList {
  readonly element: HTMLElement;

  private readonly scroller: HTMLElement;
  private readonly rows: HTMLElement;
  private readonly typing: HTMLElement;
  private readonly jump: HTMLElement;
  private readonly drawn = new Map<string, Drawn>();
  private lastKey: string | undefined;

  constructor(
    private readonly context: Context,
    private readonly prompts: string[],
  ) {
    const { texts } = context;
    this.rows = h("div", { class: "rows" });
    this.typing = h(
      "div",
      { class: "typing", hidden: true },
      h("i"),
      h("i"),
      h("i"),
      h("span", { class: "hidden" }),
    );
    this.scroller = h(
      "div",
      { class: "scroller", role: "log", "aria-live": "off", "aria-label": texts.messages, tabindex: 0 },
      this.rows,
      this.typing,
    );
    this.jump = h(
      "button",
      { type: "button", class: "jump", hidden: true, onclick: () => this.toEnd() },
      icon("arrow"),
      texts.newMessages,
    );
    this.scroller.addEventListener("scroll", () => {
      if (this.isNearEnd()) this.jump.hidden = true;
    });
    this.element = h("div", { class: "list" }, this.scroller, this.jump);
  }

  draw(): void {
    const { chat, texts } = this.context;
    const { conversation } = chat;
    const follow = this.isNearEnd();
    const wanted: [string, string, () => HTMLElement][] = [
      ["greeting", chat.shop?.agentName ?? "", () => this.greeting()],
    ];
    let day: string | null = null;
    for (const item of conversation.items) {
      if (item.kind === "draft" && item.draftId !== conversation.pendingDraft) continue;
      const itemDay = dayOf(item.at, this.context.language);
      if (itemDay !== day && itemDay)
        wanted.push([`day:${itemDay}`, "", () => h("p", { class: "day" }, itemDay)]);
      day = itemDay;
      wanted.push([item.key, this.stamp(item), () => this.item(item)]);
    }
    const suggestions = this.suggestions();
    if (suggestions.length > 0) {
      const chips = () => this.chips(suggestions);
      wanted.push(["chips", suggestions.map(([label]) => label).join("|"), chips]);
    }
    this.reconcile(wanted);

    this.typing.hidden = chat.typing === null;
    const typingText = chat.typing === "person" ? texts.typingPerson : texts.typingAssistant;
    if (this.typing.lastElementChild) this.typing.lastElementChild.textContent = typingText;

    const last = conversation.items.at(-1);
    const isNew = last !== undefined && last.key !== this.lastKey;
    this.lastKey = last?.key;
    if (follow || (isNew && last.kind === "own")) this.toEnd();
    else if (isNew) this.jump.hidden = false;
  }

  toEnd(): void {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.jump.hidden = true;
  }

  private isNearEnd(): boolean {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  private reconcile(wanted: [string, string, () => HTMLElement][]): void {
    const names = new Set(wanted.map(([key]) => key));
    for (const [key, { node }] of this.drawn) {
      if (names.has(key)) continue;
      node.remove();
      this.drawn.delete(key);
    }
    let place: Element | null = this.rows.firstElementChild;
    for (const [key, stamp, make] of wanted) {
      let drawn = this.drawn.get(key);
      if (drawn?.stamp !== stamp) {
        const node = make();
        if (drawn) {
          if (place === drawn.node) place = node;
          replaceKeepingFocus(drawn.node, node);
        }
        drawn = { node, stamp };
        this.drawn.set(key, drawn);
      }
      if (drawn.node === place) place = place.nextElementSibling;
      else this.rows.insertBefore(drawn.node, place);
    }
  }

  private stamp(item: Item): string {
    const shop = this.context.chat.shop?.agentName ?? "";
    return `${item.revision}:${item.kind === "answer" ? shop : ""}`;
  }

  private item(item: Item): HTMLElement {
    const { texts } = this.context;
    if (item.kind === "own") return ownView(item, this.context);
    if (item.kind === "answer") return answerView(item, this.context);
    if (item.kind === "draft") {
      return h("div", { class: "checking" }, h("p", {}, icon("clock"), texts.checking));
    }
    return h("div", { class: "note" }, h("p", {}, texts.notes[item.code]));
  }

  private greeting(): HTMLElement {
    const { chat, texts } = this.context;
    const agent = chat.shop?.agentName ?? texts.assistant;
    const text = texts.greeting(agent, chat.shop?.name ?? "");
    return h("div", { class: "answer assistant" }, h("div", { class: "bubble", dir: "auto" }, text));
  }

  /** Chips belong to the newest answer; before the first message they show what one may ask. */
  private suggestions(): [label: string, message: string][] {
    const { items } = this.context.chat.conversation;
    if (items.length === 0) return this.prompts.map((prompt) => [prompt, prompt]);
    const last = items.findLast((item) => item.kind === "answer" || item.kind === "own");
    if (last?.kind !== "answer" || last.streaming) return [];
    return last.suggestions.map(({ label, message }) => [label, message]);
  }

  private chips(suggestions: [string, string][]): HTMLElement {
    const { chat } = this.context;
    return h(
      "div",
      { class: "chips" },
      ...suggestions.map(([label, message]) =>
        h("button", { type: "button", dir: "auto", onclick: () => chat.send(message) }, label),
      ),
    );
  }
}

function replaceKeepingFocus(old: HTMLElement, node: HTMLElement): void {
  const root = old.getRootNode();
  const active = root instanceof ShadowRoot ? root.activeElement : null;
  const name = active && old.contains(active) ? active.getAttribute("data-focus") : null;
  const wasOpen = old.querySelector("details")?.open;
  old.replaceWith(node);
  const details = node.querySelector("details");
  if (wasOpen && details) details.open = true;
  if (!name) return;
  for (const other of node.querySelectorAll<HTMLElement>("[data-focus]")) {
    if (other.getAttribute("data-focus") === name) other.focus();
  }
}
