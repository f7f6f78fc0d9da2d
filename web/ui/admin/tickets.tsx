import { useState } from "react";
import { sentenceOf } from "../operator/api/problem";
import { Button } from "../operator/parts/button";
import { Chip, type Tone } from "../operator/parts/chip";
import { fullTime } from "../operator/parts/time";
import { toast } from "../operator/parts/toast";
import { ask, type Page, type Ticket, type TicketStatus, useAct, useAnswer, withQuery } from "./api";
import { Cell, FIELD, Pager, Row, Screen, Shown, Table } from "./parts";

const TONES: Record<TicketStatus, Tone> = { open: "bot", escalated: "wait", resolved: "done" };

export function TicketsPage() {
  const [page, setPage] = useState(1);
  const [status, setStatus] = useState("escalated");
  const tickets = useAnswer<Page<Ticket>>(withQuery("/v1/admin/support/tickets", { page, status }));
  const change = useAct(({ id, to }: { id: string; to: TicketStatus }) =>
    ask<Ticket>("PATCH", `/v1/admin/support/tickets/${id}`, { status: to }),
  );
  const move = (id: string, to: TicketStatus) =>
    change.mutate(
      { id, to },
      {
        onSuccess: () => toast(to === "resolved" ? "The ticket is closed" : "The ticket is open again"),
        onError: (error) => toast(sentenceOf(error), { bad: true }),
      },
    );
  return (
    <Screen
      title="Tickets"
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
          <option value="escalated">A person is needed</option>
          <option value="open">With the assistant</option>
          <option value="resolved">Resolved</option>
          <option value="">All tickets</option>
        </select>
      }
    >
      <Shown asked={tickets}>
        {(list) =>
          list.items.length === 0 ? (
            <p className="text-sm text-ink-faint">There are no such tickets.</p>
          ) : (
            <>
              <Table
                label="Tickets"
                head={["Newest", "Status", "Customer", "Last message", "Why", "Actions"]}
              >
                {list.items.map((ticket) => (
                  <Row key={ticket.ticketId}>
                    <Cell>{fullTime(ticket.updatedAt)}</Cell>
                    <Cell>
                      <Chip tone={TONES[ticket.status]}>{ticket.status}</Chip>
                    </Cell>
                    <Cell>{ticket.customerName ?? "Guest"}</Cell>
                    <Cell plain>
                      <span className="line-clamp-2 min-w-56">{ticket.subject}</span>
                    </Cell>
                    <Cell>{ticket.reason?.replaceAll("_", " ")}</Cell>
                    <Cell>
                      <span className="flex items-center gap-2">
                        {ticket.status === "resolved" ? (
                          <Button onClick={() => move(ticket.ticketId, "open")}>Open again</Button>
                        ) : (
                          <Button onClick={() => move(ticket.ticketId, "resolved")}>Resolve</Button>
                        )}
                        <a
                          href={`/operator/conversations/${ticket.ticketId}`}
                          className="text-accent-ink underline underline-offset-2"
                        >
                          Read
                        </a>
                      </span>
                    </Cell>
                  </Row>
                ))}
              </Table>
              <Pager list={list} onPage={setPage} />
            </>
          )
        }
      </Shown>
    </Screen>
  );
}
