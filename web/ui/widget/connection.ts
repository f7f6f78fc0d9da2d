/**
 * One WebSocket that is kept alive: reconnects with growing, jittered delays, follows the close codes of the contract,
 * and notices a line that has gone silent. What the frames mean is not its business.
 */
import { type ClientFrame, readFrame, type ServerFrame } from "./frames";

export type Link = "idle" | "connecting" | "online" | "waiting" | "refused";

export interface ConnectionPorts {
  url(): string | Promise<string>;
  onFrame(frame: ServerFrame): void;
  onLink(link: Link): void;
  /** The socket closed; `code` tells why. */
  onLost(code: number): void;
  /** Asked after several attempts in a row never got through: is there any use in going on? */
  isRefused?(): Promise<boolean>;
  open?(url: string): WebSocket;
  random?(): number;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** The server pings every 25 s; two missed and some slack mean that the line is dead. */
const SILENCE_MS = 65_000;
const ATTEMPTS_BEFORE_ASKING = 3;
const STABLE_MS = 5_000;

export class Connection {
  link: Link = "idle";

  private socket: WebSocket | null = null;
  private attempts = 0;
  private onlineSince = 0;
  private reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly random: () => number;

  constructor(private readonly ports: ConnectionPorts) {
    this.random = ports.random ?? Math.random;
  }

  start(): void {
    if (this.link === "idle" || this.link === "waiting") void this.connect();
  }

  /** Tries again now, because the network or the reader came back. */
  poke(): void {
    if (this.link === "waiting") void this.connect();
  }

  stop(): void {
    clearTimeout(this.reconnectTimer);
    clearTimeout(this.silenceTimer);
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
    this.setLink("idle");
  }

  /** False when there is no open line; nothing is kept for later here. */
  send(frame: ClientFrame): boolean {
    if (this.socket?.readyState !== 1) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  private async connect(): Promise<void> {
    clearTimeout(this.reconnectTimer);
    this.setLink("connecting");
    let socket: WebSocket;
    try {
      const url = await this.ports.url();
      if (this.link !== "connecting" || this.socket) return;
      socket = this.ports.open ? this.ports.open(url) : new WebSocket(url);
    } catch {
      this.lost(1006, "");
      return;
    }
    this.socket = socket;
    this.listen();
    socket.onmessage = (event) => {
      if (this.socket === socket) this.receive(event.data);
    };
    socket.onclose = (event) => {
      if (this.socket === socket) this.lost(event.code, event.reason);
    };
  }

  private receive(data: unknown): void {
    this.listen();
    const frame = readFrame(data);
    if (!frame) return;
    if (frame.type === "ping") {
      this.send({ type: "pong", payload: {} });
      return;
    }
    if (frame.type === "session" && this.link === "connecting") {
      this.onlineSince = Date.now();
      this.setLink("online");
    }
    this.ports.onFrame(frame);
  }

  /** Starts the silence clock anew. */
  private listen(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => {
      const socket = this.socket;
      this.lost(4408, "");
      socket?.close();
    }, SILENCE_MS);
  }

  private lost(code: number, reason: string): void {
    clearTimeout(this.silenceTimer);
    this.socket = null;
    // A line that breaks at once, again and again, is no reason to start counting anew.
    if (this.link === "online" && Date.now() - this.onlineSince >= STABLE_MS) this.attempts = 0;
    this.ports.onLost(code);
    if (code === 1008) {
      this.setLink("refused");
      return;
    }
    this.attempts++;
    this.setLink("waiting");
    this.reconnectTimer = setTimeout(() => void this.again(), this.delay(code, reason));
  }

  private async again(): Promise<void> {
    if (this.attempts >= ATTEMPTS_BEFORE_ASKING && (await this.ports.isRefused?.())) {
      this.setLink("refused");
      return;
    }
    if (this.link === "waiting") void this.connect();
  }

  private delay(code: number, reason: string): number {
    const jitter = 0.5 + this.random() / 2;
    // Many shoppers lose a restarting node at once: they come back spread out.
    if (code === 1012 && this.attempts <= 1) return 250 + this.random() * 2_750;
    if (code === 1013) {
      const seconds = Number.parseFloat(/\d+(\.\d+)?/.exec(reason)?.[0] ?? "5");
      return Math.min(seconds, 300) * 1_000 * (1 + this.random() / 4);
    }
    if ((code === 4408 || code === 4409) && this.attempts <= 1) return this.random() * 500;
    return Math.min(FIRST_DELAY_MS * 2 ** (this.attempts - 1), LONGEST_DELAY_MS) * jitter;
  }

  private setLink(link: Link): void {
    if (this.link === link) return;
    this.link = link;
    this.ports.onLink(link);
  }
}
