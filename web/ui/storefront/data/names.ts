import type { Facet } from "../../shared/api";

/** `running-shoes` as a person would write it. */
export function humanName(value: string): string {
  const words = value.replaceAll(/[-_]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function nameOf({ value, label }: Facet): string {
  return label === value ? humanName(value) : label;
}
