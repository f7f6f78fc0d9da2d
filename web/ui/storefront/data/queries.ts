/** What the pages read and change, kept in one cache. */
import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type { Cart, Product, ProductPage, Shop } from "../../shared/api";
import { api } from "./api";
import type { Filters } from "./filters";
import { toParams } from "./filters";

const PAGE_SIZE = 24;
const CART = ["cart"];

export function useShop(): Shop {
  const { data } = useQuery({
    queryKey: ["shop"],
    queryFn: () => api<Shop>("/v1/shop"),
    staleTime: Infinity,
  });
  return data ?? { name: "Northlane", agentName: "our assistant", currency: "USD" };
}

export function useCatalogue(filters: Filters) {
  return useInfiniteQuery({
    queryKey: ["products", filters],
    queryFn: ({ pageParam }) => {
      const params = toParams(filters);
      params.set("page", String(pageParam));
      params.set("limit", String(PAGE_SIZE));
      return api<ProductPage>(`/v1/products?${params}`);
    },
    initialPageParam: 1,
    getNextPageParam: ({ page, limit, total }) => (page * limit < total ? page + 1 : undefined),
    placeholderData: keepPreviousData,
  });
}

/** All categories, whatever is filtered at the moment. */
export function useCategories() {
  const { data } = useQuery({
    queryKey: ["categories"],
    queryFn: () => api<ProductPage>("/v1/products?limit=1"),
    staleTime: 10 * 60_000,
  });
  return data?.facets?.categories ?? [];
}

export function useProduct(id: string, isWanted = true) {
  return useQuery({
    queryKey: ["product", id],
    queryFn: () => api<Product>(`/v1/products/${encodeURIComponent(id)}`),
    enabled: isWanted,
  });
}

export function useRelated(product: Product | undefined) {
  const category = product?.category;
  return useQuery({
    queryKey: ["related", category],
    queryFn: () => api<ProductPage>(`/v1/products?limit=9&category=${encodeURIComponent(category ?? "")}`),
    enabled: category !== undefined,
    select: (page) => page.items.filter((other) => other.id !== product?.id).slice(0, 4),
  });
}

export function useCart() {
  return useQuery({ queryKey: CART, queryFn: () => api<Cart>("/v1/cart") });
}

export function useAddToCart() {
  return useCartChange((line: { productId: string; variantId: string; quantity: number }) =>
    api<Cart>("/v1/cart/items", { method: "POST", body: line }),
  );
}

export function useSetQuantity() {
  return useCartChange(({ itemId, quantity }: { itemId: string; quantity: number }) =>
    api<Cart>(`/v1/cart/items/${encodeURIComponent(itemId)}`, { method: "PUT", body: { quantity } }),
  );
}

export function useRemoveLine() {
  return useCartChange((itemId: string) =>
    api<Cart>(`/v1/cart/items/${encodeURIComponent(itemId)}`, { method: "DELETE" }),
  );
}

export function useDiscount() {
  return useCartChange((code: string) =>
    api<Cart>("/v1/cart/apply-discount", { method: "POST", body: { code } }),
  );
}

function useCartChange<Input>(change: (input: Input) => Promise<Cart | undefined>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (cart) => takeCart(client, cart),
    // Stock may have changed under us: what the shelf says now is what the shopper should see.
    onError: () => client.invalidateQueries({ queryKey: ["product"] }),
  });
}

/** Shows a cart that came with an answer, or asks for it when the answer was something else. */
export function takeCart(client: QueryClient, cart: unknown): void {
  if (isCart(cart)) client.setQueryData(CART, cart);
  else void client.invalidateQueries({ queryKey: CART });
}

function isCart(value: unknown): value is Cart {
  return (
    typeof value === "object" && value !== null && Array.isArray((value as Cart).items) && "total" in value
  );
}
