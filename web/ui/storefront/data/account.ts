/** Signing in and out, and what is bought. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Order, OrderPage } from "../../shared/api";
import { chat, signInChat } from "../chat";
import { api, bodyOf } from "./api";
import { type Auth, keepLogin, refreshToken, tokenFor, usePerson } from "./login";

const ORDERS = ["orders"];

export interface Credentials {
  email: string;
  password: string;
  /** Given by somebody who registers. */
  name?: string;
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ email, password, name }: Credentials) => {
      const asked =
        name === undefined
          ? api.POST("/v1/auth/login", { body: { email, password } })
          : api.POST("/v1/auth/register", { body: { email, password, name } });
      return (await bodyOf(asked)) as Auth;
    },
    onSuccess: (auth) => {
      keepLogin(auth);
      // The chat goes on in the session of the login, and may order from now on.
      signInChat(auth.sessionId, auth.accessToken);
      void client.invalidateQueries();
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const token = refreshToken();
      keepLogin(null);
      chat()?.authenticate(null);
      if (token) await bodyOf(api.POST("/v1/auth/logout", { body: { refreshToken: token } }));
      // A session of the account must not stay behind on a shared computer.
      const begun = (await bodyOf(api.POST("/v1/sessions", { body: {} }))) as { sessionId: string };
      chat()?.session(begun.sessionId);
    },
    onSettled: () => client.resetQueries(),
  });
}

/** Passes the token to the chat once the page knows it. */
export async function authenticateChat(isOld = false): Promise<void> {
  const token = await tokenFor(isOld);
  if (token) chat()?.authenticate(token);
}

export function useOrders() {
  const person = usePerson();
  return useQuery({
    queryKey: ORDERS,
    queryFn: async () => (await bodyOf(api.GET("/v1/orders", {}))) as OrderPage,
    enabled: person !== null,
  });
}

export interface Till {
  shippingAddress: {
    name: string;
    line1: string;
    line2?: string;
    city: string;
    state?: string;
    postalCode: string;
    country: string;
  };
  expectedTotal: string;
}

/** Places the order; a second press with the same key is the same order. */
export function usePlaceOrder(key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (till: Till) =>
      (await bodyOf(
        api.POST("/v1/orders", {
          params: { header: { "Idempotency-Key": key } },
          body: { ...till, paymentMethod: { type: "card", token: "pm_test_storefront" } },
        }),
      )) as Order,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ORDERS });
      void client.invalidateQueries({ queryKey: ["cart"] });
      void client.invalidateQueries({ queryKey: ["product"] });
    },
  });
}

export function useChangeOrder(verb: "cancel" | "refund") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      bodyOf(
        verb === "cancel"
          ? api.POST("/v1/orders/{id}/cancel", { params: { path: { id } } })
          : api.POST("/v1/orders/{id}/refund", { params: { path: { id } }, body: {} }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ORDERS }),
  });
}
