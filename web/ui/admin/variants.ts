import type { ItemBody, OptionType, Product } from "./api";

/** A variant as it is being edited. */
export interface Variant {
  id?: string;
  /** Its option values, in the order of the options. */
  values: string[];
  sku: string;
  price: string;
  stock: string;
  barcode: string;
}

/** An option as it is being edited: its values stand in one field, with commas between them. */
export interface Option {
  key: number;
  name: string;
  values: string;
}

export function valuesOf(option: Option): string[] {
  const values = option.values.split(",").map((value) => value.trim());
  return values.filter((value, place) => value !== "" && values.indexOf(value) === place);
}

/** Every combination of the options' values; one without values when there are no options. */
export function combinations(options: Option[]): string[][] {
  return options
    .filter((option) => option.name.trim() !== "" && valuesOf(option).length > 0)
    .reduce<string[][]>(
      (known, option) =>
        known.flatMap((combination) => valuesOf(option).map((value) => [...combination, value])),
      [[]],
    );
}

/** The variants that options make: those that are there keep what was said of them. */
export function merged(options: Option[], known: Variant[]): Variant[] {
  return combinations(options).map(
    (values) =>
      known.find((variant) => variant.values.join("\n") === values.join("\n")) ?? {
        values,
        sku: "",
        price: "",
        stock: "",
        barcode: "",
      },
  );
}

export function optionsOf(product: Product | null): Option[] {
  return (product?.variants ?? []).map(({ option_name, values }, key) => ({
    key,
    name: option_name,
    values: values.join(", "),
  }));
}

export function variantsOf(product: Product | null): Variant[] {
  if (!product) return merged([], []);
  return product.inventory_items
    .filter((item) => item.is_active || !product.is_active)
    .map((item) => ({
      id: item.id,
      values: product.variants.map(
        (option) => item.variant_options.find((one) => one.option_name === option.option_name)?.value ?? "",
      ),
      sku: item.sku,
      price: item.price === product.base_price ? "" : item.price,
      stock: "",
      barcode: item.barcode ?? "",
    }));
}

export function optionBodies(options: Option[]): OptionType[] {
  return options
    .filter((option) => option.name.trim() !== "")
    .map((option) => ({ option_name: option.name.trim(), values: valuesOf(option) }));
}

export function itemBodies(options: Option[], variants: Variant[], basePrice: string): ItemBody[] {
  const names = optionBodies(options).map((option) => option.option_name);
  return variants.map((variant) => ({
    id: variant.id,
    sku: variant.sku.trim() || undefined,
    variant_options: variant.values.map((value, place) => ({ option_name: names[place] ?? "", value })),
    price: variant.price.trim() || basePrice.trim() || undefined,
    stock_quantity: /^\d+$/.test(variant.stock.trim()) ? Number(variant.stock) : undefined,
    barcode: variant.barcode.trim(),
    is_active: true,
  }));
}
