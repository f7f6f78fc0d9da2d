/** The bodies of the shopper API: as the server describes them, with the parts spelled out that it leaves open. */
import type { components } from "./openapi";

export type Schemas = components["schemas"];

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
  /** What each picture shows, in the same order; shorter where nothing is said. */
  imageAlts?: string[];
  rating?: number | null;
  variants?: Variant[];
  /** What is remembered of the shopper and speaks for it. */
  reasons?: Reason[];
}

/** Something remembered of the shopper, such as a size that is worn. */
export interface Reason {
  kind: string;
  value?: string;
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

export interface OrderItem {
  itemId: string;
  productId: string;
  variantId: string;
  sku: string;
  name: string;
  options: Options;
  quantity: number;
  refundedQuantity: number;
  unitPrice: Money;
  lineTotal: Money;
}

export interface Order {
  orderId: string;
  status: string;
  items: OrderItem[];
  subtotal: Money;
  discount: Money;
  discountCode: string | null;
  tax: Money;
  shipping: Money;
  total: Money;
  refunded: Money;
  currency: string;
  shippingAddress: { name?: string; line1: string; city: string; postalCode: string };
  paymentMethod: { type: string };
  createdAt: string;
  timeline: { status: string; detail: string; at: string }[];
}

export interface OrderPage {
  items: Order[];
  total: number;
  page: number;
  limit: number;
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
