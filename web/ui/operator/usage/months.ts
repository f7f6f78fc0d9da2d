/** The month so many months after another, both written as 2026-11. */
export function monthAfter(month: string, months: number): string {
  const [year = 1970, number = 1] = month.split("-").map(Number);
  const moment = new Date(Date.UTC(year, number - 1 + months, 1));
  return moment.toISOString().slice(0, 7);
}

/** A month as people read it. */
export function monthName(month: string): string {
  const moment = new Date(`${month}-01T00:00:00Z`);
  return moment.toLocaleDateString(undefined, { month: "long", year: "numeric", timeZone: "UTC" });
}

/** An amount with as many places as it needs: small ones are not rounded away. */
export function amount(written: string): string {
  const value = Number(written);
  if (!Number.isFinite(value)) return written;
  const places = value === 0 || value >= 1 ? 2 : 6;
  return value.toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: places });
}
