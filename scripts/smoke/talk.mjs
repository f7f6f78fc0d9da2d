// The chat: the utterances of the guide by REST, each held against what it was taken for, and the socket.

const RESPONSE = ["messageId", "seq", "sessionId", "response.content", "response.agent", "response.intent",
  "response.confidence", "response.sources", "response.suggestedActions", "response.actions"];

export async function talk(run) {
  const { ask, part, url } = run;

  part("Saying it");
  const email = `smoke-talk-${Date.now().toString(36)}@example.com`;
  const entered = await ask("POST /v1/auth/register", {
    status: 201,
    body: { email, password: "SecurePass123!", name: "User One" },
  });
  const bearer = { Authorization: `Bearer ${entered.json.accessToken}` };
  const { sessionId } = entered.json;
  const say = (content, intents, also) =>
    ask("POST /v1/interactions/message", {
      headers: bearer,
      body: { sessionId, content, channel: "web" },
      fields: RESPONSE,
      holds: ({ response }) => {
        if (!response.content.trim()) return "an empty answer";
        if (!intents.includes(response.intent)) return `taken for ${response.intent}, expected ${intents.join(" or ")}`;
        return also?.(response) ?? "";
      },
    });
  const confirms = (response) =>
    response.actions.some((action) => action.status === "needs_confirmation") ? "" : "was not asked to confirm";

  await say("show me running shoes under $150", ["product_search"], ({ products }) => {
    const dear = (products ?? []).filter((product) => Number(product.price) > 150);
    return products?.length && dear.length === 0 ? "" : `products ${products?.map((product) => product.price)}`;
  });
  await say("add 2 running shoes and 1 hoodie to my cart", ["add_multiple_to_cart"]);
  await ask("POST /v1/cart/items", { status: 201, headers: bearer, body: await shoe(run) });
  await say("increase quantity of running shoes in my cart", ["adjust_cart_quantity", "update_cart"]);
  await say("remove one running shoe from cart", ["adjust_cart_quantity", "remove_from_cart", "update_cart"]);
  await say("show my cart", ["view_cart"], ({ cart }) => (cart?.items?.length ? "" : "the cart is not shown"));
  await say("empty my cart", ["clear_cart"], confirms);
  await say("no", ["clear_cart", "general_question"]);
  await say("checkout", ["checkout"]);
  await say("never mind", ["checkout", "general_question"]);
  await say("remember I like denim and size M", ["save_preference"]);
  await say("what do you remember about me", ["show_memory"], ({ content }) => (/\bM\b/.test(content) ? "" : "does not name the size"));
  await say("forget my color preference", ["forget_preference"]);

  const order = await ask("POST /v1/orders", {
    status: 201,
    headers: { ...bearer, "Idempotency-Key": `smoke-${crypto.randomUUID()}` },
    body: {
      shippingAddress: { name: "User One", line1: "123 Main St", city: "Austin", state: "TX", postalCode: "78701", country: "US" },
      paymentMethod: { type: "card", token: "pm_test_123" },
    },
  });
  const id = order.json.orderId;
  await say("where is my order", ["order_status", "multi_status"], ({ content }) => (content.includes(id) ? "" : `does not name ${id}`));
  await say(
    "change order address line1=500 Main St, city=Austin, state=TX, postalCode=78701, country=US",
    ["change_order_address"],
  );
  await say("yes", ["change_order_address"]);
  await say(`refund order ${id}`, ["request_refund"], confirms);
  await say("no", ["request_refund", "general_question"]);
  await say(`cancel order ${id}`, ["cancel_order"], confirms);
  await say("yes", ["cancel_order"], ({ actions }) =>
    actions.some((action) => action.name === "cancel_order" && action.status === "done") ? "" : "was not cancelled");
  await ask("GET /v1/orders/{order_id}", {
    path: `/v1/orders/${id}`,
    headers: bearer,
    holds: (one) => (one.status === "cancelled" ? "" : `status ${one.status}`),
  });
  await ask("GET /v1/interactions/history", {
    path: `/v1/interactions/history?sessionId=${encodeURIComponent(sessionId)}&limit=5`,
    headers: bearer,
    fields: ["items.0.messageId", "items.0.seq", "items.0.sender", "items.0.content", "items.0.sentAt"],
  });
  await ask("POST /v1/interactions/message", { status: 422, body: { content: "" }, fields: ["code"] });
  const guest = await ask("POST /v1/interactions/message", { body: { content: "checkout" }, fields: RESPONSE });
  run.look("a guest's checkout", guest.json.response.content, /sign in|account/i.test(guest.json.response.content) ? "" : "is not asked to sign in");
  await ask("POST /v1/interactions/message", {
    status: [200, 202],
    body: { content: "I want to talk to a person" },
    holds: ({ response }) => (!response || response.intent === "support_escalation" ? "" : `taken for ${response.intent}`),
  });

  await socket(run, url);
}

async function shoe({ ask }) {
  const { json } = await ask("GET /v1/products", { path: "/v1/products?query=running%20shoes&limit=20" });
  const product = json.items.find((item) => item.variants.some((variant) => variant.stock > 3));
  return { productId: product.id, variantId: product.variants.find((variant) => variant.stock > 3).id, quantity: 2 };
}

/** Says something over `/ws`, and looks at what comes. */
async function socket({ part, look, reached }, url) {
  part("The socket");
  const socket = new WebSocket(`${url.replace(/^http/, "ws")}/ws`);
  const frames = [];
  const waiting = [];
  socket.addEventListener("message", ({ data }) => {
    const frame = JSON.parse(data);
    frames.push(frame);
    for (const { wanted, resolve } of waiting) if (wanted(frame)) resolve(frame);
  });
  const next = (type, within = 20_000) => {
    const wanted = (frame) => frame.type === type;
    const there = frames.find(wanted);
    if (there) return there;
    return new Promise((resolve, reject) => {
      waiting.push({ wanted, resolve });
      socket.addEventListener("close", ({ code }) => reject(new Error(`closed with ${code}`)));
      setTimeout(() => reject(new Error(`no ${type} within ${within} ms: ${frames.map((frame) => frame.type)}`)), within);
    });
  };
  const see = async (type, fields) => {
    try {
      const frame = await next(type);
      const lacking = fields.filter((field) => frame.payload?.[field] === undefined);
      look(`WS ${type}`, JSON.stringify(frame), lacking.length ? `no field ${lacking.join(", ")}` : "");
    } catch (error) {
      look(`WS ${type}`, "", error.message);
    }
  };
  const send = (frame) => socket.send(JSON.stringify(frame));
  await see("session", ["sessionId", "expiresAt", "conversationId"]);
  send({ type: "ping", payload: {} });
  await see("pong", []);
  send({ type: "typing", payload: { isTyping: true } });
  send({ type: "message", payload: { content: "show me running shoes under $150 and add to cart", typing: true, stream: true } });
  await see("ack", ["messageId", "seq"]);
  await see("typing", ["isTyping", "by"]);
  await see("response", ["messageId", "seq", "inReplyTo", "answers", "content", "agent", "intent", "confidence", "sources", "suggestedActions", "actions"]);
  for (const type of ["stream_start", "stream_delta", "stream_end"]) await see(type, ["messageId"]);
  send({ type: "nothing_of_the_kind", payload: {} });
  await see("error", ["status", "code", "retryable"]);
  socket.close();
  reached("WS /ws");
}
