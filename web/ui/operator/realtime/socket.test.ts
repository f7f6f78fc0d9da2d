import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ServerFrame } from "./frames";
import { type Link, OperatorSocket } from "./socket";

class FakeSocket {
  sent: { type: string; payload: unknown }[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.drop(1000);
  }
  drop(code: number, reason = ""): void {
    this.onclose?.({ code, reason });
  }
  say(frame: unknown): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  becomeReady(): void {
    this.onopen?.();
    this.say({ type: "ready" });
  }
}

function setUp(token: () => Promise<string | null> = async () => "token-1") {
  const opened: FakeSocket[] = [];
  const frames: ServerFrame[] = [];
  const links: Link[] = [];
  const returned = vi.fn();
  const socket = new OperatorSocket({
    url: () => "ws://test/api/v1/conversations/ws",
    token,
    onFrame: (frame) => frames.push(frame),
    onLink: (link) => links.push(link),
    onReturn: returned,
    random: () => 1,
    open: () => {
      const fake = new FakeSocket();
      opened.push(fake);
      return fake as unknown as WebSocket;
    },
  });
  const last = () => opened.at(-1) as FakeSocket;
  return { socket, opened, frames, links, returned, last };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("OperatorSocket", () => {
  it("open_signs_in_with_the_first_frame_and_never_in_the_address", async () => {
    const { socket, last } = setUp();
    socket.start();
    await settle();
    last().onopen?.();
    expect(last().sent).toEqual([{ type: "auth", payload: { token: "token-1" } }]);
  });

  it("subscriptions_made_before_ready_are_sent_at_ready", async () => {
    const { socket, last, links, returned } = setUp();
    socket.start();
    socket.subscribe({ inbox: true });
    await settle();
    last().becomeReady();
    expect(last().sent.slice(1)).toEqual([{ type: "subscribe", payload: { inbox: true } }]);
    expect(links).toEqual(["ready"]);
    expect(returned).not.toHaveBeenCalled();
  });

  it("lost_connection_returns_subscribes_again_and_asks_for_what_was_missed", async () => {
    const { socket, opened, last, links, returned } = setUp();
    socket.start();
    socket.subscribe({ conversation_id: "c1" });
    await settle();
    last().becomeReady();
    last().drop(1012);
    expect(links.at(-1)).toBe("down");

    await vi.advanceTimersByTimeAsync(499);
    expect(opened).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(opened).toHaveLength(2);
    last().becomeReady();
    expect(last().sent.slice(1)).toEqual([{ type: "subscribe", payload: { conversation_id: "c1" } }]);
    expect(returned).toHaveBeenCalledTimes(1);
  });

  it("repeated_failures_wait_longer_each_time_up_to_a_limit", async () => {
    const { socket, opened, last } = setUp();
    socket.start();
    await settle();
    const waits: number[] = [];
    for (let round = 0; round < 8; round++) {
      const before = Date.now();
      const count = opened.length;
      last().drop(1006);
      while (opened.length === count) await vi.advanceTimersByTimeAsync(100);
      waits.push(Date.now() - before);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
  });

  it("overloaded_server_is_left_alone_for_as_long_as_it_asks", async () => {
    const { socket, opened, last } = setUp();
    socket.start();
    await settle();
    last().drop(1013, "retry after 7");
    await vi.advanceTimersByTimeAsync(6_900);
    expect(opened).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(opened).toHaveLength(2);
  });

  it("unanswered_sign_in_is_given_up_and_tried_again", async () => {
    const { socket, opened } = setUp();
    socket.start();
    await settle();
    await vi.advanceTimersByTimeAsync(10_500);
    expect(opened.length).toBeGreaterThan(1);
  });

  it("failing_token_is_asked_for_again", async () => {
    const token = vi.fn<() => Promise<string | null>>().mockRejectedValueOnce(new Error("offline"));
    token.mockResolvedValue("token-2");
    const { socket, opened } = setUp(token);
    socket.start();
    await settle();
    expect(opened).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(500);
    expect(opened).toHaveLength(1);
  });

  it("last_holder_of_a_subscription_ends_it", async () => {
    const { socket, last } = setUp();
    socket.start();
    await settle();
    last().becomeReady();
    const first = socket.subscribe({ conversation_id: "c1" });
    const second = socket.subscribe({ conversation_id: "c1" });
    first();
    first();
    expect(last().sent.filter((frame) => frame.type === "unsubscribe")).toHaveLength(0);
    second();
    expect(last().sent.filter((frame) => frame.type === "unsubscribe")).toHaveLength(1);
  });

  it("stopped_socket_stays_closed", async () => {
    const { socket, opened, last } = setUp();
    socket.start();
    await settle();
    last().becomeReady();
    socket.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(opened).toHaveLength(1);
  });

  it("broken_and_unknown_frames_are_left_alone", async () => {
    const { socket, frames, last } = setUp();
    socket.start();
    await settle();
    last().becomeReady();
    last().onmessage?.({ data: "{nonsense" });
    last().say({ type: "something_new", payload: {} });
    last().say({ type: "new_message" });
    last().say({ type: "resync", payload: {} });
    expect(frames).toEqual([{ type: "resync", payload: {} }]);
  });
});
