// What somebody without an account asks for.

import { at } from "./caller.mjs";

const CART = ["items", "subtotal", "discount", "tax", "shipping", "total", "currency"];
const LINE = ["itemId", "productId", "variantId", "sku", "name", "options", "quantity", "unitPrice", "lineTotal"];
const SECURITY = ["content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy", "permissions-policy"];

const cents = (text) => Math.round(Number(text) * 100);

/** Whether a cart's figures agree with each other: half up, once, on what is left after the discount. */
function adds(cart) {
  const sum = cart.items.reduce((all, line) => all + cents(line.lineTotal), 0);
  if (sum !== cents(cart.subtotal)) return `lines make ${sum} cents, the subtotal is ${cart.subtotal}`;
  const total = cents(cart.subtotal) - cents(cart.discount) + cents(cart.tax) + cents(cart.shipping);
  if (total !== cents(cart.total)) return `the total is ${cart.total}, its parts make ${total} cents`;
  const empty = cart.items.length === 0;
  if (empty && cents(cart.total) !== 0) return "an empty cart costs something";
  if (!empty && cart.shipping !== "5.99") return `shipping is ${cart.shipping}`;
  const tax = Math.floor(((cents(cart.subtotal) - cents(cart.discount)) * 8 + 50) / 100);
  return tax === cents(cart.tax) ? "" : `tax is ${cart.tax}, expected ${tax} cents`;
}

export async function guest(run) {
  const { ask, part } = run;

  part("The process");
  await ask("GET /health", {
    fields: ["status", "dependencies.database", "dependencies.redis", "dependencies.model", "dependencies.voice", "channels"],
  });
  await ask("GET /metrics", { holds: named });

  part("Products");
  const found = await ask("GET /v1/products", {
    path: "/v1/products?query=running%20shoes&limit=5",
    fields: ["items.0.id", "items.0.slug", "items.0.name", "items.0.category", "items.0.brand", "items.0.price",
      "items.0.currency", "items.0.images", "items.0.variants.0.id", "items.0.variants.0.sku",
      "items.0.variants.0.options", "items.0.variants.0.price", "items.0.variants.0.stock", "total", "page", "limit"],
    holds: (list, answer) =>
      list.items.length > 5 ? "more than the limit" : SECURITY.filter((name) => !answer.headers.has(name)).join(", "),
  });
  await ask("GET /v1/products", {
    path: "/v1/products?category=hoodies&minPrice=20&maxPrice=80&sort=price_asc&page=1&limit=3",
    holds: (list) => {
      const prices = list.items.map((item) => Number(item.price));
      if (prices.length === 0) return "no hoodie between 20 and 80";
      if (prices.some((price) => price < 20 || price > 80)) return `prices ${prices}`;
      return prices.every((price, place) => place === 0 || price >= prices[place - 1]) ? "" : `not in order: ${prices}`;
    },
  });
  await ask("GET /v1/products", { path: "/v1/products?limit=101", status: 422, fields: ["errors.0.field"] });
  const product = found.json.items.find((item) => item.variants.some((variant) => variant.stock > 5));
  const variant = product.variants.find((one) => one.stock > 5);
  for (const key of [product.id, product.slug, variant.sku]) {
    await ask("GET /v1/products/{product_id}", {
      path: `/v1/products/${encodeURIComponent(key)}`,
      holds: (one) => (one.id === product.id ? "" : `is ${one.id}`),
    });
  }
  await ask("GET /v1/products/{product_id}", { path: "/v1/products/nothing-of-the-kind", status: 404, fields: ["code"] });

  part("Session and cart of a guest");
  const begun = await ask("POST /v1/sessions", {
    status: 201,
    body: { channel: "web", initialContext: {} },
    fields: ["sessionId", "channel", "createdAt", "expiresAt", "conversationId"],
    holds: (one) => (/^session_[\w.-]{22,}$/.test(one.sessionId) ? "" : "its id can be guessed"),
  });
  const session = { "X-Session-Id": begun.json.sessionId };
  await ask("GET /v1/sessions/{session_id}", {
    path: `/v1/sessions/${begun.json.sessionId}`,
    fields: ["sessionId", "expiresAt", "conversationId"],
  });
  await ask("GET /v1/cart", { headers: session, fields: CART, holds: adds });
  const line = { productId: product.id, variantId: variant.id, quantity: 1 };
  const added = await ask("POST /v1/cart/items", {
    status: 201,
    headers: session,
    body: line,
    fields: [...CART, ...LINE.map((name) => `items.0.${name}`)],
    holds: adds,
  });
  const item = at(added.json, "items.0.itemId");
  await ask("PUT /v1/cart/items/{item_id}", {
    path: `/v1/cart/items/${item}`,
    headers: session,
    body: { quantity: 2 },
    fields: CART,
    holds: (cart) => (cart.items[0].quantity === 2 ? adds(cart) : "is not two"),
  });
  await ask("PUT /v1/cart/items/{item_id}", {
    path: `/v1/cart/items/${item}`,
    headers: session,
    status: 422,
    body: { quantity: 0 },
    fields: ["errors.0.field"],
  });
  await ask("POST /v1/cart/items", {
    headers: session,
    status: 422,
    body: { ...line, quantity: 51 },
    fields: ["errors.0.field"],
  });
  await ask("POST /v1/cart/apply-discount", {
    headers: session,
    body: { code: " save10 " },
    fields: [...CART, "discountCode"],
    holds: (cart) =>
      cents(cart.discount) === Math.floor((cents(cart.subtotal) + 5) / 10) ? adds(cart) : `discount ${cart.discount}`,
  });
  await ask("POST /v1/cart/apply-discount", { headers: session, status: 410, body: { code: "EXPIRED20" } });
  await ask("POST /v1/cart/apply-discount", { headers: session, status: 422, body: { code: "NEVER" } });
  await ask("DELETE /v1/cart/items/{item_id}", {
    path: `/v1/cart/items/${item}`,
    headers: session,
    fields: CART,
    holds: (cart) => (cart.items.length === 0 ? adds(cart) : "is not empty"),
  });
  await ask("GET /v1/cart", {
    fields: CART,
    holds: (_cart, answer) => {
      const cookie = answer.headers.get("set-cookie") ?? "";
      if (!/session_id=.*HttpOnly/i.test(cookie) || !/SameSite=Lax/i.test(cookie)) return `cookie ${cookie}`;
      return answer.headers.has("x-session-id") ? "" : "no X-Session-Id";
    },
  });

  part("What is refused");
  await ask("GET /v1/orders", { status: 401 });
  await ask("GET /v1/memory", { status: 401 });
  await ask("POST /v1/orders", { status: 401, body: {} });
  await ask("POST /v1/sessions", { status: 415, body: {}, headers: { "Content-Type": "text/plain" } });
  await ask("POST /v1/sessions", { status: 400, body: {}, raw: "{" });
  await ask("GET /v1/sessions/{session_id}", { path: "/v1/sessions/session_000001", status: 410 });
  await ask("DELETE /v1/sessions/{session_id}", { path: `/v1/sessions/${begun.json.sessionId}`, status: 204 });
  await ask("GET /v1/cart", { headers: session, status: 410 });
}

function named(text) {
  const names = ["commerce_http_requests_total", "commerce_http_request_duration_ms_"];
  return names.filter((name) => !text.includes(name)).join(", ");
}
