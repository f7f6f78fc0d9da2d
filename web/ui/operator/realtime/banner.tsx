import { useEffect, useState } from "react";
import { Icon } from "../parts/icon";
import { useLive } from "./live";

const PATIENCE_MS = 2_000;

/** Says that live updates are missing, once it is more than a blink. */
export function ConnectionBanner() {
  const { link } = useLive();
  const [late, setLate] = useState(false);

  useEffect(() => {
    if (link === "ready") {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [link]);

  return (
    <div role="status" className="contents">
      {late && (
        <p className="flex items-center justify-center gap-2 border-b border-wait-line bg-wait-soft px-4 py-1.5 text-sm text-wait-ink">
          <Icon name="refresh" className="animate-spin motion-reduce:animate-none" />
          <span>Live updates are paused. Reconnecting; nothing is lost.</span>
        </p>
      )}
    </div>
  );
}
