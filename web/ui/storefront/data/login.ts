/** Who is signed in on this browser: a short-lived token in memory, and what renews it in the browser's keeping. */
import { useSyncExternalStore } from "react";
import type { Schemas } from "../../shared/api";

export type Auth = Schemas["AuthOut"];
export type Person = Auth["user"];

interface Kept {
  refreshToken: string;
  person: Person;
}

const NAME = "colloquy:login";
const listeners = new Set<() => void>();
let kept: Kept | null = read();
let accessToken: string | null = null;
/** One renewal at a time: a refresh token is good once. */
let renewal: Promise<string | null> | null = null;

export function usePerson(): Person | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => kept?.person ?? null,
  );
}

/** Remembers a login, or that there is none. */
export function keepLogin(auth: Auth | null): void {
  accessToken = auth?.accessToken ?? null;
  keep(auth ? { refreshToken: auth.refreshToken, person: auth.user } : null);
}

export function refreshToken(): string | null {
  return kept?.refreshToken ?? null;
}

/** The token for the next request; renewed when there is none, or when the last one was refused. */
export async function tokenFor(isRefused = false): Promise<string | null> {
  if (!kept) return null;
  if (accessToken && !isRefused) return accessToken;
  renewal ??= renew(kept.refreshToken).finally(() => {
    renewal = null;
  });
  return renewal;
}

async function renew(token: string): Promise<string | null> {
  let answer: Response;
  try {
    answer = await fetch("/v1/auth/refresh", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ refreshToken: token }),
    });
  } catch {
    // Out of reach is not signed out.
    return null;
  }
  if (answer.status === 401) keepLogin(null);
  if (!answer.ok) return null;
  const next = (await answer.json()) as Schemas["RefreshOut"];
  accessToken = next.accessToken;
  if (kept) keep({ ...kept, refreshToken: next.refreshToken });
  return accessToken;
}

function keep(next: Kept | null): void {
  kept = next;
  try {
    if (next) localStorage.setItem(NAME, JSON.stringify(next));
    else localStorage.removeItem(NAME);
  } catch {
    // Kept in memory only.
  }
  for (const listener of listeners) listener();
}

function read(): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}
