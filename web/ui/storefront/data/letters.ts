/** Letters with links: asking for one, and using the link that it holds. */
import { useMutation } from "@tanstack/react-query";
import { api, bodyOf } from "./api";
import { keepLogin } from "./login";

export interface Link {
  purpose: "reset" | "confirm";
  token: string;
}

/** The link of a letter in the address of this page. It stands behind the hash, which no server is told. */
export function linkIn(hash: string): Link | null {
  const found = /^#(reset|confirm)=([\w-]+)$/.exec(hash);
  if (!found) return null;
  return { purpose: found[1] === "reset" ? "reset" : "confirm", token: found[2] ?? "" };
}

/** Takes a used link out of the address, so that nobody finds it in the history. */
export function forgetLink(): void {
  history.replaceState(null, "", window.location.pathname);
}

export function useForgot() {
  return useMutation({
    mutationFn: async (email: string) =>
      (await bodyOf(api.POST("/v1/auth/forgot", { body: { email } }))) as { message: string },
  });
}

export function useReset() {
  return useMutation({
    mutationFn: (asked: { token: string; password: string }) =>
      bodyOf(api.POST("/v1/auth/reset", { body: asked })),
    // Every login has ended, this browser's as well.
    onSuccess: () => keepLogin(null),
  });
}

export function useConfirm() {
  return useMutation({
    mutationFn: (token: string) => bodyOf(api.POST("/v1/auth/confirm", { body: { token } })),
  });
}
