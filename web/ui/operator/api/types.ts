/** The workspace API as this page reads it. Optional fields are used when the server sends them. */

export type Status =
  | "active_ai"
  | "escalated_human_needed"
  | "active_human"
  | "resolved_by_ai"
  | "resolved_by_human"
  | "archived";

export type Sender = "customer" | "ai_bot" | "business_human";

export interface User {
  id: string;
  email: string;
  role: string;
  business_id: string;
  full_name?: string | null;
}

export interface Owner {
  kind: "assistant" | "person";
  user_id: string | null;
  /** Grows at every take-over and hand-back; a write made for an older one is refused. */
  number: number;
  name?: string | null;
}

export interface Customer {
  id: string;
  name: string | null;
  email?: string | null;
  phone?: string | null;
  language?: string | null;
}

export interface HistoryEntry {
  status: Status;
  by?: "assistant" | "person" | "system" | null;
  user_id?: string | null;
  name?: string | null;
  reason?: string | null;
  number?: number | null;
  created_at: string;
}

export interface Conversation {
  id: string;
  status: Status;
  channel: string;
  owner: Owner;
  customer: Customer;
  last_message: { text: string | null; sender_type: Sender; created_at: string } | null;
  last_message_at: string | null;
  created_at: string;
  unread: number | boolean;
  pending_draft: { id: string; confidence: number } | null;
  escalation: { reason: string; created_at: string } | null;
  tags: string[];
  assignee_id: string | null;
  version: number;
  last_seq: number;
  history?: HistoryEntry[];
}

export interface Source {
  type: string;
  reference: string;
  title?: string | null;
  score?: number | null;
}

export interface Message {
  id: string;
  conversation_id: string;
  seq: number | null;
  sender_type: Sender;
  sender_name: string | null;
  content_type: string;
  text_content: string | null;
  media_url: string | null;
  channel: string;
  direction: "inbound" | "outbound";
  delivery: string | null;
  confidence: number | null;
  sources: Source[] | null;
  created_at: string;
}

export interface Note {
  id: string;
  text: string;
  author_id?: string | null;
  author_name?: string | null;
  created_at: string;
}

export interface Draft {
  draft_id: string;
  conversation_id: string;
  in_reply_to: string | null;
  question: string;
  message: string;
  confidence: number;
  threshold: number;
  reason: string | null;
  sources: Source[] | null;
  created_at: string;
  status: string;
  customer_name?: string | null;
  channel?: string | null;
}

export interface CartLine {
  itemId: string;
  name: string;
  sku?: string | null;
  options?: Record<string, string> | null;
  quantity: number;
  unitPrice: string;
  lineTotal: string;
}

export interface Cart {
  items: CartLine[];
  subtotal: string;
  discount?: string | null;
  discountCode?: string | null;
  tax?: string | null;
  shipping?: string | null;
  total: string;
  currency: string;
}

export interface TraceAction {
  name: string;
  arguments?: unknown;
  status?: string;
  result?: unknown;
  problem?: unknown;
}

export interface TracePassage {
  reference: string;
  title?: string | null;
  score?: number | null;
  text?: string | null;
}

export interface Trace {
  understanding?: {
    candidates?: { intent: string; probability: number }[];
    language?: string | null;
    entities?: unknown;
    sentiment?: unknown;
    [other: string]: unknown;
  } | null;
  evidence?: {
    passages?: TracePassage[];
    products?: unknown[];
    [other: string]: unknown;
  } | null;
  outcome?: { actions?: TraceAction[]; [other: string]: unknown } | null;
  answer?: { text?: string | null; sources?: Source[] | null; [other: string]: unknown } | null;
  decision?: {
    kind: string;
    confidence: number | null;
    threshold: number | null;
    reason?: string | null;
  } | null;
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
