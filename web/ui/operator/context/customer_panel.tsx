import type { ReactNode } from "react";
import type { Conversation } from "../api/types";
import { channelOf, customerName } from "../inbox/names";
import { Avatar } from "../parts/avatar";
import { fullTime } from "../parts/time";
import { Panel, Rows } from "./panel";

export function CustomerPanel({ conversation }: { conversation: Conversation }) {
  const { customer } = conversation;
  const name = customerName(conversation);
  const rows: [string, ReactNode][] = [["Channel", channelOf(conversation.channel).label]];
  if (customer.phone) rows.push(["Phone", customer.phone]);
  if (customer.language) rows.push(["Language", customer.language.toUpperCase()]);
  rows.push([
    "Began",
    <time key="began" dateTime={conversation.created_at}>
      {fullTime(conversation.created_at)}
    </time>,
  ]);

  return (
    <Panel title="Customer">
      <div className="mb-3 flex items-center gap-3">
        <Avatar name={name} />
        <div className="min-w-0">
          <p dir="auto" className="truncate text-left font-semibold">
            {name}
          </p>
          <p className="truncate text-xs text-ink-faint" title={customer.email ?? undefined}>
            {customer.email ?? "No email known"}
          </p>
        </div>
      </div>
      <Rows rows={rows} />
    </Panel>
  );
}
