import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { components } from "../../shared/openapi";
import { api, bodyOf, newKey } from "./client";
import { keys } from "./keys";
import { useMe } from "./session";
import type { Page } from "./types";

type Schemas = components["schemas"];

export type Article = Schemas["ArticleOut"];
export type ArticleBody = Schemas["ArticleIn"];
export type Correction = Schemas["CorrectionOut"];
export type CorrectionBody = Schemas["CorrectionIn"];
export type GoldenBody = Schemas["GoldenIn"];
export type Golden = Omit<Schemas["GoldenOut"], "expect"> & { expect: Expectation };
export type Expectation = GoldenBody["expect"];
export type GoldenRun = Schemas["RunOut"];
export type GoldenResult = GoldenRun["results"][number];

export type Faq = Schemas["FaqOut"];
export type FaqBody = Schemas["FaqIn"];

export type Kind = "articles" | "faq" | "corrections" | "goldens";

/** Which of these it is, the kind beside it says. */
type AnyBody = ArticleBody & FaqBody & CorrectionBody & GoldenBody;

const PAGE_SIZE = 100;

/** Operators read; what the assistant says is changed by editors and those above them. */
export function useMayTeach(): boolean {
  return useMe().role !== "operator";
}

export function useKnowledge<Item>(kind: Kind) {
  return useQuery({
    queryKey: keys.knowledge(kind),
    queryFn: async ({ signal }) => {
      const items: Item[] = [];
      for (let page = 1; ; page++) {
        const query = { page, limit: PAGE_SIZE };
        const listed = await bodyOf<Page<Item>>(
          api.GET(`/api/v1/knowledge/${kind}`, { params: { query }, signal }),
        );
        items.push(...listed.items);
        if (listed.items.length < PAGE_SIZE) return items;
      }
    },
  });
}

/** Keeps a new item when there is no id, else the changed one. */
export function useKeep<Body>(kind: Kind) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body, anyway }: { id: string | null; body: Body; anyway?: boolean }) => {
      const kept = body as AnyBody;
      if (id === null) return create(kind, kept, anyway);
      return bodyOf<{ id: string }>(
        api.PUT(`/api/v1/knowledge/${kind}/{id}`, {
          params: { path: { id }, ...overriding(anyway) },
          body: kept,
        }),
      );
    },
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.knowledge(kind) }),
  });
}

export function useRemove(kind: Kind) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, anyway }: { id: string; anyway?: boolean }) =>
      bodyOf<void>(
        api.DELETE(`/api/v1/knowledge/${kind}/{id}`, {
          params: { path: { id }, ...overriding(anyway) },
        }),
      ),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.knowledge(kind) }),
  });
}

export function runGoldens(): Promise<GoldenRun> {
  return bodyOf<GoldenRun>(api.POST("/api/v1/goldens/run"));
}

export type Lesson = "correction" | "golden";

/** Turns an edit that was sent into what the assistant says or is tested on next time. */
export async function teach(lessons: Lesson[], question: string, answer: string): Promise<void> {
  if (lessons.includes("correction")) await create("corrections", { question, answer });
  if (lessons.includes("golden")) await create("goldens", { question, expect: { contains: [answer] } });
}

/** Publishes over goldens that break; goldens themselves have no such parameter. */
function overriding(anyway?: boolean): object {
  return anyway ? { query: { override: true } } : {};
}

function create(kind: Kind, body: Partial<AnyBody>, anyway?: boolean): Promise<{ id: string }> {
  return bodyOf<{ id: string }>(
    api.POST(`/api/v1/knowledge/${kind}`, {
      params: { header: { "Idempotency-Key": newKey() }, ...overriding(anyway) },
      body: body as AnyBody,
    }),
  );
}
