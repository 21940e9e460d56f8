/* The list: what the ledger tells, with filters, a histogram that is the time filter, and the keyboard. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { address, get, Problem, soon, useGet } from "../api";
import { Histogram, useHistogram } from "../charts/histogram";
import { Panel, Pills, useVocabulary } from "../filters";
import { day, number, plural } from "../format";
import { ActorAndRecipient, Empty, EntryLink, Failed, isForPage, Live, Loading, names, Sentence, Title } from "../parts";
import { filtersOf, go, href, set, viewParams, type Params } from "../state";
import type { Entry, Histogram as Counts, Page, Stats, Vocabulary } from "../types";
import { Category, StatusWord } from "../words";

const PAGE = 50, MOST = 10000; // rows of a page, of CSV

/* Pages that were read of a list, so that coming back finds it as it was left. */
const lists = new Map<string, { items: Entry[]; next: string | null; top: number; chosen: number }>();
export const forgetLists = (): void => lists.clear();

function useList(params: Params) {
  const key = JSON.stringify(params);
  const [state, setState] = useState<{ key: string; items: Entry[]; next: string | null; error?: Problem; busy: boolean }>(() => {
    const old = lists.get(key);
    return old ? { key, items: old.items, next: old.next, busy: false } : { key: "", items: [], next: null, busy: true };
  });
  const [tries, setTries] = useState(0);
  const asked = useRef(key);
  asked.current = key;
  const load = async (cursor: string | null, before: Entry[], signal?: AbortSignal): Promise<void> => {
    setState((old) => ({ ...old, busy: true }));
    try {
      const page = await soon(() => get<Page<Entry>>("entries", { ...params, limit: String(PAGE), total: "false", ...(cursor ? { cursor } : {}) }, signal));
      if (signal?.aborted || asked.current !== key) return;
      const items = [...before, ...page.items];
      lists.delete(key);
      lists.set(key, { items, next: page.next, top: 0, chosen: -1 });
      if (lists.size > 12) lists.delete(lists.keys().next().value!);
      setState({ key, items, next: page.next, busy: false });
    } catch (error) {
      if (signal?.aborted || asked.current !== key) return;
      setState((old) => ({ key, items: cursor ? old.items : [], next: cursor, busy: false, error: error instanceof Problem ? error : new Problem(0, String(error)) }));
    }
  };
  useEffect(() => {
    const old = lists.get(key);
    if (old) { setState({ key, items: old.items, next: old.next, busy: false }); return; }
    const stop = new AbortController();
    void load(null, [], stop.signal);
    return () => stop.abort();
  }, [key, tries]);
  return { ...state, stale: state.key !== key, more: () => load(state.next, state.items), again: () => setTries(tries + 1) };
}

function Row({ entry, index, chosen, words }: { entry: Entry; index: number; chosen: boolean; words: Vocabulary | undefined }) {
  const what = words?.cameo.find((row) => row.code === entry.cameo)?.name;
  return (
    <li id={"row" + index} class={"entry" + (chosen ? " chosen" : "")} data-entry={entry.id}>
      <div class="when"><time dateTime={entry.date_begin}>{entry.date ? day(entry.date) : "no day"}</time><StatusWord status={entry.status} /></div>
      <div class="what">
        <p class="line">
          <EntryLink id={entry.id} label={`Entry ${entry.id}: who says so, who denies it`}>
            <ActorAndRecipient of={entry} />
          </EntryLink>
        </p>
        <p class="kind">
          <span title={what}><Category event={entry.event} mode={entry.mode} quad={entry.quad} /></span>
          {entry.object.map((object, i) => <bdi key={i} class="object">{object.text}</bdi>)}
          {entry.place[0] ? <bdi class="place">{entry.place[0].name}</bdi> : null}
          {entry.screening.length ? <span class="touches">touches {plural(entry.screening.length, "measure")}</span> : null}
        </p>
        <p class="evidence"><Sentence evidence={entry.evidence} trigger={entry.trigger} /></p>
        {entry.said_by.length || entry.denied_by.length ? (
          <p class="voices">
            {entry.said_by.length ? <><span class="says">says so</span> <bdi>{names(entry.said_by)}</bdi></> : null}
            {entry.denied_by.length ? <> <span class="denies">denies it</span> <bdi>{names(entry.denied_by)}</bdi></> : null}
          </p>
        ) : null}
      </div>
      <div class="count" title={`${plural(entry.sources, "independent source")}, ${plural(entry.documents, "document")}`}><b>{number(entry.sources)}</b> <span>{entry.sources === 1 ? "source" : "sources"}</span></div>
    </li>
  );
}

const SORTS: [string, string][] = [["-date", "newest first"], ["date", "oldest first"], ["-sources", "most sources"], ["-reported", "last reported"]];

/* j and k move through the list, Enter opens the board, o the article. */
function useKeys(entries: Entry[], chosen: number, choose: (index: number) => void): void {
  const at = useRef(chosen);   // keys may come faster than the page is drawn
  at.current = chosen;
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      if (!isForPage(event)) return;
      const entry = entries[at.current];
      if (event.key === "j" || event.key === "k") {
        const next = Math.min(Math.max(at.current + (event.key === "j" ? 1 : -1), 0), entries.length - 1);
        if (next < 0) return;
        at.current = next;
        choose(next);
        event.preventDefault();
      } else if (event.key === "Enter" && entry && !/^(A|BUTTON|SUMMARY)$/.test((event.target as Element).tagName)) go(viewParams("claims", { entry: String(entry.id) }));
      else if (event.key === "o" && entry) void get<{ reports: { number: number; label: string }[] }>(`entries/${entry.id}`).then((board) => {
        const report = board.reports[0];
        if (report) go(viewParams("reader", { doc: String(report.number), at: report.label }));
      });
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, [entries, choose]);
}

export function Entries({ params, stats }: { params: Params; stats: Stats | undefined }) {
  const filters = filtersOf(params), sort = params["sort"] ?? "-date";
  const asked = { ...filters, sort };
  const list = useList(asked), words = useVocabulary();
  const timed = Boolean(filters["since"] || filters["until"]);
  const histogram = useHistogram(filters), inside = useGet<Counts>(timed ? "histogram" : null, { ...filters, by: "month" });
  const total = timed ? inside.data?.total : histogram.data?.total;
  const key = JSON.stringify(asked);
  const [chosen, setChosen] = useState(-1);
  const sentinel = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const old = lists.get(key);
    setChosen(old?.chosen ?? -1);
    if (old && old.top > 0) window.scrollTo(0, old.top);
    return () => { const left = lists.get(key); if (left) left.top = window.scrollY; };
  }, [key]);
  const choose = useMemo(() => (index: number) => {
    setChosen(index);
    const old = lists.get(key);
    if (old) old.chosen = index;
    document.getElementById("row" + index)?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
    document.getElementById("row" + index)?.scrollIntoView({ block: "nearest" });
  }, [key]);
  useKeys(list.items, chosen, choose);
  useEffect(() => {
    const element = sentinel.current;
    if (!element || !list.next || list.busy || list.error) return;
    const watch = new IntersectionObserver((seen) => { if (seen[0]?.isIntersecting) void list.more(); }, { rootMargin: "600px" });
    watch.observe(element);
    return () => watch.disconnect();
  }, [list.next, list.busy, list.items.length, list.error]);
  useEffect(() => { if (chosen >= list.items.length - 3 && list.next && !list.busy && chosen >= 0) void list.more(); }, [chosen]);

  const told = total === undefined ? "" : plural(total, "entry", "entries");
  return (
    <div class="split">
      <Panel params={params} />
      <div class="main">
        <div class="head">
          <Title>{told || "Entries"}</Title>
          <Live>{list.busy ? "" : told ? `${told} shown` : ""}</Live>
          <Pills params={params} />
          <label class="sort"><span>sorted by</span>
            <select value={params["sort"] ?? "-date"} onChange={(event) => set({ sort: event.currentTarget.value === "-date" ? "" : event.currentTarget.value })}>
              {SORTS.map(([value, label]) => <option key={value} value={value}>{label}</option>)}
            </select>
          </label>
          <a class="button" download="entries.csv" title={`What is listed, as a table${(total ?? 0) > MOST ? `: the first ${number(MOST)}` : ""}`} href={address("entries", { ...asked, format: "csv", limit: String(MOST) })}>CSV</a>
        </div>
        <Histogram counts={histogram.data} params={params} stats={stats} />
        {list.error && list.items.length === 0 ? <Failed problem={list.error} again={list.again} /> : null}
        {list.busy && list.items.length === 0 ? <Loading rows={8} what="Loading entries" /> : null}
        {!list.busy && !list.error && list.items.length === 0 && !list.stale ? (
          stats && stats.entries === 0
            ? <Empty>This ledger is empty. <code>dateline ingest --ledger {stats.ledger} articles/</code> fills it; <a href={href({ view: "try" })}>Try it</a> reads a text at once.</Empty>
            : <Empty filters={filters}>No entry fits all of these filters.</Empty>
        ) : null}
        <ol class={"entries" + (list.stale ? " stale" : "")} aria-busy={list.busy}>
          {list.items.map((entry, index) => <Row key={entry.id} entry={entry} index={index} chosen={index === chosen} words={words} />)}
        </ol>
        <div ref={sentinel} class="sentinel">
          {list.error && list.items.length > 0 ? <Failed problem={list.error} again={() => void list.more()} /> : null}
          {list.next && list.items.length > 0 && !list.error ? <button type="button" disabled={list.busy} onClick={() => void list.more()}>{list.busy ? "Loading …" : "More"}</button> : null}
          {!list.next && list.items.length > PAGE / 2 && !list.busy ? <p class="note">That is all of them.</p> : null}
        </div>
      </div>
    </div>
  );
}
