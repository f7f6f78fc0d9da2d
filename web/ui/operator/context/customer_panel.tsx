import type { ReactNode } from "react";
import type { Conversation } from "../api/types";
import { channelOf, customerName } from "../inbox/names";
import { Avatar } from "../parts/avatar";
import { fullTime } from "../parts/time";
import { Panel, Rows } from "./panel";

export function CustomerPanel({ conversation }: { conversation: Conversation }) {
  const name = customerName(conversation);
  const rows: [string, ReactNode][] = [["Channel", channelOf(conversation.channel).label]];
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
        <p dir="auto" className="min-w-0 truncate text-left font-semibold">
          {name}
        </p>
      </div>
      <Rows rows={rows} />
    </Panel>
  );
}
