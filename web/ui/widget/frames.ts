/** What travels over the shopper's WebSocket, both ways. */
import type { Cart, Product } from "../shared/api";

export type Author = "assistant" | "person";

export interface Source {
  type: string;
  reference?: string;
  title?: string;
  score?: number;
}

export interface SuggestedAction {
  label: string;
  message: string;
}

export interface ActionResult {
  name: string;
  status: "done" | "refused" | "needs_confirmation" | "failed" | string;
  arguments?: unknown;
  result?: unknown;
  problem?: { code?: string; detail?: string } | null;
}

export interface ResponsePayload {
  messageId: string;
  seq: number;
  inReplyTo: string | null;
  answers?: string[];
  content: string;
  agent?: string;
  intent?: string;
  confidence?: number;
  sources?: Source[];
  suggestedActions?: SuggestedAction[];
  actions?: ActionResult[];
  products?: Product[];
  cart?: Cart | null;
  sentAt?: string;
}

export interface DraftPayload {
  seq: number;
  draft_id: string;
  session_id?: string;
  in_reply_to?: string | null;
  status: "pending" | "approved" | "escalated";
  message?: string;
  confidence?: number;
  sources?: Source[];
}

export interface ErrorPayload {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  clientMessageId?: string;
  retryable?: boolean;
}

export interface SessionPayload {
  sessionId: string;
  expiresAt?: string;
  conversationId?: string | null;
  lastSeq?: number;
  /** The id this page came with was unknown or expired. */
  replaced?: boolean;
}

export type ServerFrame =
  | { type: "session"; payload: SessionPayload }
  | { type: "ack"; payload: { clientMessageId: string; messageId: string; seq: number; duplicate?: boolean } }
  | { type: "typing"; payload: { isTyping: boolean; by?: Author } }
  | {
      type: "message";
      payload: {
        messageId: string;
        seq: number;
        clientMessageId?: string | null;
        content: string;
        sentAt?: string;
      };
    }
  | { type: "stream_start"; payload: { messageId: string } }
  | { type: "stream_delta"; payload: { messageId: string; delta: string } }
  | { type: "stream_end"; payload: { messageId: string; content?: string; aborted?: boolean } }
  | { type: "response"; payload: ResponsePayload }
  | { type: "draft_update"; payload: DraftPayload }
  | { type: "status"; payload: { seq: number; status: string; by?: Author } }
  | { type: "resumed"; payload: { fromSeq?: number; lastSeq: number; complete: boolean } }
  | { type: "error"; payload: ErrorPayload }
  | { type: "ping" | "pong"; payload?: unknown };

export interface OutgoingMessage {
  content: string;
  clientMessageId: string;
  stream: boolean;
  metadata?: Record<string, unknown>;
}

export type ClientFrame =
  | { type: "message"; payload: OutgoingMessage }
  | { type: "typing"; payload: { isTyping: boolean } }
  | { type: "resume"; payload: { lastSeq: number } }
  | { type: "auth"; payload: { token: string } }
  | { type: "read"; payload: { seq: number } }
  | { type: "feedback"; payload: { messageId: string; helpful: boolean } }
  | { type: "ping" | "pong"; payload: Record<string, never> };

/** Reads one text frame; anything that is not a frame object is `null`. */
export function readFrame(text: unknown): ServerFrame | null {
  if (typeof text !== "string") return null;
  try {
    const frame: unknown = JSON.parse(text);
    if (!frame || typeof frame !== "object" || typeof (frame as { type?: unknown }).type !== "string")
      return null;
    const payload = (frame as { payload?: unknown }).payload;
    return { type: (frame as { type: string }).type, payload: payload ?? {} } as ServerFrame;
  } catch {
    return null;
  }
}
