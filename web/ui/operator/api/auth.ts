import type { components } from "../../shared/openapi";
import { api, bodyOf } from "./client";
import { currentSession, setSession } from "./session";

export async function signIn(email: string, password: string, otp?: string): Promise<void> {
  const body = { email, password, ...(otp ? { otp } : {}) };
  const answer = await bodyOf<components["schemas"]["LoginOut"]>(api.POST("/api/v1/auth/login", { body }));
  setSession({
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAt: Date.now() + answer.expires_in * 1000,
    user: answer.user,
  });
}

/** Ends the session here at once; telling the server is best effort. */
export async function signOut(): Promise<void> {
  const session = currentSession();
  if (!session) return;
  const { refreshToken } = session;
  await bodyOf(api.POST("/v1/auth/logout", { body: { refreshToken } })).catch(() => undefined);
  setSession(null);
}
