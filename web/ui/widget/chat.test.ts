import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Chat, type ChatPorts } from "./chat";
import { SessionStore } from "./session";
import type { OwnItem } from "./state";

class FakeSocket {
  readyState = 1;
  sent: { type: string; payload: Record<string, unknown> }[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  constructor(readonly url: string) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(code = 1005): void {
    this.readyState = 3;
    this.onclose?.({ code, reason: "" });
  }

  /** The server says something. */
  say(type: string, payload: unknown = {}): void {
    this.onmessage?.({ data: JSON.stringify({ type, payload }) });
  }

  /** The server closes. */
  drop(code: number, reason = ""): void {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  types(): string[] {
    return this.sent.map((frame) => frame.type);
  }

  messages() {
    return this.sent.filter((frame) => frame.type === "message").map((frame) => frame.payload);
  }
}

let sockets: FakeSocket[];
let ports: ChatPorts;

const last = () => sockets.at(-1) as FakeSocket;
const settle = () => vi.advanceTimersByTimeAsync(0);
const answer = (status: number, body: unknown = {}) => new Response(JSON.stringify(body), { status });
const response = (seq: number, more = {}) => ({
  messageId: `m${seq}`,
  seq,
  inReplyTo: null,
  content: `answer ${seq}`,
  ...more,
});

function makeChat(more: Partial<ChatPorts> = {}): Chat {
  ports = {
    server: "https://shop.example",
    key: "pk_test",
    isOwnHost: false,
    store: new SessionStore("pk_test"),
    onChange: () => {},
    onAnswer: vi.fn(),
    onCart: vi.fn(),
    onSession: vi.fn(),
    open: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    fetch: vi.fn(async () => answer(200, { name: "Shop", agentName: "Ada", currency: "USD" })),
    random: () => 0.5,
    ...more,
  };
  return new Chat(ports);
}

async function online(chat: Chat, session: Record<string, unknown> = {}): Promise<FakeSocket> {
  chat.start();
  await settle();
  last().say("session", { sessionId: "session_1", lastSeq: 0, ...session });
  return last();
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  localStorage.clear();
  sessionStorage.clear();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("joining", () => {
  test("address_names_the_key_and_later_the_session", async () => {
    const chat = makeChat();
    const socket = await online(chat);
    expect(socket.url).toBe("wss://shop.example/ws?key=pk_test");
    socket.drop(1012);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(last().url).toBe("wss://shop.example/ws?sessionId=session_1&key=pk_test");
  });

  test("known_session_is_resumed_before_anything_else_is_sent", async () => {
    const chat = makeChat();
    chat.send("hello");
    const socket = await online(chat, { lastSeq: 2 });
    expect(socket.types()).toEqual(["resume"]);
    socket.say("response", response(1));
    socket.say("response", response(2));
    socket.say("resumed", { fromSeq: 1, lastSeq: 2, complete: true });
    await settle();
    expect(socket.types()).toEqual(["resume", "message"]);
    expect(ports.onAnswer).not.toHaveBeenCalled();
  });

  test("own_page_takes_the_session_of_the_cookie", async () => {
    const headers = { "X-Session-Id": "session_cookie" };
    const fetch = vi.fn(async () => new Response("{}", { status: 200, headers }));
    const chat = makeChat({ isOwnHost: true, key: null, fetch });
    chat.start();
    await settle();
    expect(last().url).toBe("wss://shop.example/ws?sessionId=session_cookie");
  });

  test("replaced_session_starts_anew_and_sends_what_waited", async () => {
    const chat = makeChat();
    const socket = await online(chat);
    socket.say("response", response(1));
    socket.drop(1006);
    chat.send("still here");
    await vi.advanceTimersByTimeAsync(1_000);
    last().say("session", { sessionId: "session_2", lastSeq: 0, replaced: true });
    expect(chat.conversation.items).toHaveLength(1);
    expect(last().messages()).toMatchObject([{ content: "still here" }]);
    expect(ports.onSession).toHaveBeenLastCalledWith("session_2", true);
  });
});

describe("losing the line", () => {
  test("message_in_flight_goes_out_again_under_the_same_id", async () => {
    const chat = makeChat();
    const socket = await online(chat);
    chat.send("hello");
    const [first] = socket.messages();
    socket.drop(1006);
    expect((chat.conversation.items[0] as OwnItem).delivery).toBe("waiting");
    await vi.advanceTimersByTimeAsync(1_000);
    last().say("session", { sessionId: "session_1", lastSeq: 0 });
    expect(last().messages()).toEqual([first]);
  });

  test("message_found_by_resume_is_not_sent_again", async () => {
    const chat = makeChat();
    const socket = await online(chat);
    chat.send("hello");
    const clientMessageId = socket.messages()[0]?.clientMessageId;
    socket.drop(1006);
    await vi.advanceTimersByTimeAsync(1_000);
    last().say("session", { sessionId: "session_1", lastSeq: 1 });
    last().say("message", { messageId: "m", seq: 1, clientMessageId, content: "hello" });
    last().say("resumed", { fromSeq: 1, lastSeq: 1, complete: true });
    await settle();
    expect(last().types()).toEqual(["resume"]);
  });

  test("resume_names_the_last_number_and_live_answers_are_told", async () => {
    const chat = makeChat();
    const socket = await online(chat);
    socket.say("response", response(1));
    socket.drop(4409);
    await vi.advanceTimersByTimeAsync(1_000);
    last().say("session", { sessionId: "session_1", lastSeq: 3 });
    expect(last().sent).toEqual([{ type: "resume", payload: { lastSeq: 1 } }]);
    last().say("response", response(2, { cart: { items: [] } }));
    last().say("response", response(2));
    expect(ports.onAnswer).toHaveBeenCalledTimes(2);
    expect(ports.onCart).toHaveBeenCalledTimes(1);
  });

  test("incomplete_resume_loads_the_transcript", async () => {
    const items = [{ seq: 600, sender: "ai_bot", content: "long ago", messageId: "x" }];
    const fetch = vi.fn(async (_path: RequestInfo | URL) => answer(200, { items }));
    const chat = makeChat({ fetch });
    const socket = await online(chat, { lastSeq: 601 });
    socket.say("resumed", { fromSeq: 0, lastSeq: 601, complete: false });
    await settle();
    expect(fetch.mock.calls.map(([path]) => path)).toContain(
      "https://shop.example/chat/session_1/transcript?format=json",
    );
    expect(chat.conversation.items).toMatchObject([{ content: "long ago" }]);
    expect(chat.conversation.lastSeq).toBe(601);
  });

  test("hole_in_the_numbers_is_asked_for_after_a_moment", async () => {
    const chat = makeChat();
    const socket = await online(chat);
    socket.say("response", response(1));
    socket.say("response", response(3));
    await vi.advanceTimersByTimeAsync(1_100);
    expect(socket.sent).toEqual([{ type: "resume", payload: { lastSeq: 1 } }]);
  });

  test("unsent_messages_survive_a_new_page", async () => {
    makeChat().send("before reload");
    const chat = makeChat();
    const socket = await online(chat);
    expect(socket.messages()).toMatchObject([{ content: "before reload" }]);
  });
});

describe("close codes", () => {
  test("refused_for_origin_or_key_stops_for_good", async () => {
    const chat = makeChat();
    chat.start();
    await settle();
    last().drop(1008);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(chat.link).toBe("refused");
    expect(sockets).toHaveLength(1);
  });

  test("overloaded_server_is_left_alone_as_long_as_it_asks", async () => {
    const chat = makeChat();
    await online(chat);
    last().drop(1013, "retry after 20 s");
    await vi.advanceTimersByTimeAsync(19_000);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(sockets).toHaveLength(2);
  });

  test("frame_too_large_fails_its_message_instead_of_looping", async () => {
    const chat = makeChat();
    await online(chat);
    chat.send("big");
    last().drop(1009);
    expect(chat.conversation.items[0]).toMatchObject({ delivery: "failed", retryable: false });
    await vi.advanceTimersByTimeAsync(2_000);
    last().say("session", { sessionId: "session_1", lastSeq: 0 });
    expect(last().messages()).toEqual([]);
  });

  test("delays_grow_while_nothing_answers_and_an_unknown_shop_ends_it", async () => {
    const fetch = vi.fn(async () => answer(404, { code: "unknown_shop" }));
    const chat = makeChat({ fetch });
    chat.start();
    await settle();
    for (let attempt = 0; attempt < 3; attempt++) {
      last().drop(1006);
      await vi.advanceTimersByTimeAsync(2_500);
    }
    expect(chat.link).toBe("refused");
  });

  test("silent_line_is_given_up_and_opened_anew", async () => {
    const chat = makeChat();
    await online(chat);
    await vi.advanceTimersByTimeAsync(66_000);
    expect(sockets.length).toBeGreaterThan(1);
  });
});

describe("talking", () => {
  test("ping_is_answered", async () => {
    const chat = makeChat();
    const socket = await online(chat);
    socket.say("ping");
    expect(socket.types()).toEqual(["pong"]);
    expect(chat.link).toBe("online");
  });

  test("message_without_ack_fails_and_retry_uses_the_same_id", async () => {
    const chat = makeChat();
    const socket = await online(chat);
    chat.send("hello");
    socket.say("ping");
    await vi.advanceTimersByTimeAsync(16_000);
    const item = chat.conversation.items[0] as OwnItem;
    expect(item.delivery).toBe("failed");
    chat.retry(item);
    const [first, second] = socket.messages();
    expect(second?.clientMessageId).toBe(first?.clientMessageId);
  });

  test("typing_ends_by_itself", async () => {
    const chat = makeChat();
    const socket = await online(chat);
    socket.say("typing", { isTyping: true, by: "person" });
    expect(chat.typing).toBe("person");
    await vi.advanceTimersByTimeAsync(9_000);
    expect(chat.typing).toBeNull();
  });

  test("text_over_the_limit_is_not_sent", async () => {
    const chat = makeChat();
    const socket = await online(chat);
    chat.send("😀".repeat(8_001));
    chat.send("😀".repeat(8_000));
    expect(socket.messages()).toHaveLength(1);
  });

  test("what_is_watched_is_reported_as_read", async () => {
    const chat = makeChat();
    const socket = await online(chat);
    socket.say("response", response(1));
    expect(chat.unread).toBe(1);
    chat.watch(true);
    expect(chat.unread).toBe(0);
    expect(socket.sent).toEqual([{ type: "read", payload: { seq: 1 } }]);
  });

  test("token_is_shown_on_every_connection", async () => {
    const chat = makeChat();
    chat.authenticate("secret");
    const socket = await online(chat);
    expect(socket.sent).toEqual([{ type: "auth", payload: { token: "secret" } }]);
    socket.say("session", { sessionId: "session_1", lastSeq: 0 });
    expect(socket.types()).toEqual(["auth"]);
  });

  test("signing_out_leaves_the_connection_that_was_signed_in", async () => {
    const chat = makeChat();
    chat.authenticate("secret");
    const socket = await online(chat);
    chat.authenticate(null);
    await settle();
    expect(socket.readyState).toBe(3);
    last().say("session", { sessionId: "session_1", lastSeq: 0 });
    expect(last().sent).toEqual([]);
  });
});
