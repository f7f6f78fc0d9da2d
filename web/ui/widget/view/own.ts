/** What the shopper wrote, and how far it has come. */
import type { Context } from "../context";
import type { OwnItem } from "../state";
import { h, type IconName, icon } from "./dom";
import { timeOf } from "./time";

const icons: Record<OwnItem["delivery"], IconName> = {
  waiting: "clock",
  sent: "clock",
  delivered: "check",
  failed: "alert",
};

export function ownView(item: OwnItem, context: Context): HTMLElement {
  const { chat, texts, language } = context;
  const states = {
    waiting: texts.waiting,
    sent: texts.sending,
    delivered: texts.delivered,
    failed: texts.failed,
  };
  const hasFailed = item.delivery === "failed";
  const problem = item.problem || (hasFailed && !item.retryable ? texts.tooLong : "");
  return h(
    "div",
    { class: `own ${item.delivery}` },
    h("div", { class: "bubble", dir: "auto" }, item.content),
    h(
      "div",
      { class: "foot" },
      h("time", { datetime: new Date(item.at).toISOString() }, timeOf(item.at, language)),
      h("span", { class: "delivery" }, icon(icons[item.delivery]), states[item.delivery]),
    ),
    hasFailed &&
      h(
        "div",
        { class: "mend" },
        problem && h("span", {}, problem),
        item.retryable &&
          h(
            "button",
            { type: "button", "data-focus": `r${item.key}`, onclick: () => chat.retry(item) },
            texts.retry,
          ),
        !item.retryable && h("button", { type: "button", onclick: () => chat.discard(item) }, texts.discard),
      ),
  );
}
