// What somebody with an account asks for: the examples as they stand in the guide, and every route of theirs.

const ACCOUNT = { email: "user1@example.com", password: "SecurePass123!", name: "User One" };
const AUTH = ["accessToken", "refreshToken", "expiresIn", "sessionId", "user.id", "user.email", "user.name", "user.role"];
const ADDRESS = {
  name: "User One",
  line1: "123 Main St",
  city: "Austin",
  state: "TX",
  postalCode: "78701",
  country: "US",
};
const ORDER = ["orderId", "status", "items.0.itemId", "subtotal", "discount", "tax", "shipping", "total", "currency",
  "shippingAddress.line1", "paymentMethod", "createdAt", "timeline"];

export async function shopper(run) {
  const { ask, part } = run;

  part("An account, and a guest's cart that comes along");
  const variant = await someVariant(run);
  const guest = await ask("POST /v1/cart/items", { status: 201, body: { productId: variant.product, variantId: variant.id, quantity: 1 } });
  const asGuest = { "X-Session-Id": guest.headers.get("x-session-id") };
  const email = `smoke-${Date.now().toString(36)}@example.com`;
  await ask("POST /v1/auth/register", {
    status: 201,
    headers: asGuest,
    body: { ...ACCOUNT, email },
    fields: AUTH,
    holds: (entered) => (entered.sessionId === asGuest["X-Session-Id"] ? "the session is the guest's" : ""),
  });
  await ask("GET /v1/cart", { headers: asGuest, status: 410 });
  // The guide's own account is there already when this is played again.
  await ask("POST /v1/auth/register", { status: [201, 409], body: ACCOUNT });
  await ask("POST /v1/auth/register", { status: 422, body: { email: "x", password: "short", name: "" }, fields: ["errors.2.field"] });
  await ask("POST /v1/auth/login", { body: { email: ACCOUNT.email, password: ACCOUNT.password }, fields: AUTH });
  await ask("POST /v1/auth/login", { status: 401, body: { email, password: "not the password" } });
  const entered = await ask("POST /v1/auth/login", { body: { email, password: ACCOUNT.password }, fields: AUTH });
  const spent = entered.json.refreshToken;
  const next = await ask("POST /v1/auth/refresh", { body: { refreshToken: spent }, fields: ["accessToken", "refreshToken", "expiresIn"] });
  const bearer = { Authorization: `Bearer ${next.json.accessToken}` };
  const cart = await ask("GET /v1/cart", {
    headers: bearer,
    holds: (one) => (one.items.length === 1 ? "" : `the guest's line is not here: ${one.items.length}`),
  });

  part("Orders");
  const till = { shippingAddress: ADDRESS, paymentMethod: { type: "card", token: "pm_test_123" } };
  await ask("POST /v1/orders", { status: 400, headers: bearer, body: till });
  const declined = { ...till, paymentMethod: { type: "card", token: "pm_test_declined" } };
  await ask("POST /v1/orders", { status: 402, headers: keyed(bearer), body: declined });
  const key = keyed(bearer);
  const placed = await ask("POST /v1/orders", {
    status: 201,
    headers: key,
    body: till,
    fields: ORDER,
    holds: (order) => {
      if (!/^order_\d{6,}$/.test(order.orderId)) return `order number ${order.orderId}`;
      if (order.status !== "paid") return `status ${order.status}`;
      return order.total === cart.json.total ? "" : `${order.total}, the cart said ${cart.json.total}`;
    },
  });
  const id = placed.json.orderId;
  await ask("POST /v1/orders", {
    status: 201,
    headers: key,
    body: till,
    holds: (order) => (order.orderId === id ? "" : `another order, ${order.orderId}`),
  });
  await ask("POST /v1/orders", { status: 409, headers: key, body: declined });
  await ask("GET /v1/orders", {
    headers: bearer,
    fields: ["items.0.orderId", "total", "page", "limit"],
    holds: (list) => (list.items[0].orderId === id ? "" : "the newest is not first"),
  });
  await ask("GET /v1/orders/{order_id}", { path: `/v1/orders/${id}`, headers: bearer, fields: ORDER });
  await ask("GET /v1/orders/{order_id}", { path: "/v1/orders/order_999999", headers: bearer, status: 404 });
  await ask("PUT /v1/orders/{order_id}/shipping-address", {
    path: `/v1/orders/${id}/shipping-address`,
    headers: bearer,
    body: { ...ADDRESS, line1: "500 Main St" },
    holds: (order) => (order.shippingAddress.line1 === "500 Main St" ? "" : "the address is the old one"),
  });
  await ask("POST /v1/orders/{order_id}/refund", {
    path: `/v1/orders/${id}/refund`,
    headers: bearer,
    body: { reason: "does not fit", lines: [{ itemId: placed.json.items[0].itemId, quantity: 1 }] },
    holds: (order) => (order.status === "refunded" ? "" : `status ${order.status}`),
  });
  await ask("POST /v1/cart/items", { status: 201, headers: bearer, body: { productId: variant.product, variantId: variant.id, quantity: 1 } });
  const second = await ask("POST /v1/orders", { status: 201, headers: keyed(bearer), body: till });
  const cancel = `/v1/orders/${second.json.orderId}/cancel`;
  await ask("POST /v1/orders/{order_id}/cancel", {
    path: cancel,
    headers: bearer,
    holds: (order) => (order.status === "cancelled" ? "" : `status ${order.status}`),
  });
  await ask("POST /v1/orders/{order_id}/cancel", { path: cancel, headers: bearer, status: 409 });

  part("Memory");
  await ask("PUT /v1/memory/preferences", {
    headers: bearer,
    body: { size: "M", colors: ["black"], priceRange: { min: "20", max: "90" } },
    holds: (liked) => (liked.size === "M" ? "" : `size ${liked.size}`),
  });
  await ask("GET /v1/memory/preferences", { headers: bearer, fields: ["size", "colors.0", "priceRange.max"] });
  await ask("GET /v1/memory", { headers: bearer, fields: ["preferences.size", "affinities", "history"] });
  await ask("DELETE /v1/memory/preferences/{key}", { path: "/v1/memory/preferences/colors", headers: bearer, status: [200, 204] });
  await ask("DELETE /v1/memory/preferences/{key}", { path: "/v1/memory/preferences/shoe", headers: bearer, status: [404, 422] });
  await ask("GET /v1/memory/preferences", {
    headers: bearer,
    holds: (liked) => ((liked.colors ?? []).length === 0 && liked.size === "M" ? "" : "not what was left"),
  });
  await ask("GET /v1/memory/history", { headers: bearer, fields: ["items", "total"] });
  await ask("DELETE /v1/memory/preferences", { headers: bearer, status: [200, 204] });
  await ask("DELETE /v1/memory/history", { headers: bearer, status: [200, 204] });
  await ask("DELETE /v1/memory", { headers: bearer, status: [200, 204] });
  await ask("GET /v1/memory/preferences", { headers: bearer, holds: (liked) => (liked.size === undefined ? "" : "size is still there") });

  part("Who may not");
  await ask("GET /v1/admin/stats", { status: 401 });
  await ask("GET /v1/admin/stats", { headers: bearer, status: 403 });
  await ask("POST /v1/auth/refresh", { status: 401, body: { refreshToken: spent } });
  await ask("GET /v1/orders", { headers: bearer, status: 401 });
}

/** Headers with a key that was not used before. */
function keyed(headers) {
  return { ...headers, "Idempotency-Key": `smoke-${crypto.randomUUID()}` };
}

/** Something that is in stock. */
async function someVariant({ ask }) {
  const { json } = await ask("GET /v1/products", { path: "/v1/products?query=hoodie&limit=20" });
  const product = json.items.find((item) => item.variants.some((variant) => variant.stock > 3));
  return { product: product.id, id: product.variants.find((variant) => variant.stock > 3).id };
}
