/** The shopper API as the storefront asks it. The session is a cookie; scripts learn its id from the answers. */
import createClient from "openapi-fetch";
import type { Problem, Session } from "../../shared/api";
import type { paths } from "../../shared/openapi";
import { tokenFor } from "./login";

export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(messageOf(problem));
  }
}

type Listener = (sessionId: string) => void;

let sessionId: string | null = null;
/** Set when the chat got another session than the cookie names: then the header counts, and the cookie stays away. */
let isCookieStale = false;
const listeners = new Set<Listener>();

export function onSession(listener: Listener): () => void {
  listeners.add(listener);
  if (sessionId) listener(sessionId);
  return () => listeners.delete(listener);
}

/** The chat was given a new session; the page goes along with it. */
export function followSession(id: string): void {
  if (id === sessionId) return;
  isCookieStale = sessionId !== null;
  sessionId = id;
}

/** Typed by what the server describes; `fetch` adds the session and mends one that is gone. */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: ask });

/** The body of a good answer; a refused one becomes an error with the server's own words. */
export async function bodyOf(
  asked: Promise<{ data?: unknown; error?: unknown; response: Response }>,
): Promise<unknown> {
  const { data, error, response } = await asked.catch((cause: unknown) => {
    // An answer that breaks off is as good as none.
    throw cause instanceof TypeError ? unreachable() : cause;
  });
  if (response.ok) return data;
  throw new ProblemError(response.status, problemIn(error, response.status));
}

async function ask(request: Request): Promise<Response> {
  const [again, renewed] = [request.clone(), request.clone()];
  let answer = await send(request);
  if (answer.status === 401 && isOfAccount(request)) {
    // The access token is short-lived: asked again once, with the next one, or as a guest when the login has ended.
    await tokenFor(true);
    answer = await send(renewed);
  }
  if (answer.status !== 410) return answer;
  // The session has ended. A new one takes its place, named by the header until a new cookie is sure to be there.
  sessionId = null;
  const begun = await send(
    new Request(`${window.location.origin}/v1/sessions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: '{"channel":"web"}',
    }),
  );
  if (!begun.ok) return answer;
  learn(((await begun.json()) as Session).sessionId);
  isCookieStale = true;
  return send(again);
}

async function send(request: Request): Promise<Response> {
  const headers = new Headers(request.headers);
  const token = isOfAccount(request) ? await tokenFor() : null;
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (isCookieStale && sessionId) headers.set("X-Session-Id", sessionId);
  let answer: Response;
  try {
    answer = await fetch(
      new Request(request, {
        headers,
        credentials: isCookieStale ? "omit" : "same-origin",
        // A browser may keep a 410 for ever, and the session it spoke of is not the one of the next request.
        cache: "no-store",
      }),
    );
  } catch {
    throw unreachable();
  }
  const id = answer.headers.get("X-Session-Id");
  if (id && answer.ok) learn(id);
  return answer;
}

/** Signing in and out speaks for itself; everything else is asked by whoever is signed in. */
function isOfAccount(request: Request): boolean {
  const { pathname } = new URL(request.url);
  return !pathname.startsWith("/v1/auth/") && pathname !== "/v1/sessions";
}

function unreachable(): ProblemError {
  return new ProblemError(0, {
    title: "No connection",
    detail: "We could not reach the shop. Check your connection and try again.",
  });
}

function learn(id: string): void {
  if (id === sessionId) return;
  sessionId = id;
  for (const listener of listeners) listener(id);
}

function problemIn(body: unknown, status: number): Problem {
  if (typeof body === "object" && body !== null) return body;
  return { title: status >= 500 ? "The shop has a problem" : "That did not work" };
}

function messageOf(problem: Problem): string {
  return (
    problem.detail || problem.errors?.[0]?.message || problem.title || "That did not work. Please try again."
  );
}
