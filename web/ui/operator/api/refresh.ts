import type { components } from "../../shared/openapi";
import { ApiProblem } from "./problem";
import { currentSession, type Session, setSession } from "./session";

const EARLY_MS = 30_000;

let running: Promise<string | null> | null = null;

/** A token that will still be good when it arrives, or null when signed out. */
export async function freshToken(): Promise<string | null> {
  const session = currentSession();
  if (!session) return null;
  if (session.expiresAt - EARLY_MS > Date.now()) return session.accessToken;
  return renewToken(session.accessToken);
}

/** Trades the refresh token once, however many requests ask at the same time. */
export function renewToken(refused: string): Promise<string | null> {
  running ??= alone(() => renew(refused)).finally(() => {
    running = null;
  });
  return running;
}

async function renew(refused: string): Promise<string | null> {
  const session = currentSession();
  if (!session) return null;
  if (session.accessToken !== refused) return session.accessToken;

  const response = await fetch("/v1/auth/refresh", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken: session.refreshToken }),
  }).catch(() => {
    throw ApiProblem.unreachable();
  });

  if (response.ok) {
    const body = (await response.json()) as components["schemas"]["RefreshOut"];
    const next: Session = {
      ...session,
      accessToken: body.accessToken,
      refreshToken: body.refreshToken,
      expiresAt: Date.now() + body.expiresIn * 1000,
    };
    setSession(next);
    return next.accessToken;
  }
  if (response.status === 429 || response.status >= 500) throw await ApiProblem.from(response);
  setSession(null);
  return null;
}

function alone<T>(work: () => Promise<T>): Promise<T> {
  if (typeof navigator !== "undefined" && navigator.locks) {
    return navigator.locks.request("colloquy.operator.refresh", work) as Promise<T>;
  }
  return work();
}
