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
import type { paths } from "../../shared/openapi";
import { api, bodyOf } from "./api";
import type { Filters } from "./filters";

const PAGE_SIZE = 24;
const CART = ["cart"];
/** Until the server has said who it is. */
const UNKNOWN_SHOP: Shop = {
  name: "Northlane",
  agentName: "our assistant",
  currency: "USD",
  isStaffed: false,
};

export function useShop(): Shop {
  const { data } = useQuery({
    queryKey: ["shop"],
    queryFn: async () => (await bodyOf(api.GET("/v1/shop"))) as Shop,
    staleTime: Infinity,
  });
  return data ?? UNKNOWN_SHOP;
}

export function useCatalogue(filters: Filters) {
  return useInfiniteQuery({
    queryKey: ["products", filters],
    queryFn: ({ pageParam }) => askProducts({ ...filters, page: pageParam, limit: PAGE_SIZE }),
    initialPageParam: 1,
    getNextPageParam: ({ page, limit, total }) => (page * limit < total ? page + 1 : undefined),
    placeholderData: keepPreviousData,
  });
}

/** All categories, whatever is filtered at the moment. */
export function useCategories() {
  const { data } = useQuery({
    queryKey: ["categories"],
    queryFn: () => askProducts({ limit: 1 }),
    staleTime: 10 * 60_000,
  });
  return data?.facets?.categories ?? [];
}

export function useProduct(id: string, isWanted = true) {
  return useQuery({
    queryKey: ["product", id],
    queryFn: async () =>
      (await bodyOf(api.GET("/v1/products/{id}", { params: { path: { id } } }))) as Product,
    enabled: isWanted,
  });
}

export function useRelated(product: Product | undefined) {
  const category = product?.category;
  return useQuery({
    queryKey: ["related", category],
    queryFn: () => askProducts({ category: category ?? "", limit: 9 }),
    enabled: category !== undefined,
    select: (page) => page.items.filter((other) => other.id !== product?.id).slice(0, 4),
  });
}

export function useCart() {
  return useQuery({ queryKey: CART, queryFn: async () => (await bodyOf(api.GET("/v1/cart"))) as Cart });
}

export function useAddToCart() {
  return useCartChange((line: { productId: string; variantId: string; quantity: number }) =>
    bodyOf(api.POST("/v1/cart/items", { body: line })),
  );
}

export function useSetQuantity() {
  return useCartChange(({ itemId, quantity }: { itemId: string; quantity: number }) =>
    bodyOf(
      api.PUT("/v1/cart/items/{item_id}", { params: { path: { item_id: itemId } }, body: { quantity } }),
    ),
  );
}

export function useRemoveLine() {
  return useCartChange((itemId: string) =>
    bodyOf(api.DELETE("/v1/cart/items/{item_id}", { params: { path: { item_id: itemId } } })),
  );
}

type ProductQuery = NonNullable<paths["/v1/products"]["get"]["parameters"]["query"]>;

async function askProducts(query: ProductQuery): Promise<ProductPage> {
  return (await bodyOf(api.GET("/v1/products", { params: { query } }))) as ProductPage;
}

function useCartChange<Input>(change: (input: Input) => Promise<unknown>) {
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
