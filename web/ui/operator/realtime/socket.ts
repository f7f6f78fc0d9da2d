import { parseFrame, type ServerFrame } from "./frames";

export type Link = "connecting" | "ready" | "down";

export interface SocketOptions {
  url: () => string;
  /** The token for the first frame; null means signed out. */
  token: () => Promise<string | null>;
  onFrame: (frame: ServerFrame) => void;
  onLink: (link: Link) => void;
  /** Called after every `ready` but the first: whatever was missed must be fetched. */
  onReturn: () => void;
  open?: (url: string) => WebSocket;
  random?: () => number;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 20_000;
const READY_WITHIN_MS = 10_000;

/** The operator socket: it signs in, keeps its subscriptions over reconnects, and returns by itself. */
export class OperatorSocket {
  private socket: WebSocket | null = null;
  private link: Link = "connecting";
  private attempt = 0;
  private wasReady = false;
  private stopped = true;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly subscriptions = new Map<string, number>();

  constructor(private readonly options: SocketOptions) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    this.socket?.close(1000);
    this.socket = null;
  }

  /** Tries at once instead of waiting out the delay: the network came back, or the page was looked at again. */
  hurry(): void {
    if (this.stopped || this.link !== "down" || this.socket) return;
    clearTimeout(this.retry);
    this.attempt = 0;
    void this.connect();
  }

  subscribe(payload: { inbox: true } | { conversation_id: string }): () => void {
    const key = JSON.stringify(payload);
    const holders = this.subscriptions.get(key) ?? 0;
    this.subscriptions.set(key, holders + 1);
    if (holders === 0) this.send("subscribe", payload);

    let released = false;
    return () => {
      if (released) return;
      released = true;
      const left = (this.subscriptions.get(key) ?? 1) - 1;
      if (left > 0) {
        this.subscriptions.set(key, left);
      } else {
        this.subscriptions.delete(key);
        this.send("unsubscribe", payload);
      }
    };
  }

  typing(conversationId: string, isTyping: boolean): void {
    this.send("typing", { conversation_id: conversationId, isTyping });
  }

  private send(type: string, payload: unknown): void {
    if (this.link === "ready") this.socket?.send(JSON.stringify({ type, payload }));
  }

  private async connect(): Promise<void> {
    let token: string | null;
    try {
      token = await this.options.token();
    } catch {
      this.retryLater();
      return;
    }
    if (this.stopped || !token || this.socket) return;

    const open = this.options.open ?? ((url: string) => new WebSocket(url));
    const socket = open(this.options.url());
    this.socket = socket;
    const tooLong = setTimeout(() => socket.close(), READY_WITHIN_MS);

    socket.onopen = () => socket.send(JSON.stringify({ type: "auth", payload: { token } }));
    socket.onmessage = (event) => {
      if (this.socket !== socket) return;
      const frame = parseFrame(event.data);
      if (!frame) return;
      if (frame.type === "ready") {
        clearTimeout(tooLong);
        this.becomeReady();
      } else {
        this.options.onFrame(frame);
      }
    };
    socket.onclose = (event) => {
      clearTimeout(tooLong);
      if (this.socket !== socket) return;
      this.socket = null;
      this.retryLater(event.code === 1013 ? secondsIn(event.reason) * 1000 : 0);
    };
  }

  private becomeReady(): void {
    this.attempt = 0;
    this.setLink("ready");
    for (const key of this.subscriptions.keys()) this.send("subscribe", JSON.parse(key));
    if (this.wasReady) this.options.onReturn();
    this.wasReady = true;
  }

  private retryLater(atLeastMs = 0): void {
    if (this.stopped) return;
    this.setLink("down");
    const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.attempt);
    const random = this.options.random ?? Math.random;
    this.attempt += 1;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connect(), Math.max(atLeastMs, ceiling * (0.5 + random() / 2)));
  }

  private setLink(link: Link): void {
    if (this.link === link) return;
    this.link = link;
    this.options.onLink(link);
  }
}

function secondsIn(reason: string): number {
  const seconds = Number(reason.match(/\d+/)?.[0] ?? 0);
  return Math.min(seconds, 60);
}
