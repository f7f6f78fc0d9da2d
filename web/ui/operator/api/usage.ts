import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { components } from "../../shared/openapi";
import { api, bodyOf } from "./client";
import { keys } from "./keys";

type Schemas = components["schemas"];

/** How a service that is asked is doing. */
export type Standing = "answers" | "falters" | "rests" | "probed";

export interface Service {
  name: string;
  standing: Standing;
}

export type UsageDay = Schemas["DayOut"];

/** What the business has used of language models in a month. */
export interface Usage {
  month: string;
  spent: string;
  cap: string | null;
  left: string | null;
  cheaper_from: string | null;
  state: "usual" | "cheaper" | "spent" | "off" | null;
  model: Service | null;
  embedding: Service | null;
  days: UsageDay[];
}

/** The use of a month such as 2026-11; of the present one without. */
export function useUsage(month: string | undefined) {
  return useQuery({
    queryKey: keys.usage(month ?? "present"),
    queryFn: ({ signal }) =>
      bodyOf<Usage>(api.GET("/api/v1/usage", { params: { query: month ? { month } : {} }, signal })),
    placeholderData: keepPreviousData,
  });
}
