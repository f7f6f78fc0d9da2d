import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api } from "./client";
import { ApiProblem } from "./problem";
import { currentSession, setSession } from "./session";

const USER = { id: "me", email: "me@shop.example", role: "operator", business_id: "b" };
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
  fetched.mockImplementation(async (path: string, init: RequestInit) => {
    if (path === "/v1/auth/refresh") return refresh.clone();
    const token = (init.headers as Record<string, string>).Authorization;
    return token === `Bearer ${good}` ? json(200, { ok: true }) : json(401, { code: "token_expired" });
  });
}

const refreshes = () => fetched.mock.calls.filter(([path]) => path === "/v1/auth/refresh").length;

describe("api", () => {
  it("refused_token_is_renewed_once_for_all_requests", async () => {
    answer("new", json(200, { accessToken: "new", refreshToken: "r2", expiresIn: 900 }));
    const answers = await Promise.all([api.get("/api/v1/drafts"), api.get("/api/v1/conversations")]);
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
    expect(refreshes()).toBe(1);
    expect(currentSession()?.refreshToken).toBe("r2");
  });

  it("refused_refresh_ends_the_session", async () => {
    answer("new", json(401, { code: "refresh_reused" }));
    await expect(api.get("/api/v1/drafts")).rejects.toMatchObject({ status: 401 });
    expect(currentSession()).toBeNull();
  });

  it("server_in_trouble_at_refresh_does_not_sign_out", async () => {
    answer("new", json(503, { title: "Unavailable" }));
    await expect(api.get("/api/v1/drafts")).rejects.toMatchObject({ status: 503 });
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
    const problem = await api.put("/x", {}).catch((error: unknown) => error);
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
    await expect(api.get("/x")).rejects.toMatchObject({ status: 0, message: /could not be reached/ });
  });
});
