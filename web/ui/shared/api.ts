/**
 * The bodies of the shopper API as the pages use them, written by hand from the HTTP contract. Import API types from here
 * only, so that generated types can take their place in one step.
 */

/** A decimal string such as `"129.00"`; its currency stands beside it. */
export type Money = string;

export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  limit: number;
}

export interface Variant {
  id: string;
  sku: string;
  options: { size?: string; color?: string };
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

export interface Facet {
  value: string;
  label?: string;
  count?: number;
}

export interface Facets {
  categories?: Facet[];
  brands?: Facet[];
  sizes?: Facet[];
  colors?: Facet[];
}

export interface ProductPage extends Page<Product> {
  facets?: Facets;
}

export interface CartLine {
  itemId: string;
  productId: string;
  variantId: string;
  sku: string;
  name: string;
  options: { size?: string; color?: string };
  quantity: number;
  unitPrice: Money;
  lineTotal: Money;
  /** The product's slug, where the server tells it; else the product id serves in addresses. */
  slug?: string;
  image?: string;
}

export interface Cart {
  items: CartLine[];
  subtotal: Money;
  discount: Money;
  discountCode?: string | null;
  tax: Money;
  shipping: Money;
  total: Money;
  currency: string;
}

export interface Order {
  orderId: string;
  status: string;
  items: { name: string; quantity: number }[];
  total: Money;
  currency: string;
  createdAt: string;
}

export interface Shop {
  name: string;
  agentName: string;
  currency: string;
  widgetKey?: string;
}

export interface Session {
  sessionId: string;
  channel: string;
  createdAt: string;
  expiresAt: string;
  conversationId?: string | null;
  userId?: string | null;
}

export interface AuthTokens {
  accessToken: string;
  refreshToken: string;
  expiresIn: number;
  sessionId: string;
  user: { id: string; email: string; name: string; role: string };
}

/** RFC 9457 problem document. */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  errors?: { field: string; message: string; code?: string }[];
}

/** One message of `GET /chat/{session_id}/transcript?format=json`. */
export interface TranscriptItem {
  seq: number;
  sender: string;
  content: string;
  sentAt?: string;
  messageId?: string;
  clientMessageId?: string;
}
