import createClient from "openapi-fetch";
import type { paths } from "../../shared/openapi";
import { ApiProblem } from "./problem";
import { freshToken, renewToken } from "./refresh";

/** Typed by what the server describes; every request is signed, and once more when its token has run out. */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: signed });

/** The body of a good answer, in the words this page knows; a refused one becomes a problem. */
export async function bodyOf<Body>(
  asked: Promise<{ data?: unknown; error?: unknown; response: Response }>,
): Promise<Body> {
  const { data, error, response } = await asked.catch((cause: unknown) => {
    // An answer that breaks off is as good as none.
    throw cause instanceof TypeError ? ApiProblem.unreachable() : cause;
  });
  if (response.ok) return data as Body;
  throw ApiProblem.of(response, error);
}

/** Sends a request under the caller's token, once more with a new one when it has run out. */
export async function signed(request: Request): Promise<Response> {
  const again = request.clone();
  const token = await freshToken();
  const response = await send(request, token);
  if (response.status !== 401 || !token) return response;
  const renewed = await renewToken(token);
  return renewed ? send(again, renewed) : response;
}

function send(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set("Authorization", `Bearer ${token}`);
  return fetch(request).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw ApiProblem.unreachable();
  });
}

/** Unguessable enough for a key, also on plain http where randomUUID is missing. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
