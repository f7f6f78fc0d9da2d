import { useSyncExternalStore } from "react";
import type { User } from "./types";

export interface Session {
  accessToken: string;
  refreshToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  user: User;
}

const STORAGE_KEY = "colloquy.operator.session";
const listeners = new Set<() => void>();

/** A duplicated tab copies the refresh token; whoever spends it tells the others, or reuse would end them all. */
const siblings =
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("colloquy.operator.session");

let current = read();

siblings?.addEventListener("message", (event: MessageEvent<{ spent: string; session: Session | null }>) => {
  if (current && current.refreshToken === event.data.spent) store(event.data.session);
});

function read(): Session | null {
  try {
    const text = sessionStorage.getItem(STORAGE_KEY);
    return text ? (JSON.parse(text) as Session) : null;
  } catch {
    return null;
  }
}

function store(next: Session | null): void {
  current = next;
  try {
    if (next) sessionStorage.setItem(STORAGE_KEY, JSON.stringify(next));
    else sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage may be shut off; the session then lives as long as the page.
  }
  for (const listener of listeners) listener();
}

export function currentSession(): Session | null {
  return current;
}

export function setSession(next: Session | null): void {
  const spent = current?.refreshToken;
  store(next);
  if (spent) siblings?.postMessage({ spent, session: next });
}

export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): Session | null {
  return useSyncExternalStore(onSessionChange, currentSession);
}

/** Who is signed in. Only for what is drawn behind the sign-in. */
export function useMe(): User {
  const session = useSession();
  return session?.user ?? { id: "", email: "", role: "", business_id: "", full_name: "" };
}
