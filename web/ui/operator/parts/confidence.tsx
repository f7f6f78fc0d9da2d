import { classes } from "./classes";
import { percent } from "./money";

interface Props {
  confidence: number;
  threshold: number;
}

/** How sure the answer was, with a mark where it would have been sent by itself. */
export function ConfidenceBar({ confidence, threshold }: Props) {
  const enough = confidence >= threshold;
  return (
    <div
      role="img"
      aria-label={`Confidence ${percent(confidence)}, needed ${percent(threshold)}`}
      className="w-full"
    >
      <div className="relative h-1.5 rounded-full bg-sunken ring-1 ring-line ring-inset">
        <div
          className={classes("absolute inset-y-0 left-0 rounded-full", enough ? "bg-bot" : "bg-wait")}
          style={{ width: percent(Math.min(1, confidence)) }}
        />
        <div
          className="absolute -inset-y-1 w-0.5 rounded bg-ink"
          style={{ left: percent(Math.min(1, threshold)) }}
        />
      </div>
    </div>
  );
}
