/**
 * What the browser remembers of the shopper. The session and what was read belong to the shop and live in
 * `localStorage`; unsent messages and the open panel belong to the tab.
 */
import type { OwnItem } from "./state";

interface Kept {
  id: string | null;
  readSeq: number;
  /** An answer was still to come when the page was left, so the next page listens for it at once. */
  isWaiting: boolean;
  unread: number;
  /** A number from 0 to 99 that decides staged roll-outs; drawn once. */
  bucket: number;
}

interface Tab {
  isOpen: boolean;
  outbox: { clientMessageId: string; content: string; metadata?: Record<string, unknown> }[];
}

export class SessionStore {
  private readonly kept: Kept;
  private readonly tab: Tab;
  private readonly name: string;

  constructor(key: string | null) {
    this.name = `colloquy:${key ?? "shop"}`;
    this.kept = {
      id: null,
      readSeq: 0,
      isWaiting: false,
      unread: 0,
      bucket: Math.floor(Math.random() * 100),
      ...read<Kept>("localStorage", this.name),
    };
    this.tab = { isOpen: false, outbox: [], ...read<Tab>("sessionStorage", this.name) };
  }

  get id(): string | null {
    return this.kept.id;
  }

  get readSeq(): number {
    return this.kept.readSeq;
  }

  get unread(): number {
    return this.kept.unread;
  }

  get bucket(): number {
    return this.kept.bucket;
  }

  get isOpen(): boolean {
    return this.tab.isOpen;
  }

  get outbox(): Tab["outbox"] {
    return this.tab.outbox;
  }

  /** The page before this one left something to wait for. */
  get isWorthListening(): boolean {
    return this.kept.id !== null && (this.kept.isWaiting || this.kept.unread > 0);
  }

  setId(id: string | null): void {
    if (id === this.kept.id) return;
    Object.assign(this.kept, { id, readSeq: 0, isWaiting: false, unread: 0 });
    this.keep();
  }

  setProgress(readSeq: number, unread: number, isWaiting: boolean): void {
    const { kept } = this;
    if (kept.readSeq === readSeq && kept.unread === unread && kept.isWaiting === isWaiting) return;
    Object.assign(kept, { readSeq, unread, isWaiting });
    this.keep();
  }

  setOpen(isOpen: boolean): void {
    this.tab.isOpen = isOpen;
    write("sessionStorage", this.name, this.tab);
  }

  setOutbox(items: OwnItem[]): void {
    const outbox = items.map(({ clientMessageId, content, metadata }) => ({
      clientMessageId: clientMessageId ?? "",
      content,
      metadata,
    }));
    if (outbox.length === 0 && this.tab.outbox.length === 0) return;
    this.tab.outbox = outbox;
    write("sessionStorage", this.name, this.tab);
  }

  keep(): void {
    write("localStorage", this.name, this.kept);
  }
}

type Area = "localStorage" | "sessionStorage";

/** A page may forbid storage altogether; the chat then lasts as long as the page. */
function read<T>(area: Area, name: string): Partial<T> {
  try {
    return JSON.parse(window[area].getItem(name) ?? "{}") as Partial<T>;
  } catch {
    return {};
  }
}

function write(area: Area, name: string, value: unknown): void {
  try {
    window[area].setItem(name, JSON.stringify(value));
  } catch {
    // Kept in memory only.
  }
}
