/* Entries over time, stacked: told as fact, claimed, and only denied or announced. It is the time filter too: a stretch is drawn with
 * the pointer, or its two ends are moved with the arrow keys. */
import { useMemo, useRef, useState } from "preact/hooks";
import { useGet, type Asked } from "../api";
import { after, compact, DAY, iso, number, period, time, unit } from "../format";
import { useWidth } from "../parts";
import { set, type Params } from "../state";
import type { Histogram as Counts, Stats } from "../types";

const HEIGHT = 76, AXIS = 18, LEFT = 4;

interface Bar { begin: number; end: number; label: string; facts: number; claims: number; rest: number; all: number }

/* Of all the time, whatever stretch is chosen. Counted by month, and where that makes few bars by week or day: what is told has no need of the ledger's first and last day. */
export function useHistogram(chosen: Params): Asked<Counts> {
  const { since: _, until: __, ...filters } = chosen;
  const months = useGet<Counts>("histogram", { ...filters, by: "month" }), items = months.data?.items ?? [];
  const begin = items[0]?.period ?? "", end = items[items.length - 1]?.period ?? "", by = items.length > 0 ? unit(begin, iso(after(time(end), "month"))) : "month";
  const finer = !months.loading && (by === "day" || by === "week");
  const fine = useGet<Counts>(finer ? "histogram" : null, { ...filters, by });
  return finer ? { ...fine, data: fine.loading ? months.data : fine.data ?? months.data } : months;
}

export function bars(counts: Counts): Bar[] {
  return counts.items.map((item) => ({ item, begin: time(item.period) })).filter(({ begin }) => !Number.isNaN(begin)).map(({ item, begin }) => ({
    begin, end: after(begin, counts.by), label: period(item.period, counts.by), facts: item.facts, claims: item.claims + item.disputed,
    rest: item.denied + item.announced, all: item.entries,
  })).sort((a, b) => a.begin - b.begin);
}

/* Round days to write below the axis. */
export function ticks(begin: number, end: number, most: number): { at: number; label: string }[] {
  const days = (end - begin) / DAY, years = days / 365.25;
  const all: { at: number; label: string }[] = [];
  if (years > 2) {
    const step = [1, 2, 5, 10, 20, 50].find((s) => years / s <= most) ?? 100;
    for (let y = Math.ceil(new Date(begin).getUTCFullYear() / step) * step; Date.UTC(y, 0, 1) < end; y += step)
      if (Date.UTC(y, 0, 1) >= begin) all.push({ at: Date.UTC(y, 0, 1), label: String(y) });
  } else if (days > 75) {
    const step = [1, 2, 3, 6, 12].find((s) => days / 30.4 / s <= most) ?? 12, from = new Date(begin);
    for (let m = Math.ceil((from.getUTCFullYear() * 12 + from.getUTCMonth()) / step) * step; ; m += step) {
      const at = Date.UTC(Math.floor(m / 12), m % 12, 1);
      if (at >= end) break;
      if (at >= begin) all.push({ at, label: period(iso(at).slice(0, 7), "month") });
    }
  } else {
    const step = [1, 2, 7, 14, 28].find((s) => days / s <= most) ?? 28;
    for (let at = begin; at < end; at += step * DAY) all.push({ at, label: period(iso(at), "day") });
  }
  return all;
}

export function Histogram({ counts, params, stats }: { counts: Counts | undefined; params: Params; stats: Stats | undefined }) {
  const since = params["since"] ?? "", until = params["until"] ?? "";
  const [ref, width] = useWidth();
  const [drawn, setDrawn] = useState<[number, number] | null>(null);
  const [over, setOver] = useState<Bar | null>(null);
  const from = useRef<number | null>(null);
  const list = useMemo(() => (counts ? bars(counts) : []), [counts]);
  const by = counts?.by ?? "month";
  const begin = list[0]?.begin ?? time(stats?.first_day ?? ""), end = list[list.length - 1]?.end ?? time(stats?.last_day ?? "") + DAY;
  const known = Number.isFinite(begin) && Number.isFinite(end) && end > begin;
  const inner = Math.max(1, width - 2 * LEFT), top = Math.max(1, ...list.map((bar) => bar.all));
  const x = (t: number): number => LEFT + ((Math.min(Math.max(t, begin), end) - begin) / (end - begin)) * inner;
  const at = (px: number): number => begin + (Math.min(Math.max(px - LEFT, 0), inner) / inner) * (end - begin);
  const y = (n: number): number => (n / top) * (HEIGHT - 8);
  const asked = (day: string, none: number, more: number): number => (Number.isFinite(time(day)) ? time(day) + more : none);
  const chosen: [number, number] = drawn ?? [asked(since, begin, 0), asked(until, end, DAY)];
  const held = drawn !== null || since !== "" || until !== "";

  const choose = (a: number, b: number): void => set({ since: a <= begin ? "" : iso(a), until: b >= end ? "" : iso(b - DAY) });
  const select = (a: number, b: number): void => {
    const low = Math.min(a, b), high = Math.max(a, b);
    const whole = list.filter((bar) => bar.end > low && bar.begin < high);
    choose(whole[0]?.begin ?? low, whole[whole.length - 1]?.end ?? high);
  };
  const pointed = (event: PointerEvent): number => at(event.clientX - (event.currentTarget as Element).getBoundingClientRect().left);
  const down = (event: PointerEvent): void => {
    if (event.button !== 0 || !known) return;
    from.current = pointed(event);
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent): void => {
    const t = pointed(event);
    setOver(list.find((bar) => t >= bar.begin && t < bar.end) ?? null);
    if (from.current !== null) setDrawn([Math.min(from.current, t), Math.max(from.current, t)]);
  };
  const up = (event: PointerEvent): void => {
    if (from.current === null) return;
    const t = pointed(event);
    select(from.current, t === from.current ? t + 1 : t);
    from.current = null;
    setDrawn(null);
  };
  const key = (which: 0 | 1) => (event: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 };
    let edge = chosen[which];
    if (event.key === "Home") edge = which === 0 ? begin : after(chosen[0], by);
    else if (event.key === "End") edge = which === 1 ? end : chosen[1] - 1;
    else if (steps[event.key] !== undefined) {
      const edges = which === 0 ? list.map((bar) => bar.begin) : list.map((bar) => bar.end);
      const nearest = edges.reduce((best, t, i) => (Math.abs(t - edge) < Math.abs(edges[best]! - edge) ? i : best), 0);
      edge = edges[Math.min(Math.max(nearest + steps[event.key]!, 0), edges.length - 1)] ?? edge;
    } else return;
    event.preventDefault();
    if (which === 0 ? edge < chosen[1] : edge > chosen[0]) choose(which === 0 ? edge : chosen[0], which === 1 ? edge : chosen[1]);
  };
  const handle = (which: 0 | 1) => (
    <div class={"handle" + (held ? " held" : "")} role="slider" tabIndex={0} aria-label={which === 0 ? "Begin of the time shown" : "End of the time shown"}
      aria-valuemin={begin} aria-valuemax={end} aria-valuenow={Math.round(chosen[which])} aria-valuetext={period(iso(which === 0 ? chosen[0] : chosen[1] - DAY), "day")}
      onKeyDown={key(which)} style={{ left: `${x(chosen[which])}px` }} />
  );
  return (
    <figure class="histogram">
      <div ref={ref} class="plot" onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerLeave={() => setOver(null)} onPointerCancel={() => { from.current = null; setDrawn(null); }}>
        {known && width > 0 ? (
          <svg width={width} height={HEIGHT + AXIS} role="img" aria-label={`${number(list.reduce((n, bar) => n + bar.all, 0))} entries by ${by}, from ${list[0]?.label ?? ""} to ${list[list.length - 1]?.label ?? ""}`}>
            {list.map((bar) => {
              const left = x(bar.begin), wide = Math.max(0.75, x(bar.end) - left - (inner / list.length > 4 ? 1 : 0)), dim = held && (bar.end <= chosen[0] || bar.begin >= chosen[1]);
              const facts = y(bar.facts), claims = y(bar.claims), rest = y(bar.rest);
              return (
                <g key={bar.begin} class={dim ? "dim" : undefined}>
                  <rect class="facts" x={left} width={wide} y={HEIGHT - facts} height={facts} />
                  <rect class="claims" x={left} width={wide} y={HEIGHT - facts - claims} height={claims} />
                  <rect class="rest" x={left} width={wide} y={HEIGHT - facts - claims - rest} height={rest} />
                </g>
              );
            })}
            <line class="axis" x1={LEFT} x2={LEFT + inner} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
            {ticks(begin, end, Math.max(2, width / 90)).map((tick) => <text key={tick.at} class="tick" x={x(tick.at)} y={HEIGHT + 14} text-anchor={x(tick.at) > width - 72 ? "end" : "start"}>{tick.label}</text>)}
            {held ? <rect class="chosen" x={x(chosen[0])} width={Math.max(1, x(chosen[1]) - x(chosen[0]))} y={0} height={HEIGHT} /> : null}
          </svg>
        ) : null}
        {known && width > 0 ? <>{handle(0)}{handle(1)}</> : null}
      </div>
      <figcaption>
        <span class="key facts">told as fact</span><span class="key claims">claimed or disputed</span><span class="key rest">denied or announced</span>
        <span class="over" aria-hidden="true">{over ? `${over.label}: ${compact(over.all)} (${compact(over.facts)} fact, ${compact(over.claims)} claimed or disputed)` : held ? "" : "draw over the bars to choose a time"}</span>
        {since || until ? <button type="button" class="plain" onClick={() => set({ since: "", until: "" })}>all of the time</button> : null}
      </figcaption>
    </figure>
  );
}
