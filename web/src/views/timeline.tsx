/* When: entries over time, the most frequent categories one below the other, and the days with what is told of each. */
import type { ViewProps } from "../app";
import { useGet, usePages } from "../api";
import { bars, Histogram, useHistogram } from "../charts/histogram";
import { Panel, Pills, useVocabulary } from "../filters";
import { compact, DAY, day, plural, time, unit } from "../format";
import { ActorAndRecipient, Empty, EntryLink, Failed, Live, Loading, More, names, Sentence, Title, useWidth } from "../parts";
import { filtersOf, set, type Params } from "../state";
import type { Entry, Facets, Histogram as Counts, Quad } from "../types";
import { Category, category, StatusSign } from "../words";

function Lane({ event, quad, filters, by, begin, end, pressed }: { event: string; quad: Quad; filters: Params; by: string; begin: number; end: number; pressed: boolean }) {
  const [ref, width] = useWidth(), asked = useGet<Counts>("histogram", { ...filters, event, by }, true);
  const list = asked.data ? bars(asked.data) : [], most = Math.max(1, ...list.map((bar) => bar.all));
  const x = (t: number): number => ((t - begin) / Math.max(1, end - begin)) * width;
  return (
    <li class="lane">
      <button type="button" aria-pressed={pressed} onClick={() => set({ event: pressed ? "" : event })}><i class={"quad " + (quad || "none")} aria-hidden="true" />{category(event)}</button>
      <div ref={ref}><svg width={width} height="26" aria-hidden="true">{list.filter((bar) => bar.end > begin && bar.begin < end).map((bar) => <rect key={bar.begin} fill={`var(--${quad || "speech"})`} x={x(bar.begin)} width={Math.max(1, x(bar.end) - x(bar.begin) - 0.5)} y={26 - (bar.all / most) * 26} height={(bar.all / most) * 26} />)}</svg></div>
      <span class="n">{asked.data ? compact(asked.data.total) : ""}</span>
    </li>
  );
}

function Days({ filters, order }: { filters: Params; order: string }) {
  const list = usePages<Entry>("entries", { ...filters, sort: order, limit: "60", total: "false" }), items = list.items;
  if (list.error) return <Failed problem={list.error} again={list.again} />;
  if (!list.data) return <Loading rows={5} />;
  const days: [string, Entry[]][] = [];
  for (const entry of items) {
    const last = days[days.length - 1];
    if (last && last[0] === entry.date) last[1].push(entry); else days.push([entry.date, [entry]]);
  }
  if (items.length === 0) return <Empty filters={filters}>No entry fits all of these filters.</Empty>;
  return (
    <>
      <ol class={"days" + (list.loading ? " stale" : "")}>
        {days.map(([date, entries], i) => (
          <li key={date + i}>
            <h2 class="day"><span>{date ? day(date) : "no day"}</span></h2>
            <ol>{entries.map((entry) => (
              <li key={entry.id}>
                <StatusSign status={entry.status} />
                <p class="line"><span class="unseen">{entry.status}: </span><EntryLink id={entry.id}><ActorAndRecipient of={entry} /></EntryLink></p>
                <p class="kind"><Category event={entry.event} mode={entry.mode} quad={entry.quad} />{entry.denied_by.length ? <span><span class="denies">denies it</span> <bdi>{names(entry.denied_by)}</bdi></span> : null}{entry.sources > 1 ? <span>{plural(entry.sources, "source")}</span> : null}</p>
                <p class="evidence"><Sentence evidence={entry.evidence} trigger={entry.trigger} /></p>
              </li>
            ))}</ol>
          </li>
        ))}
      </ol>
      <More list={list} />
    </>
  );
}

export function Timeline({ params, stats }: ViewProps) {
  const filters = filtersOf(params), words = useVocabulary();
  const first = filters["since"] ?? stats?.first_day ?? "", last = filters["until"] ?? stats?.last_day ?? "";
  const near = unit(first, last), histogram = useHistogram(filters);
  const all = useGet<Counts>("histogram", { ...filters, by: "year" }, true); // the bars are of all the time
  const facets = useGet<Facets>("facets", { ...filters, of: "event" }, true); // as the panel asks
  const events = (facets.data?.["event"] ?? []).filter((item) => item.value !== "").slice(0, 8);
  const begin = time(first), end = time(last) + DAY, order = params["sort"] === "date" ? "date" : "-date";
  return (
    <div class="split">
      <Panel params={params} />
      <div class="main">
        <div class="head">
          <Title>Timeline</Title><Live>{all.data && !all.loading ? plural(all.data.total, "entry", "entries") : ""}</Live>
          <Pills params={params} />
          <label class="sort"><span>sorted by</span><select value={order} onChange={(event) => set({ sort: event.currentTarget.value === "date" ? "date" : "" })}><option value="-date">newest first</option><option value="date">oldest first</option></select></label>
        </div>
        <Histogram counts={histogram.data} params={params} stats={stats} />
        {Number.isFinite(begin) && end > begin && events.length > 0 ? (
          <ul class="lanes" aria-label="The most frequent categories">{events.map((item) => <Lane key={item.value} event={item.value} quad={words?.events.find((row) => row.event === item.value)?.quad ?? ""} filters={filters} by={near} begin={begin} end={end} pressed={params["event"] === item.value} />)}</ul>
        ) : null}
        <Days filters={filters} order={order} />
      </div>
    </div>
  );
}
