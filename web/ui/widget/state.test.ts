import { describe, expect, test } from "vitest";
import type { TranscriptItem } from "../shared/api";
import type { ResponsePayload } from "./frames";
import { type AnswerItem, Conversation, type OwnItem } from "./state";

const response = (seq: number, more: Partial<ResponsePayload> = {}) => ({
  type: "response" as const,
  payload: { messageId: `m${seq}`, seq, inReplyTo: null, content: `answer ${seq}`, ...more },
});
const ack = (clientMessageId: string, seq: number) => ({
  type: "ack" as const,
  payload: { clientMessageId, messageId: `id-${clientMessageId}`, seq },
});
const draft = (seq: number, status: "pending" | "approved" | "escalated", message = "") => ({
  type: "draft_update" as const,
  payload: { seq, draft_id: "d1", status, message },
});
const status = (seq: number, name: string, by: "assistant" | "person") => ({
  type: "status" as const,
  payload: { seq, status: name, by },
});
const words = (conversation: Conversation) =>
  conversation.items.map((item) => ("content" in item ? item.content : item.kind));
const answerAt = (conversation: Conversation, index: number) => conversation.items[index] as AnswerItem;
const ownAt = (conversation: Conversation, index: number) => conversation.items[index] as OwnItem;

describe("sequence", () => {
  test("frame_delivered_twice_changes_nothing", () => {
    const conversation = new Conversation();
    expect(conversation.apply(response(1))).toHaveLength(1);
    expect(conversation.apply(response(1))).toHaveLength(0);
    expect(conversation.items).toHaveLength(1);
    expect(conversation.lastSeq).toBe(1);
  });

  test("last_seq_stays_before_a_hole_until_it_is_filled", () => {
    const conversation = new Conversation();
    conversation.apply(response(1));
    conversation.apply(response(3));
    expect(conversation.lastSeq).toBe(1);
    expect(conversation.hasGap).toBe(true);
    conversation.apply(response(2));
    expect(conversation.lastSeq).toBe(3);
    expect(conversation.hasGap).toBe(false);
    expect(words(conversation)).toEqual(["answer 1", "answer 2", "answer 3"]);
  });

  test("resumed_closes_a_hole_that_nothing_filled", () => {
    const conversation = new Conversation();
    conversation.apply(response(4));
    conversation.apply({ type: "resumed", payload: { fromSeq: 1, lastSeq: 4, complete: true } });
    expect(conversation.hasGap).toBe(false);
    expect(conversation.lastSeq).toBe(4);
  });

  test("a_late_frame_finds_its_place", () => {
    const conversation = new Conversation();
    conversation.say("later", "c1");
    conversation.apply(response(2));
    expect(words(conversation)).toEqual(["answer 2", "later"]);
    conversation.apply(ack("c1", 1));
    expect(words(conversation)).toEqual(["later", "answer 2"]);
  });
});

describe("own messages", () => {
  test("ack_makes_a_message_delivered_and_a_duplicate_ack_changes_nothing", () => {
    const conversation = new Conversation();
    const item = conversation.say("hello", "c1");
    conversation.markSent(item);
    conversation.apply(ack("c1", 1));
    const { revision } = item;
    conversation.apply({
      type: "ack",
      payload: { clientMessageId: "c1", messageId: "x", seq: 1, duplicate: true },
    });
    expect(item.delivery).toBe("delivered");
    expect(item.revision).toBe(revision);
    expect(conversation.unacknowledged()).toHaveLength(0);
  });

  test("a_message_replayed_by_resume_counts_as_acknowledged", () => {
    const conversation = new Conversation();
    conversation.markSent(conversation.say("hello", "c1"));
    conversation.requeue();
    conversation.apply({
      type: "message",
      payload: { messageId: "m1", seq: 1, clientMessageId: "c1", content: "hello" },
    });
    expect(conversation.items).toHaveLength(1);
    expect(ownAt(conversation, 0).delivery).toBe("delivered");
    expect(conversation.unsent()).toHaveLength(0);
  });

  test("retry_keeps_the_client_message_id", () => {
    const conversation = new Conversation();
    const item = conversation.say("hello", "c1");
    conversation.markSent(item);
    conversation.apply({
      type: "error",
      payload: { title: "Overloaded", detail: "Try again", clientMessageId: "c1", retryable: true },
    });
    expect(item).toMatchObject({ delivery: "failed", problem: "Try again", retryable: true });
    conversation.retry(item);
    expect(conversation.unsent().map((unsent) => unsent.clientMessageId)).toEqual(["c1"]);
  });

  test("what_the_server_refused_for_good_is_not_sent_again", () => {
    const conversation = new Conversation();
    const item = conversation.say("x", "c1");
    conversation.apply({ type: "error", payload: { detail: "No", clientMessageId: "c1", retryable: false } });
    conversation.retry(item);
    expect(item.delivery).toBe("failed");
    expect(conversation.unacknowledged()).toHaveLength(0);
  });

  test("a_late_ack_heals_a_message_given_up_on", () => {
    const conversation = new Conversation();
    const item = conversation.say("hello", "c1");
    conversation.fail("c1", "", true);
    conversation.apply(ack("c1", 1));
    expect(item.delivery).toBe("delivered");
  });

  test("reset_keeps_only_what_is_not_acknowledged", () => {
    const conversation = new Conversation();
    conversation.say("old", "c1");
    conversation.apply(ack("c1", 1));
    conversation.apply(response(2));
    conversation.say("new", "c2");
    conversation.reset();
    expect(words(conversation)).toEqual(["new"]);
    expect(conversation.lastSeq).toBe(0);
  });
});

describe("streams", () => {
  const start = { type: "stream_start" as const, payload: { messageId: "m2" } };
  const delta = (text: string) => ({
    type: "stream_delta" as const,
    payload: { messageId: "m2", delta: text },
  });

  test("response_with_the_same_id_takes_the_place_of_the_stream", () => {
    const conversation = new Conversation();
    conversation.apply(start);
    conversation.apply(delta("Hel"));
    conversation.apply(delta("lo"));
    expect(answerAt(conversation, 0)).toMatchObject({ content: "Hello", streaming: true });
    conversation.apply({ type: "stream_end", payload: { messageId: "m2", content: "Hello" } });
    conversation.apply(response(1, { messageId: "m2", content: "Hello." }));
    expect(conversation.items).toHaveLength(1);
    expect(answerAt(conversation, 0)).toMatchObject({ content: "Hello.", streaming: false, seq: 1 });
  });

  test("aborted_stream_leaves_nothing_and_the_next_response_counts", () => {
    const conversation = new Conversation();
    conversation.apply(start);
    conversation.apply(delta("I think"));
    conversation.apply({ type: "stream_end", payload: { messageId: "m2", aborted: true } });
    expect(conversation.items).toHaveLength(0);
    conversation.apply(response(1));
    expect(words(conversation)).toEqual(["answer 1"]);
  });

  test("abort_after_the_response_removes_nothing", () => {
    const conversation = new Conversation();
    conversation.apply(response(1, { messageId: "m2" }));
    conversation.apply({ type: "stream_end", payload: { messageId: "m2", aborted: true } });
    expect(conversation.items).toHaveLength(1);
  });

  test("stream_cut_by_a_lost_line_is_dropped", () => {
    const conversation = new Conversation();
    conversation.apply(start);
    conversation.apply(delta("half"));
    conversation.dropStreams();
    expect(conversation.items).toHaveLength(0);
  });
});

describe("people", () => {
  test("pending_draft_waits_and_approval_brings_the_answer", () => {
    const conversation = new Conversation();
    conversation.apply(draft(1, "pending"));
    expect(conversation.pendingDraft).toBe("d1");
    expect(conversation.isWaiting).toBe(true);
    conversation.apply(draft(2, "approved", "It fits."));
    expect(conversation.pendingDraft).toBeNull();
    expect(conversation.items.at(-1)).toMatchObject({ kind: "answer", content: "It fits.", reviewed: true });
  });

  test("handed_over_and_taken_up_is_told_once_each", () => {
    const conversation = new Conversation();
    conversation.apply(draft(1, "pending"));
    conversation.apply(draft(2, "escalated"));
    conversation.apply(status(3, "escalated_human_needed", "assistant"));
    expect(conversation).toMatchObject({ owner: "assistant", isPersonAsked: true, isWaiting: true });
    conversation.apply(status(4, "active_human", "person"));
    expect(conversation.items.filter((item) => item.kind === "note").map((item) => item.code)).toEqual([
      "person_asked",
      "person_joined",
    ]);
    expect(conversation).toMatchObject({ owner: "person", isPersonAsked: false });
    conversation.apply(status(5, "active_ai", "assistant"));
    expect(conversation.items.at(-1)).toMatchObject({ code: "assistant_back" });
  });

  test("unread_counts_answers_not_seen", () => {
    const conversation = new Conversation();
    conversation.apply(response(1));
    conversation.markRead();
    conversation.apply(response(2));
    conversation.apply(draft(3, "approved", "Yes"));
    expect(conversation.unread).toBe(2);
    conversation.markRead();
    expect(conversation.unread).toBe(0);
  });
});

describe("transcript", () => {
  const item = (seq: number, sender: TranscriptItem["sender"], content: string): TranscriptItem => ({
    seq,
    sender,
    content,
    messageId: `m${seq}`,
    senderName: "",
    sentAt: "2026-01-01T10:00:00Z",
  });
  const transcript = [
    item(1, "customer", "hello"),
    item(2, "assistant", "hi"),
    item(700, "person", "Jo here"),
  ];

  test("fills_what_resume_could_not_and_keeps_newer_frames", () => {
    const conversation = new Conversation();
    conversation.apply(response(702));
    conversation.takeTranscript(transcript, 701);
    expect(words(conversation)).toEqual(["hello", "hi", "Jo here", "answer 702"]);
    expect(answerAt(conversation, 2).by).toBe("person");
    expect(conversation.lastSeq).toBe(702);
    expect(conversation.hasGap).toBe(false);
  });

  test("a_number_this_conversation_never_had_is_forgotten", () => {
    const conversation = new Conversation();
    conversation.caughtUp(9_000);
    conversation.takeTranscript(transcript.slice(0, 2), 2);
    expect(conversation.lastSeq).toBe(2);
  });

  test("an_own_message_found_there_stands_once_when_its_acknowledgement_comes", () => {
    const conversation = new Conversation();
    conversation.say("hello", "c1");
    conversation.takeTranscript(transcript.slice(0, 2), 2);
    conversation.apply({
      type: "ack",
      payload: { clientMessageId: "c1", messageId: "m1", seq: 1, duplicate: true },
    });
    expect(words(conversation)).toEqual(["hello", "hi"]);
  });
});
