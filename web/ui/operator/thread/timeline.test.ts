import { describe, expect, it } from "vitest";
import type { Message, Note } from "../api/types";
import { buildTimeline } from "./timeline";

function message(id: string, seq: number, at: string, sender: Message["sender_type"] = "customer"): Message {
  return {
    id,
    conversation_id: "c1",
    seq,
    sender_type: sender,
    sender_name: "",
    content_type: "text",
    text_content: id,
    media_url: null,
    channel: "web",
    direction: "inbound",
    delivery: "received",
    confidence: null,
    sources: [],
    created_at: at,
  };
}

const note = (id: string, at: string): Note => ({
  id,
  text: id,
  author_id: "dana",
  author_name: "Dana",
  created_at: at,
});

const shape = (items: ReturnType<typeof buildTimeline>) =>
  items.map((item) => (item.kind === "day" ? "day" : item.key.startsWith("event") ? "event" : item.key));

describe("buildTimeline", () => {
  it("each_day_begins_with_a_break", () => {
    const items = buildTimeline(
      [message("m1", 1, "2026-01-01T12:00:00"), message("m2", 2, "2026-01-02T12:00:00")],
      [],
      [],
    );
    expect(shape(items)).toEqual(["day", "m1", "day", "m2"]);
  });

  it("notes_and_changes_of_hands_stand_between_the_messages_of_their_time", () => {
    const items = buildTimeline(
      [message("m1", 1, "2026-01-01T12:00:00"), message("m2", 2, "2026-01-01T12:10:00")],
      [note("n1", "2026-01-01T12:05:00")],
      [{ status: "active_human", by: "person", created_at: "2026-01-01T12:06:00" }],
    );
    expect(shape(items)).toEqual(["day", "m1", "n1", "event", "m2"]);
  });

  it("messages_keep_the_order_of_their_numbers_when_clocks_disagree", () => {
    const items = buildTimeline(
      [message("m1", 1, "2026-01-01T12:00:05"), message("m2", 2, "2026-01-01T12:00:00")],
      [],
      [],
    );
    expect(shape(items)).toEqual(["day", "m1", "m2"]);
  });

  it("quick_messages_of_one_sender_are_a_group", () => {
    const items = buildTimeline(
      [
        message("m1", 1, "2026-01-01T12:00:00"),
        message("m2", 2, "2026-01-01T12:01:00"),
        message("m3", 3, "2026-01-01T12:02:00", "ai_bot"),
      ],
      [],
      [],
    );
    const groups = items.flatMap((item) =>
      item.kind === "message" ? [[item.key, item.first, item.last]] : [],
    );
    expect(groups).toEqual([
      ["m1", true, false],
      ["m2", false, true],
      ["m3", true, true],
    ]);
  });
});
