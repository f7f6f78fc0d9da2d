import type { ReactNode } from "react";
import { money } from "../operator/parts/money";
import { type Integrity, type Stats, useAnswer } from "./api";
import { Go } from "./go";
import { IntegrityState } from "./integrity";
import { Screen, Shown } from "./parts";

export function OverviewPage() {
  const stats = useAnswer<Stats>("/v1/admin/stats");
  const integrity = useAnswer<Integrity>("/v1/admin/activity/integrity");
  return (
    <Screen title="Overview">
      <Shown asked={stats}>
        {({ orders, catalogue, tickets, users }) => (
          <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
            <Card title="Orders" to="/orders" figure={orders.total}>
              {Object.entries(orders.revenue).map(([currency, amount]) => (
                <p key={currency}>{money(amount, currency)} taken, less refunds</p>
              ))}
            </Card>
            <Card title="Products on sale" to="/products" figure={catalogue.products}>
              {catalogue.variants} variants, {catalogue.pieces} pieces in stock
            </Card>
            <Card title="Low stock" to="/inventory" figure={catalogue.lowStock}>
              variants of which there are few
            </Card>
            <Card title="Tickets for a person" to="/tickets" figure={tickets.byStatus.escalated ?? 0}>
              {tickets.total} in all
            </Card>
            <Card title="Shoppers" figure={users.shoppers}>
              with an account; {users.staff} people work here
            </Card>
          </div>
        )}
      </Shown>
      <h2 className="mt-6 mb-2 text-sm font-semibold">Activity log</h2>
      <Shown asked={integrity}>{(state) => <IntegrityState state={state} />}</Shown>
    </Screen>
  );
}

function Card({
  title,
  figure,
  to,
  children,
}: {
  title: string;
  figure: number;
  to?: string;
  children: ReactNode;
}) {
  return (
    <section className="rounded-xl border border-line bg-raised p-4 shadow-card">
      <h2 className="text-sm text-ink-soft">
        {to ? (
          <Go to={to} className="underline-offset-2 hover:underline">
            {title}
          </Go>
        ) : (
          title
        )}
      </h2>
      <p className="text-xl font-semibold tabular-nums">{figure.toLocaleString()}</p>
      <div className="text-xs text-ink-faint">{children}</div>
    </section>
  );
}
