/** A product the assistant found: picture, price, what is left, and two ways on. */
import type { Product } from "../../shared/api";
import { formatMoney } from "../../shared/money";
import type { Context } from "../context";
import { h } from "./dom";

const FEW = 5;

export function productCards(products: Product[], context: Context): HTMLElement {
  return h(
    "ul",
    { class: "products", "aria-label": context.texts.products },
    ...products.map((product) => h("li", {}, card(product, context))),
  );
}

function card(product: Product, context: Context): HTMLElement {
  const { chat, texts, language } = context;
  const href = context.productHref(product.slug || product.id);
  const stock = stockOf(product);
  const picture = product.images?.[0];
  const follow = (event: Event) => {
    if (context.navigate(href)) event.preventDefault();
  };
  return h(
    "article",
    { class: "product" },
    h(
      "a",
      { href, onclick: follow, "data-focus": `p${product.id}` },
      h(
        "span",
        { class: "picture" },
        picture &&
          h("img", {
            src: context.resolve(picture),
            alt: product.imageAlts?.[0] ?? "",
            loading: "lazy",
            width: 160,
            height: 128,
          }),
      ),
      h("span", { class: "name", dir: "auto" }, product.name),
    ),
    h(
      "p",
      { class: "facts" },
      h("strong", {}, formatMoney(product.price, product.currency, language)),
      stock === null
        ? null
        : h("span", { class: stock === 0 ? "stock out" : stock <= FEW ? "stock few" : "stock" }, stockText()),
    ),
    h(
      "button",
      {
        type: "button",
        class: "add",
        disabled: stock === 0,
        "aria-label": `${texts.addToCart}: ${product.name}`,
        "data-focus": `a${product.id}`,
        onclick: () => chat.send(texts.addWish(product.name)),
      },
      texts.addToCart,
    ),
  );

  function stockText(): string {
    if (stock === 0) return texts.soldOut;
    return stock !== null && stock <= FEW ? texts.fewLeft(stock) : texts.inStock;
  }
}

/** What is left of all variants together; `null` when the answer did not say. */
function stockOf(product: Product): number | null {
  if (!product.variants?.length) return null;
  return product.variants.reduce((sum, variant) => sum + Math.max(0, variant.stock), 0);
}
