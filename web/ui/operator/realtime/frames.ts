import type { Conversation, Draft, Message, Person } from "../api/types";

/** What the server may say on the operator socket. */
export type ServerFrame =
  | { type: "ready" }
  | { type: "new_message"; payload: { message: Message; conversation?: Conversation } }
  | { type: "conversation_updated"; payload: { conversation: Conversation } }
  | { type: "new_conversation"; payload: { conversation: Conversation } }
  | { type: "notification"; payload: Notice }
  | { type: "draft"; payload: { draft: Draft } }
  | { type: "presence"; payload: { conversation_id: string; users: Person[] } }
  | { type: "typing"; payload: { conversation_id: string; isTyping: boolean } }
  | { type: "resync" }
  | { type: "pong" }
  | { type: "error"; payload: { status?: number; detail?: string } };

export interface Notice {
  kind: string;
  conversation_id?: string | null;
  title: string;
  detail?: string | null;
}

const WITH_PAYLOAD = new Set([
  "new_message",
  "conversation_updated",
  "new_conversation",
  "notification",
  "draft",
  "presence",
  "typing",
  "error",
]);
const BARE = new Set(["ready", "resync", "pong"]);

/** Reads a frame; what this page does not know is left alone. */
export function parseFrame(text: unknown): ServerFrame | null {
  if (typeof text !== "string") return null;
  try {
    const frame = JSON.parse(text) as { type?: string; payload?: unknown } | null;
    if (!frame?.type) return null;
    if (BARE.has(frame.type)) return frame as ServerFrame;
    const hasPayload = typeof frame.payload === "object" && frame.payload !== null;
    return WITH_PAYLOAD.has(frame.type) && hasPayload ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
