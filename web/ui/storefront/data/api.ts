/** The shopper API as the storefront asks it. The session is a cookie; scripts learn its id from the answers. */
import type { Problem, Session } from "../../shared/api";

export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(messageOf(problem));
  }

  /** The message for one field of a form. */
  field(name: string): string | undefined {
    return this.problem.errors?.find((error) => error.field === name)?.message;
  }
}

type Listener = (sessionId: string) => void;

let sessionId: string | null = null;
/** Set when the chat got another session than the cookie names: then the header counts, and the cookie stays away. */
let isCookieStale = false;
let accessToken: string | null = null;
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

/** A login answered a new session and its cookie. */
export function takeLogin(id: string, token: string): void {
  isCookieStale = false;
  accessToken = token;
  learn(id);
}

export function setAccessToken(token: string | null): void {
  accessToken = token;
}

export async function api<T>(path: string, options: { method?: string; body?: unknown } = {}): Promise<T> {
  let answer = await send(path, options);
  if (answer.status === 410 && (await isSessionGone(answer))) {
    await startAnew();
    answer = await send(path, options);
  }
  if (!answer.ok) throw await problemOf(answer);
  if (answer.status === 204) return undefined as T;
  return (await answer.json()) as T;
}

/** The session has ended: a new one takes its place, named by the header until a new cookie is sure to be there. */
async function startAnew(): Promise<void> {
  sessionId = null;
  const answer = await send("/v1/sessions", { method: "POST", body: { channel: "web" } });
  if (!answer.ok) throw await problemOf(answer);
  const session = (await answer.json()) as Session;
  learn(session.sessionId);
  isCookieStale = true;
}

async function send(
  path: string,
  { method = "GET", body }: { method?: string; body?: unknown },
): Promise<Response> {
  const headers = new Headers({ Accept: "application/json" });
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (isCookieStale && sessionId) headers.set("X-Session-Id", sessionId);
  if (accessToken) headers.set("Authorization", `Bearer ${accessToken}`);
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: isCookieStale ? "omit" : "same-origin",
      // A browser may keep a 410 for ever, and the session it spoke of is not the one of the next request.
      cache: "no-store",
    });
  } catch {
    throw new ProblemError(0, {
      title: "No connection",
      detail: "We could not reach the shop. Check your connection and try again.",
    });
  }
  const id = answer.headers.get("X-Session-Id");
  if (id && answer.ok) learn(id);
  return answer;
}

function learn(id: string): void {
  if (id === sessionId) return;
  sessionId = id;
  for (const listener of listeners) listener(id);
}

/** An expired discount code is 410 too; only a session that is gone is worth a new one. */
async function isSessionGone(answer: Response): Promise<boolean> {
  const problem = await readProblem(answer.clone());
  return /session/.test(`${problem.code ?? ""} ${problem.type ?? ""}`);
}

async function problemOf(answer: Response): Promise<ProblemError> {
  return new ProblemError(answer.status, await readProblem(answer));
}

async function readProblem(answer: Response): Promise<Problem> {
  try {
    return (await answer.json()) as Problem;
  } catch {
    return { title: answer.status >= 500 ? "The shop has a problem" : "That did not work" };
  }
}

function messageOf(problem: Problem): string {
  return (
    problem.detail || problem.errors?.[0]?.message || problem.title || "That did not work. Please try again."
  );
}
