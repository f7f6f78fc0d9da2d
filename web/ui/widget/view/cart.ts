/** The cart as it stands after an answer. */
import type { Cart } from "../../shared/api";
import { formatMoney } from "../../shared/money";
import type { Context } from "../context";
import { h, icon } from "./dom";

const LINES_SHOWN = 4;

export function cartCard(cart: Cart, context: Context): HTMLElement {
  const { texts, language, cartHref } = context;
  const money = (amount: string) => formatMoney(amount, cart.currency, language);
  const lines = cart.items
    .slice(0, LINES_SHOWN)
    .map((line) =>
      h(
        "li",
        {},
        h("span", { dir: "auto" }, `${line.quantity} × ${line.name}`),
        h("span", { class: "amount" }, money(line.lineTotal)),
      ),
    );
  const more = cart.items.length - LINES_SHOWN;
  return h(
    "section",
    { class: "cart", "aria-label": texts.cart },
    h("p", { class: "title" }, icon("cart"), texts.cart),
    cart.items.length === 0
      ? h("p", { class: "quiet" }, texts.cartEmpty)
      : h("ul", {}, ...lines, more > 0 && h("li", { class: "quiet" }, texts.moreLines(more))),
    cart.items.length > 0 &&
      h(
        "p",
        { class: "total" },
        h("span", {}, texts.total),
        h("span", { class: "amount" }, money(cart.total)),
      ),
    cartHref !== null &&
      cart.items.length > 0 &&
      h(
        "a",
        {
          href: cartHref,
          onclick: (event: Event) => {
            if (context.navigate(cartHref)) event.preventDefault();
          },
        },
        texts.viewCart,
      ),
  );
}
