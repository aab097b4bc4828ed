import type { Energy } from "../../core/facts";
import type { Bucket } from "../wire";

/** A row of small bars: hatched where estimated, a hollow foot where nothing is known. */
export function Sparkline({ buckets, energy, label }: { buckets: Bucket[]; energy: Energy; label: string }) {
  const most = Math.max(1, ...buckets.map((each) => each.amount ?? 0));
  const step = 10;
  const hatch = `spark-${energy}`;
  return (
    <svg
      class={`spark of-${energy}`}
      viewBox={`0 0 ${buckets.length * step - 3} 40`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <defs>
        <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V4" class="hatch" />
        </pattern>
      </defs>
      {buckets.map((each, at) => {
        const height = each.amount === null ? 0 : Math.max(1.5, (each.amount / most) * 40);
        if (each.kind === "missing" || each.amount === null) {
          return <rect key={each.on} class="none" x={at * step} y="37.5" width="7" height="2.5" rx="1" />;
        }
        const guess = each.kind === "estimated";
        return (
          <rect
            key={each.on}
            class={guess ? "guess" : at === buckets.length - 1 ? "last" : "real"}
            fill={guess ? `url(#${hatch})` : undefined}
            x={at * step}
            y={40 - height}
            width="7"
            height={height}
            rx="1.5"
          />
        );
      })}
    </svg>
  );
}
