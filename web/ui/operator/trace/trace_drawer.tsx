import { useTrace } from "../api/conversations";
import type { Trace } from "../api/types";
import { Dialog } from "../parts/dialog";
import { Failed, Loading, Skeleton } from "../parts/states";
import { Actions } from "./actions";
import { Candidates } from "./candidates";
import { DecisionPanel } from "./decision_panel";
import { Entities } from "./entities";
import { Exchanges } from "./exchanges";
import { Passages } from "./passages";
import { Products } from "./products";
import { Stages } from "./stages";

interface Props {
  conversationId: string;
  messageId: string;
  onClose: () => void;
}

/** The whole way from the message to the answer. */
export function TraceDrawer({ conversationId, messageId, onClose }: Props) {
  const trace = useTrace(conversationId, messageId);
  return (
    <Dialog title="Why this answer" shape="right" onClose={onClose}>
      <section
        aria-label="Trace"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto px-4 pb-8 outline-offset-[-3px]"
      >
        {trace.data && <Steps trace={trace.data} />}
        {trace.isPending && (
          <div className="flex flex-col gap-3 pt-4">
            <Loading label="Loading the trace" />
            <Skeleton className="h-20" />
            <Skeleton className="h-28" />
            <Skeleton className="h-40" />
          </div>
        )}
        {trace.isError && <Failed error={trace.error} retry={() => void trace.refetch()} />}
      </section>
    </Dialog>
  );
}

function Steps({ trace }: { trace: Trace }) {
  const { understanding, evidence, outcome, answer, decision, model, stages } = trace;
  return (
    <>
      {decision && <DecisionPanel decision={decision} />}
      {understanding && <Candidates understanding={understanding} />}
      <Entities entities={understanding?.entities ?? []} />
      <Passages passages={evidence?.passages ?? []} />
      <Products ids={outcome?.products ?? []} sources={answer?.sources ?? []} />
      <Actions actions={outcome?.actions ?? []} />
      {model?.exchanges && model.exchanges.length > 0 && <Exchanges exchanges={model.exchanges} />}
      {stages && stages.length > 0 && <Stages stages={stages} />}
    </>
  );
}
