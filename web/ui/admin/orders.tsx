import { useState } from "react";
import { sentenceOf } from "../operator/api/problem";
import { Button } from "../operator/parts/button";
import { Chip, type Tone } from "../operator/parts/chip";
import { money } from "../operator/parts/money";
import { fullTime } from "../operator/parts/time";
import { toast } from "../operator/parts/toast";
import { ask, type Order, type Page, useAct, useAnswer, withQuery } from "./api";
import { Cell, FIELD, Pager, Row, Screen, Shown, Table } from "./parts";

const STATES = [
  "pending",
  "paid",
  "processing",
  "shipped",
  "delivered",
  "cancelled",
  "refunded",
  "partially_refunded",
];

/** What comes next, and what the button says. */
const NEXT: Record<string, [status: string, label: string]> = {
  paid: ["processing", "Pack"],
  processing: ["shipped", "Ship"],
  shipped: ["delivered", "Delivered"],
};

const TONES: Record<string, Tone> = {
  paid: "wait",
  processing: "person",
  shipped: "bot",
  delivered: "good",
  cancelled: "done",
};

export function OrdersPage() {
  const [page, setPage] = useState(1);
  const [status, setStatus] = useState("");
  const orders = useAnswer<Page<Order>>(withQuery("/api/v1/orders", { page, status }));
  const move = useAct(({ id, to }: { id: string; to: string }) =>
    ask<Order>("PUT", `/api/v1/orders/${id}/status`, { status: to }),
  );
  return (
    <Screen
      title="Orders"
      tools={
        <select
          aria-label="Status"
          className={`h-8 ${FIELD}`}
          value={status}
          onChange={(event) => {
            setStatus(event.target.value);
            setPage(1);
          }}
        >
          <option value="">All orders</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {spoken(state)}
            </option>
          ))}
        </select>
      }
    >
      <Shown asked={orders}>
        {(list) =>
          list.items.length === 0 ? (
            <p className="text-sm text-ink-faint">There are no such orders.</p>
          ) : (
            <>
              <Table
                label="Orders"
                head={["Order", "Placed", "Status", "What", "Total", "Next"]}
                figures={["Total"]}
              >
                {list.items.map((order) => {
                  const next = NEXT[order.status];
                  return (
                    <Row key={order.orderId}>
                      <Cell>{order.orderId}</Cell>
                      <Cell>{fullTime(order.createdAt)}</Cell>
                      <Cell>
                        <Chip tone={TONES[order.status] ?? "plain"}>{spoken(order.status)}</Chip>
                      </Cell>
                      <Cell plain>
                        <span className="block min-w-48">
                          {order.items.map((item) => `${item.quantity} × ${item.name}`).join(", ")}
                        </span>
                      </Cell>
                      <Cell right>{money(order.total, order.currency)}</Cell>
                      <Cell>
                        {next && (
                          <Button
                            aria-label={`${next[1]} ${order.orderId}`}
                            busy={move.isPending && move.variables?.id === order.orderId}
                            onClick={() =>
                              move.mutate(
                                { id: order.orderId, to: next[0] },
                                {
                                  onSuccess: () =>
                                    toast(`${order.orderId} is ${spoken(next[0]).toLowerCase()}`),
                                  onError: (error) => toast(sentenceOf(error), { bad: true }),
                                },
                              )
                            }
                          >
                            {next[1]}
                          </Button>
                        )}
                      </Cell>
                    </Row>
                  );
                })}
              </Table>
              <Pager list={list} onPage={setPage} />
            </>
          )
        }
      </Shown>
    </Screen>
  );
}

function spoken(state: string): string {
  const words = state.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
