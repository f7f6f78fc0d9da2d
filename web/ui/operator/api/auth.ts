import { api } from "./client";
import { currentSession, setSession } from "./session";
import type { User } from "./types";

interface LoginAnswer {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  user: User;
}

export async function signIn(email: string, password: string): Promise<void> {
  const answer = await api.post<LoginAnswer>("/api/v1/auth/login", { email, password });
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
  await api.post("/v1/auth/logout", { refreshToken: session.refreshToken }).catch(() => undefined);
  setSession(null);
}
