import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { signed } from "../operator/api/client";
import { ApiProblem } from "../operator/api/problem";

/** A page of a list. */
export interface Page<Item> {
  items: Item[];
  total: number;
  page: number;
  limit: number;
}

export interface OptionType {
  option_name: string;
  values: string[];
}

export interface OptionValue {
  option_name: string;
  value: string;
}

export interface Item {
  id: string;
  product_id: string;
  sku: string;
  variant_options: OptionValue[];
  price: string;
  stock_quantity: number;
  barcode: string | null;
  is_active: boolean;
}

export interface Product {
  id: string;
  slug: string;
  name: string;
  description: string;
  category: string;
  brand: string;
  base_price: string;
  currency: string;
  images_urls: string[];
  images_alts: string[];
  keywords: string[];
  variants: OptionType[];
  inventory_items: Item[];
  total_stock: number;
  is_active: boolean;
  version: number;
}

/** What is said of an item in a change of its product. */
export interface ItemBody {
  id?: string;
  sku?: string;
  variant_options: OptionValue[];
  price?: string;
  stock_quantity?: number;
  barcode?: string;
  is_active?: boolean;
}

export interface ProductBody {
  name?: string;
  description?: string;
  category?: string;
  brand?: string;
  base_price?: string;
  images_urls?: string[];
  images_alts?: string[];
  keywords?: string[];
  variants?: OptionType[];
  inventory_items?: ItemBody[];
  is_active?: boolean;
  version?: number;
}

export interface Category {
  id: string;
  slug: string;
  name: string;
  position: number;
  productCount: number;
}

export interface Order {
  orderId: string;
  status: string;
  items: { itemId: string; name: string; sku: string; quantity: number; lineTotal: string }[];
  total: string;
  currency: string;
  createdAt: string;
}

export type TicketStatus = "open" | "escalated" | "resolved";

export interface Ticket {
  ticketId: string;
  status: TicketStatus;
  channel: string;
  subject: string | null;
  reason: string | null;
  customerName: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface Activity {
  id: string;
  seq: number;
  action: string;
  subject: string;
  userName: string | null;
  detail: Record<string, unknown>;
  createdAt: string;
  hash: string;
}

export interface Integrity {
  ok: boolean;
  count: number;
  lastSeq: number;
  lastHash: string;
  problemCount: number;
  problems: { seq: number; problem: string }[];
}

export interface Stats {
  orders: { total: number; byStatus: Record<string, number>; revenue: Record<string, string> };
  catalogue: {
    products: number;
    variants: number;
    pieces: number;
    lowStock: number;
    lowStockAt: number;
    categories: number;
  };
  tickets: { total: number; byStatus: Record<string, number> };
  users: { shoppers: number; staff: number };
}

type Query = Record<string, string | number | boolean | undefined>;

/** Asks the server under the caller's token; a refusal becomes a problem. */
export async function ask<Body>(
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Body> {
  const request = new Request(new URL(path, window.location.origin), {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const response = await signed(request);
  if (!response.ok) throw await ApiProblem.from(response);
  if (response.status === 204) return undefined as Body;
  return (await response.json()) as Body;
}

/** Keeps a picture as it is; the answer has the address that shows it. */
export async function upload(file: File): Promise<{ url: string }> {
  const request = new Request(new URL("/v1/admin/images", window.location.origin), {
    method: "POST",
    headers: { "Content-Type": file.type || "application/octet-stream" },
    body: file,
  });
  const response = await signed(request);
  if (!response.ok) throw await ApiProblem.from(response);
  return (await response.json()) as { url: string };
}

/** A path with those parameters that say something. */
export function withQuery(path: string, query: Query): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") given.set(name, String(value));
  }
  const text = given.toString();
  return text ? `${path}?${text}` : path;
}

/** What a path answers. The list that was shown stays while the next one is on its way. */
export function useAnswer<Body>(path: string, enabled = true) {
  return useQuery({
    queryKey: ["admin", path],
    queryFn: () => ask<Body>("GET", path),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Does something and has everything that is shown read again: the log and the figures change with each act. */
export function useAct<Input, Body = unknown>(act: (input: Input) => Promise<Body>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    // Not awaited: an editor that is made anew by what is then read would never hear that its act succeeded.
    onSettled: () => void client.invalidateQueries({ queryKey: ["admin"] }),
  });
}
