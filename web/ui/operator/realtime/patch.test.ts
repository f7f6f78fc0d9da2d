import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it } from "vitest";
import { keys } from "../api/keys";
import type { Conversation, Draft, Message } from "../api/types";
import type { ViewId } from "../inbox/views";
import { putOutgoing } from "../thread/outgoing";
import { flatten, type MessagePages } from "../thread/pages";
import { applyFrame, type ListPages } from "./patch";

const ME = "me";
let client: QueryClient;

beforeEach(() => {
  client = new QueryClient();
});

function conversation(id: string, change: Partial<Conversation> = {}): Conversation {
  return {
    id,
    status: "active_ai",
    channel: "web",
    owner: { kind: "assistant", user_id: null, number: 0 },
    customer: { id: `customer-${id}`, name: `Name ${id}` },
    last_message: null,
    last_message_at: "2026-01-01T10:00:00Z",
    created_at: "2026-01-01T09:00:00Z",
    pending_draft: null,
    escalation: null,
    tags: [],
    assignee_id: null,
    version: 1,
    last_seq: 1,
    ...change,
  };
}

function message(id: string, seq: number | null, change: Partial<Message> = {}): Message {
  return {
    id,
    conversation_id: "c1",
    seq,
    sender_type: "customer",
    sender_name: "",
    content_type: "text",
    text_content: id,
    media_url: null,
    channel: "web",
    direction: "inbound",
    delivery: "received",
    confidence: null,
    sources: [],
    created_at: "2026-01-01T10:00:00Z",
    ...change,
  };
}

function draft(id: string, conversationId: string, status = "pending", at = "2026-01-01T10:00:00Z"): Draft {
  return {
    draft_id: id,
    conversation_id: conversationId,
    in_reply_to: "m1",
    question: "?",
    message: "!",
    confidence: 0.5,
    threshold: 0.65,
    reason: "not_found",
    sources: [],
    created_at: at,
    status,
  };
}

function holdList(view: ViewId, items: Conversation[], q = ""): void {
  client.setQueryData<ListPages>(keys.list({ view, q }), {
    pages: [{ items, total: items.length, page: 1, limit: 30 }],
    pageParams: [1],
  });
}

function listed(view: ViewId, q = ""): string[] {
  const pages = client.getQueryData<ListPages>(keys.list({ view, q }))?.pages ?? [];
  return pages.flatMap((page) => page.items.map((item) => item.id));
}

describe("conversation frames", () => {
  it("newer_conversation_moves_to_the_top", () => {
    holdList("open", [conversation("a"), conversation("b", { last_message_at: "2026-01-01T09:00:00Z" })]);
    const fresh = conversation("b", { last_message_at: "2026-01-01T11:00:00Z", version: 2 });
    applyFrame(client, { type: "conversation_updated", payload: { conversation: fresh } }, ME);
    expect(listed("open")).toEqual(["b", "a"]);
  });

  it("handed_over_conversation_enters_the_waiting_view_and_is_counted", () => {
    holdList("open", [conversation("a")]);
    holdList("waiting", []);
    client.setQueryData(keys.count("waiting"), 4);
    const fresh = conversation("a", { status: "escalated_human_needed", version: 2 });
    applyFrame(client, { type: "conversation_updated", payload: { conversation: fresh } }, ME);
    expect(listed("waiting")).toEqual(["a"]);
    expect(listed("open")).toEqual(["a"]);
    expect(client.getQueryData(keys.count("waiting"))).toBe(5);
  });

  it("resolved_conversation_leaves_the_open_views", () => {
    const mine = { kind: "person" as const, user_id: ME, number: 1 };
    const open = conversation("a", { status: "active_human", owner: mine });
    holdList("open", [open]);
    holdList("mine", [open]);
    client.setQueryData(keys.count("mine"), 1);
    const fresh = { ...open, status: "resolved_by_human" as const, version: 2 };
    applyFrame(client, { type: "conversation_updated", payload: { conversation: fresh } }, ME);
    expect(listed("open")).toEqual([]);
    expect(listed("mine")).toEqual([]);
    expect(client.getQueryData(keys.count("mine"))).toBe(0);
  });

  it("frame_for_an_older_version_changes_nothing", () => {
    holdList("open", [conversation("a", { version: 7 })]);
    const late = conversation("a", { version: 6, status: "archived" });
    applyFrame(client, { type: "conversation_updated", payload: { conversation: late } }, ME);
    expect(listed("open")).toEqual(["a"]);
  });

  it("new_conversation_stays_out_of_a_search_it_does_not_match", () => {
    holdList("open", [], "sofie");
    applyFrame(client, { type: "new_conversation", payload: { conversation: conversation("a") } }, ME);
    expect(listed("open", "sofie")).toEqual([]);
  });

  it("change_of_hands_seen_live_is_written_into_the_history", () => {
    client.setQueryData(keys.conversation("a"), conversation("a"));
    const owner = { kind: "person" as const, user_id: "dana", number: 1 };
    const fresh = conversation("a", { status: "active_human", owner, version: 2 });
    applyFrame(client, { type: "conversation_updated", payload: { conversation: fresh } }, ME);
    const held = client.getQueryData<Conversation>(keys.conversation("a"));
    expect(held?.history).toMatchObject([{ status: "active_human", user_id: "dana", number: 1 }]);
  });
});

describe("message frames", () => {
  const hold = (items: Message[]) =>
    client.setQueryData<MessagePages>(keys.messages("c1"), { pages: [{ items }], pageParams: [null] });
  const held = () => flatten(client.getQueryData<MessagePages>(keys.messages("c1"))).map((item) => item.id);

  it("message_delivered_twice_stands_once", () => {
    hold([message("m1", 1)]);
    const frame = { type: "new_message" as const, payload: { message: message("m2", 2) } };
    applyFrame(client, frame, ME);
    applyFrame(client, frame, ME);
    expect(held()).toEqual(["m1", "m2"]);
  });

  it("messages_stand_by_their_number_whatever_order_they_come_in", () => {
    hold([message("m1", 1)]);
    applyFrame(client, { type: "new_message", payload: { message: message("m3", 3) } }, ME);
    applyFrame(client, { type: "new_message", payload: { message: message("m2", 2) } }, ME);
    expect(held()).toEqual(["m1", "m2", "m3"]);
  });

  it("stored_message_takes_the_place_of_the_waiting_one", () => {
    const own = { sender_type: "business_human" as const, text_content: "Hello" };
    hold([]);
    putOutgoing(client, message("local-1", null, { ...own, delivery: "sending" }));
    putOutgoing(client, message("local-2", null, { ...own, delivery: "failed" }));
    applyFrame(client, { type: "new_message", payload: { message: message("m9", 9, own) } }, ME);
    expect(held()).toEqual(["m9"]);
    expect(client.getQueryData<Message[]>(keys.outgoing("c1"))?.map((item) => item.id)).toEqual(["local-2"]);
  });

  it("thread_that_was_never_opened_is_not_made_up", () => {
    applyFrame(client, { type: "new_message", payload: { message: message("m1", 1) } }, ME);
    expect(client.getQueryData(keys.messages("c1"))).toBeUndefined();
  });
});

describe("draft frames", () => {
  const pending = () => client.getQueryData<Draft[]>(keys.drafts)?.map((entry) => entry.draft_id);

  it("newer_draft_replaces_the_one_of_its_conversation_and_the_oldest_stays_first", () => {
    client.setQueryData(keys.drafts, [draft("d1", "a"), draft("d2", "b", "pending", "2026-01-01T10:01:00Z")]);
    const newer = draft("d3", "a", "pending", "2026-01-01T10:02:00Z");
    applyFrame(client, { type: "draft", payload: { draft: newer } }, ME);
    expect(pending()).toEqual(["d2", "d3"]);
  });

  it("decided_draft_leaves_the_queue", () => {
    client.setQueryData(keys.drafts, [draft("d1", "a"), draft("d2", "b")]);
    applyFrame(client, { type: "draft", payload: { draft: draft("d1", "a", "approved") } }, ME);
    expect(pending()).toEqual(["d2"]);
  });
});

describe("presence frames", () => {
  it("others_are_named_and_oneself_is_left_out", () => {
    const dana = { id: "dana", name: "Dana", typing: true };
    const users = [{ id: ME, name: "Me", typing: false }, dana];
    applyFrame(client, { type: "presence", payload: { conversation_id: "a", users } }, ME);
    expect(client.getQueryData(keys.presence("a"))).toEqual([dana]);
  });
});
