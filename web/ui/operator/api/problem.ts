import type { Owner } from "./types";

interface ProblemBody {
  title?: string;
  detail?: string;
  code?: string;
  owner?: Owner;
  errors?: { field: string; message: string; code?: string }[];
}

/** A refused or failed request, in the words of RFC 9457. Status 0 means that the server was not reached. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly owner: Owner | null;
  readonly fields: Record<string, string>;
  readonly retryAfterSeconds: number | null;

  constructor(status: number, body: ProblemBody, retryAfterSeconds: number | null = null) {
    super(body.detail || body.title || fallbackSentence(status));
    this.name = "ApiProblem";
    this.status = status;
    this.code = body.code ?? "";
    this.owner = body.owner ?? null;
    this.retryAfterSeconds = retryAfterSeconds;
    this.fields = {};
    for (const problem of body.errors ?? []) {
      this.fields[problem.field] ??= problem.message;
    }
  }

  static async from(response: Response): Promise<ApiProblem> {
    return ApiProblem.of(response, await response.json().catch(() => null));
  }

  static of(response: Response, body: unknown): ApiProblem {
    const header = Number(response.headers.get("Retry-After"));
    const retryAfter = Number.isFinite(header) && header > 0 ? header : null;
    return new ApiProblem(response.status, isBody(body) ? body : {}, retryAfter);
  }

  static unreachable(): ApiProblem {
    return new ApiProblem(0, {});
  }
}

function isBody(value: unknown): value is ProblemBody {
  return typeof value === "object" && value !== null;
}

function fallbackSentence(status: number): string {
  if (status === 0) return "The server could not be reached. Check the connection and try again.";
  if (status === 401) return "Your sign-in has ended. Sign in again.";
  if (status === 403) return "Your role does not allow this.";
  if (status === 404) return "This no longer exists.";
  if (status === 429) return "Too many requests. Wait a moment and try again.";
  if (status >= 500) return "The server had a problem. Nothing was changed; try again.";
  return "The request was refused.";
}

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function isProblem(error: unknown, code: string): error is ApiProblem {
  return error instanceof ApiProblem && error.code === code;
}
