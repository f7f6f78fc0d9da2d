import { chat } from "../chat";
import { useShop } from "../data/queries";

/** The bend of a running track: the shop began as a stall beside one. */
export function Hero() {
  const shop = useShop();
  return (
    <section className="@container relative isolate overflow-hidden bg-surface-track text-white">
      <Lanes />
      <div className="relative mx-auto max-w-7xl px-4 py-10 sm:px-6 sm:py-14">
        <h1 className="display max-w-[7.5em] text-[clamp(3.25rem,7vw,5.75rem)] text-balance">
          Gear for the long way home
        </h1>
        <p className="mt-5 max-w-[34ch] text-lg leading-snug text-white">
          Clothes and shoes for runners, skaters and anyone whose bus is late.{" "}
          <button
            type="button"
            onClick={() => chat()?.open()}
            className="font-semibold underline decoration-2 underline-offset-4 outline-white hover:decoration-4"
          >
            Ask {shop.agentName} what fits you
          </button>
        </p>
      </div>
    </section>
  );
}

const LANES = [1, 2, 3, 4, 5];
const LANE_WIDTH = 70;
const INSIDE = 96;

/** Drawn at its own size in the corner, so that the bend never runs under the words. */
function Lanes() {
  return (
    <svg
      viewBox="0 0 600 360"
      preserveAspectRatio="xMaxYMax meet"
      aria-hidden="true"
      className="absolute right-0 bottom-0 -z-10 h-full max-w-full fill-none stroke-white/60 @max-5xl:opacity-40 max-sm:h-3/4"
    >
      {[0, ...LANES].map((lane) => (
        <circle
          key={lane}
          cx={620}
          cy={420}
          r={INSIDE + lane * LANE_WIDTH}
          strokeWidth={lane === 0 ? 6 : 3.5}
        />
      ))}
      {LANES.slice(0, 4).map((lane) => (
        <text
          key={lane}
          x={566}
          y={420 - INSIDE - (lane - 0.5) * LANE_WIDTH + 8}
          className="display fill-white stroke-none text-[2.75rem] @max-5xl:hidden"
          dominantBaseline="middle"
          textAnchor="end"
        >
          {lane}
        </text>
      ))}
    </svg>
  );
}
