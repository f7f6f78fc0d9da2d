import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { newKey } from "../api/client";
import { draftDecisions } from "../api/drafts";
import { keys } from "../api/keys";
import { type Lesson, teach } from "../api/knowledge";
import { ApiProblem, sentenceOf } from "../api/problem";
import type { Draft } from "../api/types";
import { toast } from "../parts/toast";
import { giveBack } from "../thread/composer_drafts";
import { editsOf } from "./diff";

export interface Decider {
  busy: boolean;
  /** Why nothing was done, as long as the draft still stands. */
  refusal: string | null;
  approve: () => Promise<boolean>;
  edit: (finalMessage: string, lessons: Lesson[]) => Promise<boolean>;
  reject: (reason: string) => Promise<boolean>;
}

/** Decides one version of a draft, once. */
export function useDecider(draft: Draft): Decider {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const keyOf = useRef({ draft: "", key: "" });

  const run = async (
    name: string,
    work: (key: string) => Promise<void>,
    done: string,
    onGone?: () => void,
  ): Promise<boolean> => {
    if (busy) return false;
    // A second try of the same decision keeps its key, so that it cannot be told it came too late for itself.
    const subject = `${draft.draft_id}/${name}`;
    if (keyOf.current.draft !== subject) keyOf.current = { draft: subject, key: newKey() };
    setBusy(true);
    setRefusal(null);
    try {
      await work(keyOf.current.key);
      client.setQueryData<Draft[]>(keys.drafts, (pending) =>
        pending?.filter((known) => known.draft_id !== draft.draft_id),
      );
      void client.invalidateQueries({ queryKey: keys.conversation(draft.conversation_id) });
      void client.invalidateQueries({ queryKey: keys.messages(draft.conversation_id) });
      void client.invalidateQueries({ queryKey: keys.lists });
      toast(done);
      return true;
    } catch (error) {
      const gone = error instanceof ApiProblem && (error.status === 409 || error.status === 404);
      if (!gone) {
        setRefusal(explain(error));
      } else {
        // The card goes with its draft; what was refused must be read all the same.
        const kept = onGone ? " Your text is kept in the reply field." : "";
        toast(explain(error) + kept, { bad: true });
        onGone?.();
        void client.invalidateQueries({ queryKey: keys.drafts });
        void client.invalidateQueries({ queryKey: keys.conversation(draft.conversation_id) });
      }
      return false;
    } finally {
      setBusy(false);
    }
  };

  return {
    busy,
    refusal,
    approve: () => run("approve", (key) => draftDecisions.approve(draft, key), "Approved and sent"),
    edit: async (finalMessage, lessons) => {
      const edits = editsOf(draft.message, finalMessage);
      const sent = await run(
        `edit/${finalMessage}`,
        (key) => draftDecisions.edit(draft, edits, finalMessage, key),
        "Edited and sent",
        () => giveBack(draft.conversation_id, finalMessage, null),
      );
      if (sent && lessons.length > 0) {
        await teach(lessons, draft.question, finalMessage).catch((error: unknown) =>
          toast(`Sent, but not kept as knowledge. ${sentenceOf(error)}`, { bad: true }),
        );
      }
      return sent;
    },
    reject: (reason) =>
      run(
        `reject/${reason}`,
        (key) => draftDecisions.reject(draft, reason, key),
        "Rejected and handed to the team",
      ),
  };
}

function explain(error: unknown): string {
  if (!(error instanceof ApiProblem)) return sentenceOf(error);
  if (error.code === "draft_superseded") {
    return "Not sent: the customer wrote again, so this draft is out of date. A new one will cover both messages.";
  }
  if (error.status === 409) return `Not sent: this draft was already decided. ${error.message}`;
  if (error.status === 404) return "Not sent: this draft no longer exists.";
  return error.message;
}
