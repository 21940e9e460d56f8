/* Two directions over time: one side's acts upwards, the other's downwards; told as fact full, claimed lighter above it. */
import { after, compact, DAY, iso, period, time } from "../format";
import { useWidth } from "../parts";
import { href } from "../state";
import type { Flows } from "../types";
import { ticks } from "./histogram";

const HALF = 110, LEFT = 36;

export function Mirror({ flows, names, linked }: { flows: Flows; names: [string, string]; linked: (way: number, since: string, until: string) => Record<string, string> }) {
  const [ref, width] = useWidth();
  const dated = flows.periods.map((text, i) => ({ text, i, begin: time(text) })).filter(({ begin }) => !Number.isNaN(begin));
  const begin = dated[0]?.begin ?? 0, end = after(dated[dated.length - 1]?.begin ?? 0, flows.by);
  const inner = Math.max(1, width - LEFT), top = Math.max(1, ...flows.ways.flatMap((way) => way.series));
  const x = (t: number): number => LEFT + ((t - begin) / Math.max(1, end - begin)) * inner, y = (n: number): number => (n / top) * (HALF - 22);
  /* Few bars are each named; else round days stand below the axis. */
  const below = dated.length <= width / 110 ? dated.map((one) => ({ at: one.begin, label: period(one.text, flows.by) })) : ticks(begin, end, Math.max(2, width / 90));
  const middle = HALF, said = flows.ways.map((way, i) => `${names[i]} to ${names[1 - i]}: ${way.entries}`).join("; ");
  return (
    <figure class="chart">
      <div ref={ref} style={{ minHeight: `${2 * HALF + 20}px` }}>
        {width > 0 && dated.length > 0 ? (
          <svg width={width} height={2 * HALF + 20} aria-label={`Entries by ${flows.by}. ${said}`} role="group">
            {[top, Math.round(top / 2)].filter((n, i, all) => n > 0 && all.indexOf(n) === i).map((n) => <g key={n} aria-hidden="true">
              <line class="grid" x1={LEFT} x2={width} y1={middle - y(n)} y2={middle - y(n)} /><text x={LEFT - 6} y={middle - y(n) + 4} text-anchor="end">{compact(n)}</text>
              <line class="grid" x1={LEFT} x2={width} y1={middle + y(n)} y2={middle + y(n)} /><text x={LEFT - 6} y={middle + y(n) + 4} text-anchor="end">{compact(n)}</text>
            </g>)}
            {dated.map(({ text, i, begin: from }) => flows.ways.map((way, w) => {
              const to = after(from, flows.by), wide = Math.max(1, x(to) - x(from) - (inner / dated.length > 5 ? 1 : 0)), up = w === 0;
              const facts = y(way.facts_series[i] ?? 0), claims = y(way.claims_series[i] ?? 0);
              if (!way.series[i]) return null;
              const label = `${names[w]} to ${names[1 - w]}, ${period(text, flows.by)}: ${way.series[i]}, ${way.facts_series[i]} told as fact, ${way.claims_series[i]} claimed`;
              return (
                <a key={text + w} href={href(linked(w, iso(from), iso(to - DAY)))} aria-label={label} tabindex={-1}>
                  <title>{label}</title>
                  <rect class="facts" x={x(from)} width={wide} y={up ? middle - facts : middle} height={facts} />
                  <rect class="claims" x={x(from)} width={wide} y={up ? middle - facts - claims : middle + facts} height={claims} />
                  <rect class="all" x={x(from)} width={wide} y={up ? 0 : middle} height={HALF} />
                </a>
              );
            }))}
            <line class="zero" x1={LEFT} x2={width} y1={middle} y2={middle} aria-hidden="true" />
            <text class="name" x={LEFT + 4} y={12} aria-hidden="true">{names[0]} → {names[1]}</text>
            <text class="name" x={LEFT + 4} y={2 * HALF - 4} aria-hidden="true">{names[1]} → {names[0]}</text>
            {below.map((tick) => <text key={tick.at} x={x(tick.at)} y={2 * HALF + 16} text-anchor={x(tick.at) > width - 72 ? "end" : "start"} aria-hidden="true">{tick.label}</text>)}
          </svg>
        ) : null}
      </div>
    </figure>
  );
}

/* A row's course in little. */
export function Spark({ series }: { series: number[] }) {
  const most = Math.max(1, ...series), wide = 90 / Math.max(1, series.length), shown = (n: number): string => n.toFixed(1);
  /* One path: a table has many rows, and ten years many months. */
  const bars = series.map((n, i) => (n > 0 ? `M${shown(i * wide)} 18v-${shown((n / most) * 18)}h${shown(Math.max(0.7, wide - 0.4))}V18z` : "")).join("");
  return <svg class="spark" width="90" height="18" aria-hidden="true"><path d={bars} /></svg>;
}
