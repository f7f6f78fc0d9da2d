/** Formats a decimal string for the reader; what is no number is shown as it came. */
export function formatMoney(amount: string | number, currency: string, language?: string): string {
  const value = Number(amount);
  if (!Number.isFinite(value)) return String(amount);
  try {
    return new Intl.NumberFormat(language, { style: "currency", currency }).format(value);
  } catch {
    return `${value.toFixed(2)} ${currency}`;
  }
}
