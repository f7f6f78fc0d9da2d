/** Who is signed in. The access token lives in memory; the refresh token is kept, so that a new page is signed in too. */
import { useSyncExternalStore } from "react";
import type { AuthTokens } from "../../shared/api";
import { api, ProblemError, setAccessToken, takeLogin } from "./api";

export type User = AuthTokens["user"];

const KEPT = "northlane:account";
/** The token is renewed this long before it ends. */
const EARLY_S = 60;

let user: User | null = null;
let renewal: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const tokenListeners = new Set<(token: string | null) => void>();

export function useAccount(): User | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => user,
  );
}

export function onToken(listener: (token: string | null) => void): void {
  tokenListeners.add(listener);
}

export async function signIn(email: string, password: string): Promise<void> {
  takeTokens(await api<AuthTokens>("/v1/auth/login", { method: "POST", body: { email, password } }));
}

export async function register(name: string, email: string, password: string): Promise<void> {
  takeTokens(await api<AuthTokens>("/v1/auth/register", { method: "POST", body: { name, email, password } }));
}

export async function signOut(): Promise<void> {
  const refreshToken = kept();
  forget();
  if (!refreshToken) return;
  try {
    await api("/v1/auth/logout", { method: "POST", body: { refreshToken } });
  } catch {
    // The token ends by itself; on this device it is forgotten already.
  }
}

/** Signs in again with what an earlier page kept. */
export async function resume(): Promise<void> {
  if (kept()) await alone(renew);
}

/** A refresh token counts once: two tabs must not spend the same one. */
async function alone(work: () => Promise<void>): Promise<void> {
  if (navigator.locks) await navigator.locks.request(KEPT, work);
  else await work();
}

async function renew(): Promise<void> {
  const refreshToken = kept();
  if (!refreshToken) {
    forget();
    return;
  }
  try {
    takeTokens(await api<AuthTokens>("/v1/auth/refresh", { method: "POST", body: { refreshToken } }));
  } catch (error) {
    const isRefused =
      error instanceof ProblemError && error.status >= 400 && error.status < 500 && error.status !== 429;
    if (isRefused) forget();
    else plan(EARLY_S);
  }
}

function takeTokens(tokens: AuthTokens): void {
  keep(tokens.refreshToken);
  takeLogin(tokens.sessionId, tokens.accessToken);
  plan(Math.max(tokens.expiresIn - EARLY_S, EARLY_S));
  change(tokens.user, tokens.accessToken);
}

function plan(seconds: number): void {
  clearTimeout(renewal);
  renewal = setTimeout(() => void alone(renew), seconds * 1_000);
}

function forget(): void {
  clearTimeout(renewal);
  keep(null);
  setAccessToken(null);
  change(null, null);
}

function change(next: User | null, token: string | null): void {
  user = next;
  for (const listener of tokenListeners) listener(token);
  for (const listener of listeners) listener();
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function keep(token: string | null): void {
  try {
    if (token) localStorage.setItem(KEPT, token);
    else localStorage.removeItem(KEPT);
  } catch {
    // Signed in for as long as this page lasts.
  }
}
