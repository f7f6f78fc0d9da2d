import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, bodyOf } from "./client";
import { ApiProblem } from "./problem";
import { currentSession, setSession } from "./session";

const USER = { id: "me", email: "me@shop.example", role: "operator", business_id: "b", full_name: "Me" };
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

let fetched: ReturnType<typeof vi.fn>;

beforeEach(() => {
  fetched = vi.fn();
  vi.stubGlobal("fetch", fetched);
  setSession({ accessToken: "old", refreshToken: "r1", expiresAt: Date.now() + 600_000, user: USER });
});

afterEach(() => {
  vi.unstubAllGlobals();
  setSession(null);
});

function answer(good: string, refresh: Response): void {
  fetched.mockImplementation(async (asked: string | Request) => {
    if (typeof asked === "string") return refresh.clone();
    const token = asked.headers.get("Authorization");
    return token === `Bearer ${good}` ? json(200, { ok: true }) : json(401, { code: "token_expired" });
  });
}

const drafts = () => bodyOf(api.GET("/api/v1/drafts", { params: { query: { page: 1, limit: 100 } } }));
const take = () =>
  bodyOf(
    api.PUT("/api/v1/conversations/{id}/status", {
      params: { path: { id: "c1" } },
      body: { status: "active_human", owner_number: 2 },
    }),
  );
const refreshes = () => fetched.mock.calls.filter(([path]) => path === "/v1/auth/refresh").length;

describe("api", () => {
  it("refused_token_is_renewed_once_for_all_requests", async () => {
    answer("new", json(200, { accessToken: "new", refreshToken: "r2", expiresIn: 900 }));
    const answers = await Promise.all([drafts(), drafts()]);
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
    expect(refreshes()).toBe(1);
    expect(currentSession()?.refreshToken).toBe("r2");
  });

  it("refused_refresh_ends_the_session", async () => {
    answer("new", json(401, { code: "refresh_reused" }));
    await expect(drafts()).rejects.toMatchObject({ status: 401 });
    expect(currentSession()).toBeNull();
  });

  it("server_in_trouble_at_refresh_does_not_sign_out", async () => {
    answer("new", json(503, { title: "Unavailable" }));
    await expect(drafts()).rejects.toMatchObject({ status: 503 });
    expect(currentSession()?.refreshToken).toBe("r1");
  });

  it("problem_carries_code_owner_and_fields", async () => {
    const owner = { kind: "person", user_id: "dana", number: 3 };
    fetched.mockResolvedValue(
      json(409, {
        code: "owner_changed",
        detail: "Taken.",
        owner,
        errors: [{ field: "text", message: "Too long" }],
      }),
    );
    const problem = await take().catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({
      code: "owner_changed",
      message: "Taken.",
      owner,
      fields: { text: "Too long" },
    });
  });

  it("unreachable_server_is_said_in_words", async () => {
    fetched.mockRejectedValue(new TypeError("Failed to fetch"));
    await expect(drafts()).rejects.toMatchObject({ status: 0, message: /could not be reached/ });
  });
});
