/** What the shop remembers of somebody who is signed in: shown, changed, forgotten. The chat works on the same. */
import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Schemas } from "../../shared/api";
import type { paths } from "../../shared/openapi";
import { api, bodyOf } from "./api";
import { usePerson } from "./login";

export type Memory = Schemas["MemoryOut"];
export type Preferences = Schemas["PreferencesOut"];
/** The preferences that are lists. */
export type ListKey = "brands" | "categories" | "styles" | "colors";
type Change = paths["/v1/memory/preferences"]["put"]["requestBody"]["content"]["application/json"];

const MEMORY = ["memory"];

export function useMemoryOfMe() {
  const person = usePerson();
  return useQuery({
    queryKey: MEMORY,
    queryFn: async () => (await bodyOf(api.GET("/v1/memory", {}))) as Memory,
    enabled: person !== null,
  });
}

/** Merges a change; the products come in the new order of taste afterwards. */
export function useChangePreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) => bodyOf(api.PUT("/v1/memory/preferences", { body: change })),
    onSuccess: (preferences) => {
      client.setQueryData(MEMORY, (memory: Memory | undefined) =>
        memory ? { ...memory, preferences: preferences as Preferences } : memory,
      );
      void client.invalidateQueries({ queryKey: ["products"] });
    },
    onSettled: () => client.invalidateQueries({ queryKey: MEMORY }),
  });
}

/** Deletes the history, or everything. */
export function useForget(what: "history" | "everything") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      bodyOf(what === "history" ? api.DELETE("/v1/memory/history", {}) : api.DELETE("/v1/memory", {})),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: MEMORY });
      void client.invalidateQueries({ queryKey: ["products"] });
    },
  });
}

/** The chat has answered: every turn of somebody who is signed in may have changed what is remembered. */
export function memoryMayHaveChanged(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: MEMORY });
}
