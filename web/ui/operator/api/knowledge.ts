import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, newKey } from "./client";
import { keys } from "./keys";

export interface Article {
  id: string;
  title: string;
  content: string;
  category: string | null;
  language: string | null;
  status: string;
  updated_at?: string;
}

export interface Correction {
  id: string;
  question: string;
  answer: string;
  updated_at?: string;
}

export interface Expectation {
  intent?: string | null;
  contains?: string | string[] | null;
  sources?: string[] | null;
  decision?: string | null;
}

export interface Golden {
  id: string;
  question: string;
  expect: Expectation;
  updated_at?: string;
}

export interface GoldenResult {
  id: string;
  question: string;
  passed: boolean;
  problems: string[];
}

export interface GoldenRun {
  total: number;
  passed: number;
  results: GoldenResult[];
}

const BASE = "/api/v1/knowledge";
const LIMIT = 100;

export const KINDS = {
  articles: { key: keys.articles, path: `${BASE}/articles` },
  corrections: { key: keys.corrections, path: `${BASE}/corrections` },
  goldens: { key: keys.goldens, path: `${BASE}/goldens` },
} as const;

export type Kind = keyof typeof KINDS;

export function useKnowledge<Item>(kind: Kind) {
  const { key, path } = KINDS[kind];
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await api.get<{ items: Item[] }>(path, { limit: LIMIT }, signal)).items,
  });
}

/** Keeps a new item when there is no id, else the changed one. */
export function useKeep<Body>(kind: Kind) {
  const client = useQueryClient();
  const { key, path } = KINDS[kind];
  return useMutation({
    mutationFn: ({ id, body }: { id: string | null; body: Body }) =>
      id
        ? api.put<{ id?: string } | undefined>(`${path}/${id}`, body)
        : api.post<{ id?: string }>(path, body, newKey()),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}

export function useRemove(kind: Kind) {
  const client = useQueryClient();
  const { key, path } = KINDS[kind];
  return useMutation({
    mutationFn: (id: string) => api.delete(`${path}/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}

export async function runGoldens(): Promise<GoldenRun> {
  return readRun(await api.post<unknown>("/api/v1/goldens/run", {}));
}

/** Reads a run whether its cases come as `results` or `items`, and its reasons as one text or several. */
export function readRun(answer: unknown): GoldenRun {
  const body = (answer ?? {}) as Record<string, unknown>;
  const cases = (body.results ?? body.items ?? body.cases ?? []) as Record<string, unknown>[];
  const results = cases.map((entry): GoldenResult => {
    const why = entry.problems ?? entry.failures ?? entry.reason ?? entry.problem ?? [];
    return {
      id: String(entry.id ?? entry.golden_id ?? ""),
      question: String(entry.question ?? ""),
      passed: entry.passed === true || entry.ok === true,
      problems: (Array.isArray(why) ? why : [why]).filter(Boolean).map(asText),
    };
  });
  const passed = results.filter((result) => result.passed).length;
  return {
    total: typeof body.total === "number" ? body.total : results.length,
    passed: typeof body.passed === "number" ? body.passed : passed,
    results,
  };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export type Lesson = "correction" | "golden";

/** Turns an edit that was sent into what the assistant says or is tested on next time. */
export async function teach(lessons: Lesson[], question: string, answer: string): Promise<void> {
  if (lessons.includes("correction")) {
    await api.post(KINDS.corrections.path, { question, answer }, newKey());
  }
  if (lessons.includes("golden")) {
    await api.post(KINDS.goldens.path, { question, expect: { contains: answer } }, newKey());
  }
}
