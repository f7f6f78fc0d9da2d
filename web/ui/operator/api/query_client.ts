import { QueryClient } from "@tanstack/react-query";
import { keys } from "./keys";
import { ApiProblem } from "./problem";

const MAX_RETRIES = 3;

export function makeQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => failures < MAX_RETRIES && isWorthRetrying(error),
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
  client.setQueryDefaults(keys.everyOutgoing, { gcTime: Number.POSITIVE_INFINITY });
  return client;
}

function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false;
  return error.status === 0 || error.status === 429 || error.status >= 500;
}
