/** Which pictures, colours, sizes and stock a product has. */
import type { Product, Variant } from "../../shared/api";

const sizeOrder = ["XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL"];

export function colorsOf(product: Product): string[] {
  return unique((product.variants ?? []).map((variant) => variant.options.color));
}

export function sizesOf(product: Product): string[] {
  return sortSizes(unique((product.variants ?? []).map((variant) => variant.options.size)));
}

export function sortSizes<T extends string>(sizes: T[]): T[] {
  return [...sizes].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, "en", { numeric: true }));
}

export function stockOf(product: Product): number {
  return (product.variants ?? []).reduce((sum, variant) => sum + Math.max(0, variant.stock), 0);
}

export function findVariant(
  product: Product,
  color: string | null,
  size: string | null,
): Variant | undefined {
  return product.variants?.find(
    ({ options }) =>
      (options.color === undefined || options.color === color) &&
      (options.size === undefined || options.size === size),
  );
}

export function isLeft(product: Product, color: string | null, size: string | null): boolean {
  return (product.variants ?? []).some(
    ({ options, stock }) =>
      stock > 0 && (color === null || options.color === color) && (size === null || options.size === size),
  );
}

/** The picture of a color: one that is named by it, one that is said to show it, or the main one. */
export function pictureOf(product: Product, color?: string | null): string {
  const images = product.images ?? [];
  const alts = product.imageAlts ?? [];
  if (color) {
    const wanted =
      images.find((image) => image.includes(`color=${encodeURIComponent(color)}`)) ??
      images.find((_, place) => alts[place]?.toLowerCase().includes(color.toLowerCase()));
    if (wanted) return wanted;
    if (images.length === 0) return `/media/products/${product.slug}.svg?color=${encodeURIComponent(color)}`;
  }
  return images[0] ?? `/media/products/${product.slug}.svg`;
}

/** What is said of a picture of the product; empty when nothing is. */
export function altOf(product: Product, picture: string): string {
  const place = (product.images ?? []).indexOf(picture);
  return product.imageAlts?.[place] ?? "";
}

/** Whether the variants cost different prices. */
export function hasPriceRange(product: Product): boolean {
  return new Set((product.variants ?? []).map((variant) => Number(variant.price))).size > 1;
}

function rank(size: string): number {
  const place = sizeOrder.indexOf(size.toUpperCase());
  return place < 0 ? sizeOrder.length : place;
}

function unique(values: (string | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => value !== undefined))];
}
