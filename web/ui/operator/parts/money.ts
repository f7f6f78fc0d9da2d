/** A decimal string as people read it; what is not a number is shown as it came. */
export function money(amount: string | null | undefined, currency: string): string {
  const value = Number(amount ?? 0);
  if (!Number.isFinite(value)) return `${amount} ${currency}`;
  try {
    return value.toLocaleString(undefined, { style: "currency", currency });
  } catch {
    return `${amount} ${currency}`;
  }
}

export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? "–" : `${Math.round(share * 100)}%`;
}
