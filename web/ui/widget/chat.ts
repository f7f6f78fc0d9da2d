/**
 * Joins the line, the conversation and the browser's memory: greets the server, catches up, sends what is waiting, and
 * tells the view when something moved on.
 */
import type { Cart, Shop, TranscriptItem } from "../shared/api";
import { Connection, type Link } from "./connection";
import type { Author, ServerFrame, SessionPayload } from "./frames";
import type { SessionStore } from "./session";
import { type AnswerItem, Conversation, type Effect, type OwnItem } from "./state";

export interface ChatPorts {
  /** Origin of the server, such as `https://shop.example`. */
  server: string;
  key: string | null;
  /** The page is the server's own, where the session comes from its cookie. */
  isOwnHost: boolean;
  store: SessionStore;
  onChange(): void;
  onAnswer(item: AnswerItem): void;
  onCart(cart: Cart): void;
  onSession(sessionId: string, replaced: boolean): void;
  open?(url: string): WebSocket;
  fetch?: typeof fetch;
  random?(): number;
}

export type TranscriptFormat = "html" | "text";

/** The most a message may hold, in Unicode code points. */
export const LONGEST_MESSAGE = 8_000;

const ACK_TIMEOUT_MS = 15_000;
const RESUME_TIMEOUT_MS = 5_000;
const GAP_PATIENCE_MS = 1_000;
const TYPING_SHOWN_MS = 8_000;
const TYPING_SENT_EVERY_MS = 3_000;
const TRANSCRIPT_ATTEMPTS = 3;

export class Chat {
  readonly conversation = new Conversation();
  typing: Author | null = null;
  shop: Shop | null = null;

  private readonly connection: Connection;
  private token: string | null = null;
  private isGreeted = false;
  private isSyncing = false;
  private hasSynced = false;
  private isCookieAsked = false;
  private isShopAsked = false;
  private isWatched = false;
  private lastTypingSent = 0;
  private syncTimer: ReturnType<typeof setTimeout> | undefined;
  private gapTimer: ReturnType<typeof setTimeout> | undefined;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly ackTimers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly ports: ChatPorts) {
    const { store } = ports;
    this.conversation.readSeq = store.readSeq;
    for (const kept of store.outbox) this.conversation.say(kept.content, kept.clientMessageId, kept.metadata);
    this.connection = new Connection({
      url: () => this.url(),
      onFrame: (frame) => this.onFrame(frame),
      onLink: () => this.ports.onChange(),
      onLost: (code) => this.onLost(code),
      isRefused: () => this.isRefused(),
      open: ports.open,
      random: ports.random,
    });
  }

  get link(): Link {
    return this.connection.link;
  }

  get sessionId(): string | null {
    return this.ports.store.id;
  }

  get unread(): number {
    return this.hasSynced ? this.conversation.unread : this.ports.store.unread;
  }

  start(): void {
    void this.loadShop();
    this.connection.start();
  }

  stop(): void {
    this.connection.stop();
  }

  /** The network or the reader came back. */
  poke(): void {
    this.connection.poke();
  }

  /** The page knows the session; another one than before means another shopper's view. */
  private adopt(id: string): void {
    if (id === this.ports.store.id) return;
    this.ports.store.setId(id);
    this.conversation.reset();
    this.hasSynced = false;
    const wasRunning = this.connection.link !== "idle";
    this.connection.stop();
    this.afterLost();
    if (wasRunning) this.connection.start();
    this.ports.onChange();
  }

  /** Signs this connection, and those after it, in; `null` forgets the token. */
  authenticate(token: string | null): void {
    const isSignedOut = this.token !== null && token === null;
    this.token = token;
    // The server believes a connection for a while; after signing out there must be another one.
    if (isSignedOut && this.connection.link !== "idle") {
      this.connection.stop();
      this.afterLost();
      this.connection.start();
    }
    if (token && this.isGreeted) this.connection.send({ type: "auth", payload: { token } });
  }

  /** The reader looks at the conversation: what is there counts as read. */
  watch(isWatched: boolean): void {
    this.isWatched = isWatched;
    this.changed();
  }

  send(text: string): void {
    const content = text.trim();
    if (!content || [...content].length > LONGEST_MESSAGE) return;
    const metadata = { url: `${location.origin}${location.pathname}` };
    this.conversation.say(content, randomId(), metadata);
    this.start();
    this.connection.poke();
    this.flush();
    this.changed();
  }

  retry(item: OwnItem): void {
    this.conversation.retry(item);
    this.connection.poke();
    this.flush();
    this.changed();
  }

  discard(item: OwnItem): void {
    this.conversation.discard(item);
    this.changed();
  }

  rate(item: AnswerItem, helpful: boolean): void {
    if (!item.messageId) return;
    if (!this.connection.send({ type: "feedback", payload: { messageId: item.messageId, helpful } })) return;
    item.helpful = helpful;
    item.revision++;
    this.ports.onChange();
  }

  notifyTyping(): void {
    if (!this.isGreeted || Date.now() - this.lastTypingSent < TYPING_SENT_EVERY_MS) return;
    this.lastTypingSent = Date.now();
    this.connection.send({ type: "typing", payload: { isTyping: true } });
  }

  async transcript(format: TranscriptFormat): Promise<Blob> {
    const answer = await this.ask(
      `/chat/${encodeURIComponent(this.sessionId ?? "")}/transcript?format=${format}`,
    );
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.blob();
  }

  // --- the line

  private async url(): Promise<string> {
    if (this.ports.isOwnHost && !this.isCookieAsked) await this.askCookie();
    const url = new URL("/ws", this.ports.server.replace(/^http/, "ws"));
    if (this.ports.store.id) url.searchParams.set("sessionId", this.ports.store.id);
    if (this.ports.key) url.searchParams.set("key", this.ports.key);
    return url.href;
  }

  /** On the shop's own pages the cookie decides who is asking; scripts learn its session from the answer. */
  private async askCookie(): Promise<void> {
    this.isCookieAsked = true;
    const options: RequestInit = { credentials: "same-origin" };
    try {
      let answer = await this.fetch("/v1/cart", options);
      if (answer.status === 410) {
        answer = await this.fetch("/v1/sessions", {
          ...options,
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: '{"channel":"web"}',
        });
      }
      const id =
        answer.headers.get("X-Session-Id") ?? ((await answer.json()) as { sessionId?: string }).sessionId;
      if (id && id !== this.ports.store.id) {
        this.ports.store.setId(id);
        this.conversation.reset();
      }
    } catch {
      // The socket will tell.
    }
  }

  /** The page told the session, so there is no need to ask for it. */
  trustPageSession(id: string): void {
    this.isCookieAsked = true;
    this.adopt(id);
  }

  private async isRefused(): Promise<boolean> {
    try {
      const answer = await this.ask("/v1/shop");
      return answer.status === 403 || answer.status === 404;
    } catch {
      return false;
    }
  }

  private async loadShop(): Promise<void> {
    if (this.isShopAsked) return;
    this.isShopAsked = true;
    try {
      const answer = await this.ask("/v1/shop");
      if (!answer.ok) return;
      this.shop = (await answer.json()) as Shop;
      this.ports.onChange();
    } catch {
      this.isShopAsked = false;
    }
  }

  private onLost(code: number): void {
    if (code === 1009) {
      for (const item of this.conversation.unacknowledged()) {
        if (item.delivery === "sent") this.conversation.fail(item.clientMessageId ?? "", "", false);
      }
    }
    this.afterLost();
    this.ports.onChange();
  }

  private afterLost(): void {
    this.isGreeted = false;
    this.isSyncing = false;
    clearTimeout(this.syncTimer);
    clearTimeout(this.gapTimer);
    for (const timer of this.ackTimers.values()) clearTimeout(timer);
    this.ackTimers.clear();
    this.setTyping(null);
    this.conversation.dropStreams();
    this.conversation.requeue();
  }

  // --- frames

  private onFrame(frame: ServerFrame): void {
    if (frame.type === "session") {
      this.greet(frame.payload);
      return;
    }
    if (frame.type === "typing") {
      this.setTyping(frame.payload.isTyping ? (frame.payload.by ?? "assistant") : null);
      this.ports.onChange();
      return;
    }
    const isReplay = this.isSyncing;
    for (const effect of this.conversation.apply(frame)) this.carryOut(effect, isReplay);
    if (frame.type === "ack") this.clearAckTimer(frame.payload.clientMessageId);
    if (frame.type === "error" && frame.payload.clientMessageId)
      this.clearAckTimer(frame.payload.clientMessageId);
    if (frame.type === "stream_start") this.setTyping(null);
    if (frame.type === "resumed") void this.resumed(frame.payload.lastSeq, frame.payload.complete);
    this.watchGap();
    this.changed();
  }

  private greet(payload: SessionPayload): void {
    const { store } = this.ports;
    const isOther = store.id !== null && store.id !== payload.sessionId;
    if (isOther || payload.replaced) this.conversation.reset();
    if (store.id !== payload.sessionId || !this.hasSynced) {
      store.setId(payload.sessionId);
      this.ports.onSession(payload.sessionId, payload.replaced ?? isOther);
    }
    if (this.isGreeted) return;
    this.isGreeted = true;
    const isKnown = (payload.lastSeq ?? 0) > 0 || this.conversation.lastSeq > 0;
    if (isKnown) this.resume();
    if (this.token) this.connection.send({ type: "auth", payload: { token: this.token } });
    if (!isKnown) this.synced();
  }

  private resume(): void {
    this.isSyncing = true;
    this.connection.send({ type: "resume", payload: { lastSeq: this.conversation.lastSeq } });
    this.syncTimer = setTimeout(() => this.synced(), RESUME_TIMEOUT_MS);
  }

  private async resumed(lastSeq: number, isComplete: boolean): Promise<void> {
    clearTimeout(this.syncTimer);
    if (!isComplete) await this.loadTranscript(lastSeq);
    if (this.isGreeted) this.synced();
  }

  /** Caught up: from here on everything is news, and what waited goes out. */
  private synced(): void {
    clearTimeout(this.syncTimer);
    this.isSyncing = false;
    this.hasSynced = true;
    this.flush();
    this.watchGap();
    this.changed();
  }

  private async loadTranscript(lastSeq: number): Promise<void> {
    const path = `/chat/${encodeURIComponent(this.sessionId ?? "")}/transcript?format=json`;
    for (let attempt = 1; attempt <= TRANSCRIPT_ATTEMPTS; attempt++) {
      try {
        const answer = await this.ask(path);
        if (answer.ok) {
          const body = (await answer.json()) as { items?: TranscriptItem[] };
          this.conversation.takeTranscript(body.items ?? [], lastSeq);
          return;
        }
        if (answer.status < 500 && answer.status !== 429) break;
      } catch {
        // The network may be back in a moment.
      }
      await new Promise((resolve) => setTimeout(resolve, attempt * 1_000));
    }
    this.conversation.caughtUp(lastSeq);
  }

  /** A number left out is waited for a moment, then asked for. */
  private watchGap(): void {
    clearTimeout(this.gapTimer);
    if (this.isSyncing || !this.isGreeted || !this.conversation.hasGap) return;
    this.gapTimer = setTimeout(() => {
      if (this.conversation.hasGap && !this.isSyncing) this.resume();
    }, GAP_PATIENCE_MS);
  }

  private flush(): void {
    if (!this.isGreeted || this.isSyncing) return;
    for (const item of this.conversation.unsent()) {
      const clientMessageId = item.clientMessageId ?? "";
      const payload = { content: item.content, clientMessageId, stream: true, metadata: item.metadata };
      if (!this.connection.send({ type: "message", payload })) return;
      this.conversation.markSent(item);
      this.clearAckTimer(clientMessageId);
      this.ackTimers.set(
        clientMessageId,
        setTimeout(() => {
          this.conversation.fail(clientMessageId, "", true);
          this.changed();
        }, ACK_TIMEOUT_MS),
      );
    }
  }

  private clearAckTimer(clientMessageId: string): void {
    clearTimeout(this.ackTimers.get(clientMessageId));
    this.ackTimers.delete(clientMessageId);
  }

  private carryOut(effect: Effect, isReplay: boolean): void {
    if (effect.kind === "answer") {
      this.setTyping(null);
      if (!isReplay || this.hasSynced) this.ports.onAnswer(effect.item);
    }
    // At the first catch-up the page has just loaded the cart itself, and the replayed one may be older.
    if (effect.kind === "cart" && (!isReplay || this.hasSynced)) this.ports.onCart(effect.cart);
  }

  private setTyping(by: Author | null): void {
    clearTimeout(this.typingTimer);
    this.typing = by;
    if (!by) return;
    this.typingTimer = setTimeout(() => {
      this.typing = null;
      this.ports.onChange();
    }, TYPING_SHOWN_MS);
  }

  private changed(): void {
    const { conversation, ports } = this;
    if (this.hasSynced && this.isWatched && conversation.markRead()) {
      this.connection.send({ type: "read", payload: { seq: conversation.readSeq } });
    }
    ports.store.setOutbox(conversation.unacknowledged());
    if (this.hasSynced)
      ports.store.setProgress(conversation.readSeq, conversation.unread, conversation.isWaiting);
    ports.onChange();
  }

  private ask(path: string): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.sessionId) headers["X-Session-Id"] = this.sessionId;
    if (this.ports.key) headers["X-Widget-Key"] = this.ports.key;
    return this.fetch(path, { headers, credentials: "omit" });
  }

  private fetch(path: string, options: RequestInit): Promise<Response> {
    return (this.ports.fetch ?? window.fetch.bind(window))(`${this.ports.server}${path}`, {
      ...options,
      // A browser may keep a 410 for ever, and the session it spoke of is not the one of the next request.
      cache: "no-store",
    });
  }
}

/** `crypto.randomUUID` exists on secure origins only; a development shop may not be one. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
