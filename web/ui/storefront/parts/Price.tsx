import { formatMoney } from "../../shared/money";

export function Price({
  amount,
  currency,
  className = "",
}: {
  amount: string;
  currency: string;
  className?: string;
}) {
  return <span className={`tabular-nums ${className}`}>{formatMoney(amount, currency, "en-US")}</span>;
}
