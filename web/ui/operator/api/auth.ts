import { api, bodyOf } from "./client";
import { ApiProblem } from "./problem";
import { currentSession, setSession } from "./session";

export async function signIn(email: string, password: string): Promise<void> {
  const { data, error, response } = await api.POST("/api/v1/auth/login", { body: { email, password } });
  if (!data) throw ApiProblem.of(response, error);
  setSession({
    accessToken: data.access_token,
    refreshToken: data.refresh_token,
    expiresAt: Date.now() + data.expires_in * 1000,
    user: data.user,
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
