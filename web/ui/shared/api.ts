/** The bodies of the shopper API: as the server describes them, with the parts spelled out that it leaves open. */
import type { components } from "./openapi";

type Schemas = components["schemas"];

/** A decimal string such as `"129.00"`; its currency stands beside it. */
export type Money = string;

export interface Options {
  size?: string;
  color?: string;
}

export interface Variant {
  id: string;
  sku: string;
  options: Options;
  price: Money;
  stock: number;
}

export interface Product {
  id: string;
  slug: string;
  name: string;
  description?: string;
  category?: string;
  brand?: string;
  price: Money;
  currency: string;
  images?: string[];
  rating?: number | null;
  variants?: Variant[];
}

export type Facet = Schemas["Facet"];
export type Facets = Schemas["Facets"];
export type ProductPage = Omit<Schemas["ProductPage"], "items"> & { items: Product[] };

export interface CartLine {
  itemId: string;
  productId: string;
  variantId: string;
  sku: string;
  name: string;
  options: Options;
  quantity: number;
  unitPrice: Money;
  lineTotal: Money;
}

export interface Cart {
  items: CartLine[];
  subtotal: Money;
  discount: Money;
  discountCode: string | null;
  tax: Money;
  shipping: Money;
  total: Money;
  currency: string;
}

export type Shop = Schemas["ShopOut"];
export type Session = Schemas["SessionOut"];

/** RFC 9457 problem document; what did not reach the server has only words. */
export type Problem = Partial<
  Pick<Schemas["Problem"], "type" | "title" | "status" | "detail" | "code" | "errors">
>;

/** One message of `GET /chat/{session_id}/transcript?format=json`. */
export type TranscriptItem = Omit<Schemas["TranscriptItem"], "sender" | "sources"> & {
  sender: "customer" | "assistant" | "person";
};
