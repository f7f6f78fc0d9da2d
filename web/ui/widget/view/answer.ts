/** What the assistant or a person of the shop said. */
import type { Product } from "../../shared/api";
import type { Context } from "../context";
import type { Source } from "../frames";
import type { AnswerItem } from "../state";
import { actionLines } from "./actions";
import { cartCard } from "./cart";
import { h, iconButton } from "./dom";
import { productCards } from "./product";
import { richText } from "./rich";
import { timeOf } from "./time";

export function answerView(item: AnswerItem, context: Context): HTMLElement {
  const { texts, chat, language } = context;
  const author = item.by === "person" ? texts.person : `${chat.shop?.agentName ?? texts.assistant} · AI`;
  const isDone = !item.streaming;
  const content = withoutCards(item.content, item.products);
  return h(
    "div",
    { class: `answer ${item.by}${item.streaming ? " streaming" : ""}` },
    h("p", { class: "author" }, author, item.reviewed && h("span", { class: "reviewed" }, texts.reviewed)),
    content && h("div", { class: "bubble", dir: "auto" }, ...richText(content)),
    actionLines(item.actions, item.content, texts),
    item.products.length > 0 && productCards(item.products, context),
    item.cart && cartCard(item.cart, context),
    isDone &&
      h(
        "div",
        { class: "foot" },
        h("time", { datetime: new Date(item.at).toISOString() }, timeOf(item.at, language)),
        item.by === "assistant" && item.messageId && item.seq !== null && thumbs(item, context),
        item.sources.length > 0 && sourceList(item.sources, context),
      ),
  );
}

/** A line that only lists a product says nothing that its card does not say better. */
function withoutCards(content: string, products: Product[]): string {
  if (products.length === 0) return content;
  const isCard = (line: string) => products.some(({ name }) => line.startsWith(`• ${name}`));
  return content
    .split("\n")
    .filter((line) => !isCard(line))
    .join("\n");
}

function thumbs(item: AnswerItem, { texts, chat }: Context): HTMLElement {
  const thumb = (name: "up" | "down", label: string, helpful: boolean) =>
    iconButton(name, label, () => chat.rate(item, helpful), {
      "aria-pressed": String(item.helpful === helpful),
      "data-focus": `${name}${item.key}`,
    });
  return h(
    "span",
    { class: "thumbs" },
    thumb("up", texts.helpful, true),
    thumb("down", texts.notHelpful, false),
  );
}

function sourceList(sources: Source[], { texts }: Context): HTMLElement {
  const named = new Map(sources.map((source) => [source.title || source.reference || source.type, source]));
  return h(
    "details",
    { class: "sources" },
    h("summary", {}, texts.sources(named.size)),
    h("ul", {}, ...[...named].map(([name, source]) => h("li", { dir: "auto" }, sourceName(name, source)))),
  );
}

function sourceName(name: string, source: Source): Node | string {
  const reference = source.reference ?? "";
  if (!/^https?:\/\//.test(reference)) return name;
  return h("a", { href: reference, target: "_blank", rel: "noopener noreferrer" }, name);
}
