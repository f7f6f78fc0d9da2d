import { useEffect } from "react";
import { useCounts } from "../api/conversations";
import { useDrafts } from "../api/drafts";

/** The tab says how many people wait. */
export function useTitle(): void {
  const waiting = (useCounts().waiting ?? 0) + (useDrafts().data?.length ?? 0);
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) Inbox · Colloquy` : "Inbox · Colloquy";
    return () => {
      document.title = "Colloquy";
    };
  }, [waiting]);
}
