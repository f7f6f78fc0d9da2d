import { plain } from "./plain";
import { Section } from "./section";

export function Products({ products }: { products: unknown[] }) {
  if (products.length === 0) return null;
  return (
    <Section title="Products found" aside={`${products.length}`}>
      <ul className="flex flex-col gap-1 text-sm">
        {products.map((product) => (
          <li key={JSON.stringify(product)} dir="auto" className="flex gap-2">
            <span className="min-w-0 flex-1 truncate">{plain(product)}</span>
            <span className="text-ink-faint tabular-nums">{priceOf(product)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function priceOf(product: unknown): string {
  if (!product || typeof product !== "object") return "";
  const { price, currency } = product as { price?: unknown; currency?: unknown };
  if (price === undefined) return "";
  return typeof currency === "string" ? `${String(price)} ${currency}` : String(price);
}
