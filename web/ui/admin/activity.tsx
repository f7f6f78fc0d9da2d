import { useState } from "react";
import { Button } from "../operator/parts/button";
import { fullTime } from "../operator/parts/time";
import { type Activity, type Integrity, type Page, useAnswer, withQuery } from "./api";
import { IntegrityState } from "./integrity";
import { Cell, FIELD, Pager, Row, Screen, Shown, Table } from "./parts";

const KINDS: [value: string, label: string][] = [
  ["", "Everything"],
  ["product.", "Products"],
  ["item.", "Inventory items"],
  ["stock.", "Stock"],
  ["category.", "Categories"],
  ["order.", "Orders"],
  ["ticket.", "Tickets"],
  ["catalogue.", "Imports"],
  ["second_factor.", "One-time codes"],
];

export function ActivityPage() {
  const [page, setPage] = useState(1);
  const [action, setAction] = useState("");
  const log = useAnswer<Page<Activity>>(withQuery("/v1/admin/activity", { page, action }));
  const integrity = useAnswer<Integrity>("/v1/admin/activity/integrity");
  return (
    <Screen
      title="Activity"
      tools={
        <>
          <select
            aria-label="Kind of act"
            className={`h-8 ${FIELD}`}
            value={action}
            onChange={(event) => {
              setAction(event.target.value);
              setPage(1);
            }}
          >
            {KINDS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <Button icon="refresh" busy={integrity.isFetching} onClick={() => void integrity.refetch()}>
            Check integrity
          </Button>
        </>
      }
    >
      <div className="mb-4">
        <Shown asked={integrity}>{(state) => <IntegrityState state={state} />}</Shown>
      </div>
      <Shown asked={log}>
        {(list) => (
          <>
            <Table
              label="Activity log"
              head={["No.", "When", "Who", "What", "To what", "More", "Hash"]}
              figures={["No."]}
            >
              {list.items.map((entry) => (
                <Row key={entry.id}>
                  <Cell right>{entry.seq}</Cell>
                  <Cell>{fullTime(entry.createdAt)}</Cell>
                  <Cell>{entry.userName ?? "Command line"}</Cell>
                  <Cell>{entry.action}</Cell>
                  <Cell>
                    <span className="block max-w-56 truncate" title={entry.subject}>
                      {entry.subject}
                    </span>
                  </Cell>
                  <Cell plain>
                    <span className="block min-w-48 break-words text-ink-soft">{spoken(entry.detail)}</span>
                  </Cell>
                  <Cell>
                    <span className="font-mono text-2xs" title={entry.hash}>
                      {entry.hash.slice(0, 12)}
                    </span>
                  </Cell>
                </Row>
              ))}
            </Table>
            <Pager list={list} onPage={setPage} />
          </>
        )}
      </Shown>
    </Screen>
  );
}

function spoken(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(", ") : String(value)}`)
    .join(" · ");
}
