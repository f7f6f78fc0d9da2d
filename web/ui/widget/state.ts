/**
 * The conversation as this page knows it. Everything stored on the server carries a `seq`; frames are taken in by it, so
 * that one delivered twice changes nothing and a hole is noticed. Knows neither sockets nor the DOM.
 */
import type { Cart, Product, TranscriptItem } from "../shared/api";
import type {
  ActionResult,
  Author,
  DraftPayload,
  ErrorPayload,
  ResponsePayload,
  ServerFrame,
  Source,
  SuggestedAction,
} from "./frames";

/** How far an own message has come: not written yet, on the wire, durable on the server, or given up. */
export type Delivery = "waiting" | "sent" | "delivered" | "failed";

export type NoteCode = "person_asked" | "person_joined" | "assistant_back" | "closed";

interface ItemBase {
  /** Names the item for the view as long as it lives. */
  key: string;
  /** Grows with each change, so that the view redraws only what moved on. */
  revision: number;
  /** Place in the conversation; `null` until the server has given one. */
  seq: number | null;
  at: number;
}

export interface OwnItem extends ItemBase {
  kind: "own";
  clientMessageId: string | null;
  content: string;
  delivery: Delivery;
  problem: string | null;
  retryable: boolean;
  metadata?: Record<string, unknown>;
}

export interface AnswerItem extends ItemBase {
  kind: "answer";
  messageId: string | null;
  content: string;
  by: Author;
  /** A person approved what the assistant wrote. */
  reviewed: boolean;
  streaming: boolean;
  sources: Source[];
  products: Product[];
  actions: ActionResult[];
  suggestions: SuggestedAction[];
  cart: Cart | null;
  helpful: boolean | null;
}

export interface DraftItem extends ItemBase {
  kind: "draft";
  draftId: string;
}

export interface NoteItem extends ItemBase {
  kind: "note";
  code: NoteCode;
}

export type Item = OwnItem | AnswerItem | DraftItem | NoteItem;

/** What a frame asks the surroundings to do. */
export type Effect =
  | { kind: "answer"; item: AnswerItem }
  | { kind: "note"; item: NoteItem }
  | { kind: "checking" }
  | { kind: "cart"; cart: Cart };

export class Conversation {
  items: Item[] = [];
  /** The highest number up to which nothing is missing. */
  lastSeq = 0;
  /** The highest number the shopper has seen. */
  readSeq = 0;
  owner: Author = "assistant";
  pendingDraft: string | null = null;
  /** Until somebody comes, the assistant goes on answering. */
  isPersonAsked = false;

  /** Numbers that arrived beyond a hole. */
  private ahead = new Set<number>();
  private made = 0;

  constructor(private readonly now: () => number = Date.now) {}

  /** Something between `lastSeq` and the newest frame has not arrived. */
  get hasGap(): boolean {
    return this.ahead.size > 0;
  }

  get unread(): number {
    return this.items.filter((item) => item.kind === "answer" && item.seq !== null && item.seq > this.readSeq)
      .length;
  }

  /** Something is still to come: an answer, or the colleague who checks one. */
  get isWaiting(): boolean {
    if (this.pendingDraft || this.isPersonAsked || this.owner === "person") return true;
    const last = this.items.at(-1);
    return last?.kind === "own" && last.delivery !== "failed";
  }

  markRead(): boolean {
    const newest = this.items.reduce((most, item) => Math.max(most, item.seq ?? 0), 0);
    if (newest <= this.readSeq) return false;
    this.readSeq = newest;
    return true;
  }

  /** Forgets the conversation, but keeps what the server has not acknowledged. */
  reset(): void {
    this.items = this.items.filter((item) => item.kind === "own" && item.seq === null);
    this.lastSeq = 0;
    this.readSeq = 0;
    this.owner = "assistant";
    this.pendingDraft = null;
    this.isPersonAsked = false;
    this.ahead.clear();
  }

  // --- own messages

  say(content: string, clientMessageId: string, metadata?: Record<string, unknown>): OwnItem {
    const item: OwnItem = {
      ...this.base(`own:${clientMessageId}`, null),
      kind: "own",
      clientMessageId,
      content,
      delivery: "waiting",
      problem: null,
      retryable: true,
      metadata,
    };
    this.items.push(item);
    return item;
  }

  /** The messages still to be written to a socket, oldest first. */
  unsent(): OwnItem[] {
    return this.items.filter((item): item is OwnItem => item.kind === "own" && item.delivery === "waiting");
  }

  /** The messages the server has not acknowledged, oldest first. */
  unacknowledged(): OwnItem[] {
    return this.items.filter(
      (item): item is OwnItem =>
        item.kind === "own" &&
        item.clientMessageId !== null &&
        item.delivery !== "delivered" &&
        item.retryable,
    );
  }

  markSent(item: OwnItem): void {
    item.delivery = "sent";
    item.problem = null;
    item.revision++;
  }

  /** After a lost connection: what was on the wire may not have arrived and goes out again. */
  requeue(): void {
    for (const item of this.items) {
      if (item.kind === "own" && item.delivery === "sent") {
        item.delivery = "waiting";
        item.revision++;
      }
    }
  }

  retry(item: OwnItem): void {
    if (item.delivery !== "failed" || !item.retryable) return;
    item.delivery = "waiting";
    item.problem = null;
    item.revision++;
  }

  fail(clientMessageId: string, problem: string, retryable: boolean): void {
    const item = this.own(clientMessageId);
    if (!item || item.delivery === "delivered") return;
    item.delivery = "failed";
    item.problem = problem;
    item.retryable = retryable;
    item.revision++;
  }

  discard(item: Item): void {
    this.items = this.items.filter((other) => other !== item);
  }

  // --- frames

  apply(frame: ServerFrame): Effect[] {
    switch (frame.type) {
      case "ack":
        this.acknowledge(frame.payload.clientMessageId, frame.payload.seq);
        return [];
      case "message":
        this.echo(frame.payload);
        return [];
      case "response":
        return this.answer(frame.payload);
      case "draft_update":
        return this.draft(frame.payload);
      case "status":
        return this.status(frame.payload);
      case "stream_start":
        this.streamStart(frame.payload.messageId);
        return [];
      case "stream_delta":
        this.streamDelta(frame.payload.messageId, frame.payload.delta);
        return [];
      case "stream_end":
        this.streamEnd(frame.payload.messageId, frame.payload);
        return [];
      case "resumed":
        if (frame.payload.complete) this.caughtUp(frame.payload.lastSeq);
        return [];
      case "error":
        this.error(frame.payload);
        return [];
      default:
        return [];
    }
  }

  /** A stream without its end can never be finished on another connection: its `response` comes by `resume`. */
  dropStreams(): void {
    this.items = this.items.filter((item) => !(item.kind === "answer" && item.seq === null));
  }

  /** Everything up to `seq` is here, or is not to be had any more. */
  caughtUp(seq: number): void {
    this.lastSeq = Math.max(this.lastSeq, seq);
    for (const number of this.ahead) if (number <= this.lastSeq) this.ahead.delete(number);
    while (this.ahead.delete(this.lastSeq + 1)) this.lastSeq++;
  }

  /** Fills in what `resume` could not replay. `lastSeq` is what the server then said its newest number was. */
  takeTranscript(transcript: TranscriptItem[], lastSeq: number): void {
    const known = new Set(this.items.map((item) => item.seq));
    for (const entry of transcript) {
      if (known.has(entry.seq) || !entry.content) continue;
      const at = Date.parse(entry.sentAt);
      if (entry.sender === "customer") {
        this.place(this.foreignOwn(entry.seq, entry.content, null, at));
      } else {
        const item = this.emptyAnswer(entry.messageId, entry.seq, at);
        item.content = entry.content;
        item.by = entry.sender;
        this.place(item);
      }
    }
    const newest = transcript.reduce((most, entry) => Math.max(most, entry.seq), 0);
    // A number this conversation never had is not kept: the server's word counts.
    if (this.lastSeq > Math.max(lastSeq, newest)) {
      this.lastSeq = 0;
      this.ahead.clear();
    }
    this.caughtUp(Math.max(lastSeq, newest));
  }

  private acknowledge(clientMessageId: string, seq: number): void {
    this.fresh(seq);
    const item = this.own(clientMessageId);
    if (!item || item.seq === seq) return;
    // A transcript does not tell whose id a message had; it may stand there already.
    this.items = this.items.filter((other) => other.kind !== "own" || other.seq !== seq);
    item.delivery = "delivered";
    item.problem = null;
    item.seq = seq;
    item.revision++;
    this.place(item);
  }

  private echo(payload: Extract<ServerFrame, { type: "message" }>["payload"]): void {
    if (payload.clientMessageId && this.own(payload.clientMessageId)) {
      this.acknowledge(payload.clientMessageId, payload.seq);
      return;
    }
    if (!this.fresh(payload.seq)) return;
    const at = payload.sentAt ? Date.parse(payload.sentAt) : this.now();
    this.place(this.foreignOwn(payload.seq, payload.content, payload.clientMessageId ?? null, at));
  }

  private answer(payload: ResponsePayload): Effect[] {
    if (!this.fresh(payload.seq)) return [];
    const at = payload.sentAt ? Date.parse(payload.sentAt) : this.now();
    const item = this.streamed(payload.messageId) ?? this.emptyAnswer(payload.messageId, payload.seq, at);
    item.seq = payload.seq;
    item.content = payload.content ?? "";
    item.by = payload.agent === "human" ? "person" : "assistant";
    item.streaming = false;
    item.sources = payload.sources ?? [];
    item.products = payload.products ?? [];
    item.actions = payload.actions ?? [];
    item.suggestions = payload.suggestedActions ?? [];
    item.cart = payload.cart ?? null;
    item.revision++;
    this.place(item);
    const effects: Effect[] = [{ kind: "answer", item }];
    if (payload.cart) effects.push({ kind: "cart", cart: payload.cart });
    return effects;
  }

  private draft(payload: DraftPayload): Effect[] {
    if (!this.fresh(payload.seq)) return [];
    if (payload.status === "pending") {
      this.pendingDraft = payload.draft_id;
      this.place({
        ...this.base(`seq:${payload.seq}`, payload.seq),
        kind: "draft",
        draftId: payload.draft_id,
      });
      return [{ kind: "checking" }];
    }
    this.pendingDraft = null;
    if (payload.status === "escalated") {
      this.isPersonAsked = true;
      return this.note("person_asked", payload.seq);
    }
    const item = this.emptyAnswer(null, payload.seq, this.now());
    item.content = payload.message ?? "";
    item.sources = payload.sources ?? [];
    item.reviewed = true;
    this.place(item);
    return [{ kind: "answer", item }];
  }

  private status(payload: { seq: number; status: string; by?: Author }): Effect[] {
    if (!this.fresh(payload.seq)) return [];
    const before = this.owner;
    const asked = payload.status === "escalated_human_needed";
    this.isPersonAsked = asked;
    this.owner = payload.by === "person" || payload.status === "active_human" ? "person" : "assistant";
    if (payload.status === "active_human") return this.note("person_joined", payload.seq);
    if (asked) return this.note("person_asked", payload.seq);
    if (payload.status.startsWith("resolved") || payload.status === "archived") {
      this.owner = "assistant";
      this.pendingDraft = null;
      return this.note("closed", payload.seq);
    }
    return before === "person" && this.owner === "assistant" ? this.note("assistant_back", payload.seq) : [];
  }

  private note(code: NoteCode, seq: number): Effect[] {
    const last = this.items.findLast((item) => item.kind !== "draft");
    if (last?.kind === "note" && last.code === code) return [];
    const item: NoteItem = { ...this.base(`seq:${seq}`, seq), kind: "note", code };
    this.place(item);
    return [{ kind: "note", item }];
  }

  private error(payload: ErrorPayload): void {
    if (!payload.clientMessageId) return;
    this.fail(payload.clientMessageId, payload.detail || payload.title || "", payload.retryable ?? true);
  }

  private streamStart(messageId: string): void {
    if (this.streamed(messageId)) return;
    const item = this.emptyAnswer(messageId, null, this.now());
    item.streaming = true;
    this.items.push(item);
  }

  private streamDelta(messageId: string, delta: string): void {
    const item = this.streamed(messageId);
    if (!item?.streaming) return;
    item.content += delta;
    item.revision++;
  }

  private streamEnd(messageId: string, end: { content?: string; aborted?: boolean }): void {
    const item = this.streamed(messageId);
    if (item?.seq !== null) return;
    if (end.aborted) {
      this.discard(item);
      return;
    }
    item.streaming = false;
    item.content = end.content ?? item.content;
    item.revision++;
  }

  /** Notes that `seq` arrived; false when it had arrived before. */
  private fresh(seq: number): boolean {
    if (seq <= this.lastSeq || this.ahead.has(seq)) return false;
    this.ahead.add(seq);
    while (this.ahead.delete(this.lastSeq + 1)) this.lastSeq++;
    return true;
  }

  /** Puts an item where its number belongs; what has none yet stays at the end. */
  private place(item: Item): void {
    const others = this.items.filter((other) => other !== item);
    const seq = item.seq ?? Number.POSITIVE_INFINITY;
    const at = others.findIndex((other) => (other.seq ?? Number.POSITIVE_INFINITY) > seq);
    if (at < 0) others.push(item);
    else others.splice(at, 0, item);
    this.items = others;
  }

  private own(clientMessageId: string): OwnItem | undefined {
    return this.items.find(
      (item): item is OwnItem => item.kind === "own" && item.clientMessageId === clientMessageId,
    );
  }

  private streamed(messageId: string): AnswerItem | undefined {
    return this.items.find(
      (item): item is AnswerItem => item.kind === "answer" && item.messageId === messageId,
    );
  }

  private base(key: string, seq: number | null): ItemBase {
    return { key, revision: 0, seq, at: this.now() };
  }

  private foreignOwn(seq: number, content: string, clientMessageId: string | null, at: number): OwnItem {
    return {
      ...this.base(`seq:${seq}`, seq),
      at,
      kind: "own",
      clientMessageId,
      content,
      delivery: "delivered",
      problem: null,
      retryable: false,
    };
  }

  private emptyAnswer(messageId: string | null, seq: number | null, at: number): AnswerItem {
    return {
      ...this.base(messageId ? `answer:${messageId}` : `answer:${++this.made}:${seq}`, seq),
      at,
      kind: "answer",
      messageId,
      content: "",
      by: "assistant",
      reviewed: false,
      streaming: false,
      sources: [],
      products: [],
      actions: [],
      suggestions: [],
      cart: null,
      helpful: null,
    };
  }
}
