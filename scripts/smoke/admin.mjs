// What the shop's admin asks for.

const ADMIN = "admin@demo.local";

export async function admin(run) {
  const { ask, part, password } = run;

  part("Administration");
  const entered = await ask("POST /v1/auth/login", {
    body: { email: ADMIN, password },
    fields: ["accessToken", "refreshToken", "sessionId", "user.role"],
    holds: ({ user }) => (user.role === "admin" ? "" : `role ${user.role}`),
  });
  if (entered.status !== 200) return;
  const headers = { Authorization: `Bearer ${entered.json.accessToken}` };
  await ask("GET /v1/admin/stats", {
    headers,
    fields: ["orders.total", "orders.byStatus", "orders.revenue", "catalogue.products", "catalogue.lowStock", "tickets.total", "users"],
  });

  const name = `Smoke ${Date.now().toString(36)}`;
  await ask("GET /v1/admin/categories", { headers, fields: ["items.0", "total"] });
  const category = await ask("POST /v1/admin/categories", { status: 201, headers, body: { name }, fields: ["id", "slug", "name"] });
  await ask("POST /v1/admin/categories", { status: 409, headers, body: { name } });
  const slug = category.json.id;
  await ask("PUT /v1/admin/categories/{category_id}", {
    path: `/v1/admin/categories/${slug}`,
    headers,
    body: { name: `${name} things` },
    holds: (one) => (one.name === `${name} things` ? "" : `name ${one.name}`),
  });
  await ask("GET /v1/admin/categories/records", { path: "/v1/admin/categories/records?limit=100", headers, fields: ["items.0.id", "items.0.productCount"] });

  const made = await ask("POST /v1/admin/products", {
    status: 201,
    headers,
    body: {
      name: `${name} Cape`,
      description: "A cape.",
      category: slug,
      brand: "Northlane",
      price: "49.90",
      variants: [{ size: "M", color: "black", stock: 3 }, { size: "L", color: "black", stock: 0 }],
    },
    fields: ["id", "slug", "variants.1.sku", "version"],
  });
  const { id, version, variants } = made.json;
  await ask("POST /v1/admin/products", { status: 422, headers, body: { description: "no name" }, fields: ["errors.0.field"] });
  await ask("GET /v1/products/{product_id}", { path: `/v1/products/${id}`, holds: (one) => (one.price === "49.90" ? "" : one.price) });
  await ask("PUT /v1/admin/products/{product_id}", {
    path: `/v1/admin/products/${id}`,
    headers,
    body: { price: "45.00", version },
    holds: (one) => (one.price === "45.00" && one.version > version ? "" : `${one.price}, version ${one.version}`),
  });
  await ask("PUT /v1/admin/products/{product_id}", { path: `/v1/admin/products/${id}`, status: 409, headers, body: { price: "1.00", version } });

  const inventory = `/v1/admin/inventory/${variants[0].id}`;
  await ask("GET /v1/admin/inventory/{variant_id}", { path: inventory, headers, holds: (one) => (one.stock === 3 ? "" : `stock ${one.stock}`) });
  await ask("PUT /v1/admin/inventory/{variant_id}", {
    path: inventory,
    headers,
    body: { stock: 7 },
    fields: ["variantId", "lowStock"],
    holds: (one) => (one.stock === 7 ? "" : `stock ${one.stock}`),
  });
  await ask("PUT /v1/admin/inventory/{variant_id}", { path: inventory, status: [400, 422], headers, body: { stock: -1 } });
  await ask("DELETE /v1/admin/categories/{category_id}", { path: `/v1/admin/categories/${slug}`, status: 409, headers });
  await ask("DELETE /v1/admin/products/{product_id}", { path: `/v1/admin/products/${id}`, status: 204, headers });
  await ask("GET /v1/products/{product_id}", { path: `/v1/products/${id}`, status: 404 });
  const empty = await ask("POST /v1/admin/categories", { status: 201, headers, body: { name: `${name} empty` } });
  await ask("DELETE /v1/admin/categories/{category_id}", { path: `/v1/admin/categories/${empty.json.id}`, status: 204, headers });

  const tickets = await ask("GET /v1/admin/support/tickets", {
    path: "/v1/admin/support/tickets?status=escalated",
    headers,
    fields: ["items.0.ticketId", "items.0.status", "items.0.channel", "items.0.createdAt", "total"],
  });
  const ticket = tickets.json?.items?.[0]?.ticketId;
  await ask("PATCH /v1/admin/support/tickets/{ticket_id}", {
    path: `/v1/admin/support/tickets/${ticket}`,
    headers,
    body: { status: "resolved" },
    holds: (one) => (one.status === "resolved" ? "" : `status ${one.status}`),
  });
  await ask("GET /v1/admin/activity", {
    headers,
    fields: ["items.0.seq", "items.0.action", "items.0.subject", "items.0.userName", "items.0.createdAt", "items.0.hash", "total"],
  });
  await ask("GET /v1/admin/activity/integrity", { headers, fields: ["count", "lastHash"], holds: (one) => (one.ok ? "" : "the log is damaged") });
}
