/** The workspace API as the server describes it, with its words narrowed to those this page knows. */
import type { components } from "../../shared/openapi";

type Schemas = components["schemas"];

export type Status =
  | "active_ai"
  | "escalated_human_needed"
  | "active_human"
  | "resolved_by_ai"
  | "resolved_by_human"
  | "archived";

export type Sender = "customer" | "ai_bot" | "business_human";

export type User = Schemas["UserOut"];

export type Owner = Omit<Required<Schemas["OwnerOut"]>, "kind"> & { kind: "assistant" | "person" };

/** A change of hands that was seen while the page was open. */
export interface HistoryEntry {
  status: Status;
  by: "assistant" | "person";
  user_id?: string | null;
  reason?: string | null;
  number?: number | null;
  created_at: string;
}

export type Conversation = Omit<
  Required<Schemas["ConversationOut"]>,
  "status" | "owner" | "customer" | "last_message"
> & {
  status: Status;
  owner: Owner;
  customer: Required<Schemas["CustomerOut"]>;
  last_message: (Omit<Schemas["LastMessageOut"], "sender_type"> & { sender_type: Sender }) | null;
  /** Kept by this page. */
  history?: HistoryEntry[];
};

export type Source = Schemas["SourceOut"];

/** As stored, or as written here and not stored yet: then it has no number. */
export type Message = Omit<Required<Schemas["WorkspaceMessage"]>, "seq" | "sender_type" | "direction"> & {
  seq: number | null;
  sender_type: Sender;
  direction: "inbound" | "outbound";
};

export type Note = Schemas["NoteOut"];
export type Draft = Schemas["DraftOut"];
export type { Cart } from "../../shared/api";

export interface TraceAction {
  name: string;
  arguments?: Record<string, unknown> | null;
  status?: string;
  result?: unknown;
  problem?: { code?: string; detail?: string } | null;
}

export interface TracePassage {
  id: string;
  reference: string;
  title: string;
  score: number;
  text: string | null;
  /** What stands there now is not what was read then. */
  changed?: boolean;
}

export interface TraceEntity {
  type: string;
  text: string;
}

/** A tool that a language model wished to call, as it wrote it. */
export interface TraceCall {
  name: string;
  arguments: string;
}

/** One question to a language model and what became of its answer. */
export interface TraceExchange {
  purpose: string;
  prompt: { name: string; hash: string };
  messages: { role: string; text?: string; calls?: TraceCall[] }[];
  model?: string;
  text?: string;
  calls?: TraceCall[];
  usage: { input_tokens: number; output_tokens: number };
  micros: number;
  verdict: string;
  reason?: string;
}

/** How an answer came about; a part may be missing when the turn ended before it. */
export interface Trace {
  understanding?: {
    candidates?: { intent: string; probability: number }[];
    language?: string;
    entities?: TraceEntity[];
    sentiment?: { label: string; score: number };
  } | null;
  evidence?: { passages?: TracePassage[] } | null;
  outcome?: { actions?: TraceAction[]; products?: string[] } | null;
  answer?: { text?: string; sources?: Source[] } | null;
  decision?: {
    kind: string;
    confidence: number | null;
    threshold: number | null;
    reason?: string | null;
  } | null;
  model?: { exchanges?: TraceExchange[] } | null;
  stages?: { name: string; micros: number }[];
}

export interface Page<Item> {
  items: Item[];
  total: number;
  page: number;
  limit: number;
}

export interface Person {
  id: string;
  name: string | null;
  typing: boolean;
}
