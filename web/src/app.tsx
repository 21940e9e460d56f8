/* The frame: the views, the search, the keys, and what is told of a ledger that grows while one reads. */
import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { forget, Problem, useGet } from "./api";
import { Typed } from "./filters";
import { day, number, plural } from "./format";
import { Failed, focusTitle, inField, isForPage, Loading } from "./parts";
import { go, href, set, useParams, viewParams, type Params } from "./state";
import type { Stats } from "./types";
import { Entries, forgetLists } from "./views/entries";

export interface ViewProps { params: Params; stats: Stats | undefined }

interface View { name: string; title: string; key?: string; filtered: boolean; load?: () => Promise<ComponentType<ViewProps>>; hidden?: boolean }

/* What is not the first view is loaded when it is asked for. */
const VIEWS: View[] = [
  { name: "entries", title: "Entries", key: "e", filtered: true },
  { name: "timeline", title: "Timeline", key: "t", filtered: true, load: () => import("./views/timeline").then((m) => m.Timeline) },
  { name: "map", title: "Map", key: "m", filtered: true, load: () => import("./views/map").then((m) => m.MapView) },
  { name: "flows", title: "Flows", key: "f", filtered: true, load: () => import("./views/flows").then((m) => m.FlowsView) },
  { name: "network", title: "Network", key: "n", filtered: true, load: () => import("./views/network").then((m) => m.NetworkView) },
  { name: "claims", title: "Claims", key: "c", filtered: true, load: () => import("./views/claims").then((m) => m.Claims) },
  { name: "reader", title: "Articles", key: "a", filtered: false, load: () => import("./views/reader").then((m) => m.ReaderView) },
  { name: "try", title: "Try it", key: "y", filtered: false, load: () => import("./views/try").then((m) => m.Try) },
];

const loaded = new Map<string, ComponentType<ViewProps>>([["entries", Entries]]);

function Outlet({ view, ...props }: ViewProps & { view: View }) {
  const [, again] = useState(0);
  const [problem, setProblem] = useState<Problem>();
  const Shown = loaded.get(view.name);
  useEffect(() => {
    if (loaded.has(view.name)) return;
    let here = true;
    setProblem(undefined);
    view.load!().then((component) => { loaded.set(view.name, component); if (here) again((n) => n + 1); },
      () => { if (here) setProblem(new Problem(0, "A part of the page could not be loaded from the server.")); });
    return () => { here = false; };
  }, [view.name]);
  if (problem) return <Failed problem={problem} again={() => location.reload()} />;
  return Shown ? <Shown {...props} /> : <Loading />;
}

const KEYS: [string, string][] = [
  ["/", "to the search"], ["j, k", "next and previous entry"], ["Enter", "the entry: who says so, who denies it"], ["o", "the article, at its words"],
  ["g, then e t m f n c a y", "Entries, Timeline, Map, Flows, Network, Claims, Articles, Try it"], ["Esc", "leaves a field, closes this"], ["?", "these keys"],
];

function Help({ open, close }: { open: boolean; close: () => void }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && !ref.current?.open) ref.current?.showModal();
    if (!open && ref.current?.open) ref.current.close();
  }, [open]);
  return (
    <dialog ref={ref} class="help" aria-labelledby="keys" onClose={close}>
      <h2 id="keys">Keys</h2>
      <dl>{KEYS.map(([key, what]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div>)}</dl>
      <p class="note">On the histogram, Tab to an end of the time shown and move it with the arrow keys. Every state of the page has an address of its own.</p>
      <form method="dialog"><button>Close</button></form>
    </dialog>
  );
}

function useKeys(openHelp: () => void): void {
  const waiting = useRef(0);
  useEffect(() => {
    const key = (event: KeyboardEvent): void => {
      if (!isForPage(event)) return;
      const now = Date.now(), view = VIEWS.find((one) => one.key === event.key);
      if (now - waiting.current < 1500 && view) go(viewParams(view.name));
      else if (event.key === "/") document.getElementById("search")?.focus();
      else if (event.key === "?") openHelp();
      else if (event.key !== "g") return;
      waiting.current = event.key === "g" ? now : 0;
      event.preventDefault();
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);
}

/* The ledger as it is told by server-sent events: what there is, and how many entries have come since the list was read. */
function useLive(first: Stats | undefined): { shown: Stats | undefined; come: number; take: () => void } {
  const [now, setNow] = useState<Stats>();
  const [seen, setSeen] = useState<Stats>();
  useEffect(() => {
    const source = new EventSource("/api/v1/live");
    source.addEventListener("ledger", (event) => { try { setNow(JSON.parse((event as MessageEvent<string>).data) as Stats); } catch { /* the next one tells */ } });
    return () => source.close();
  }, []);
  const shown = seen ?? first;
  return {
    shown, come: now && shown && now.revision !== shown.revision ? Math.max(0, now.entries - shown.entries) : 0,
    take: () => { forget(); forgetLists(); setSeen(now); },
  };
}

export function App() {
  const params = useParams(), name = params["view"] ?? (params["entry"] ? "claims" : "entries");
  const view = VIEWS.find((one) => one.name === name) ?? VIEWS[0]!;
  const asked = useGet<Stats>("stats"), live = useLive(asked.data), stats = live.shown;
  const [help, setHelp] = useState(false), [round, setRound] = useState(0), first = useRef(true);
  useKeys(() => setHelp(true));
  useEffect(() => {
    document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    document.title = `${view.title} · ${stats?.ledger ?? "dateline"}`;
  }, [view.name, stats?.ledger]);
  const place = view.name + (params["entry"] ?? "") + (params["doc"] ?? "");
  useEffect(() => {
    if (first.current) { first.current = false; return; }
    if (!inField(document.activeElement)) focusTitle();
    if (view.name !== "entries") window.scrollTo(0, 0);
  }, [place]);
  return (
    <>
      <a class="skip" href="#main">To the content</a>
      <header class="top">
        <a class="mark" href={href({})} title={stats ? `${stats.program}, ${stats.ledger}` : "dateline"}>dateline</a>
        <nav aria-label="Views">
          {VIEWS.map((one) => <a key={one.name} href={href(viewParams(one.name))} aria-current={one.name === view.name ? "page" : undefined}>{one.title}</a>)}
        </nav>
        <div class="search"><Typed id="search" name="text" label="Search" type="search" placeholder="Search the words of entries  /"
          onHold={(text) => (view.filtered ? set({ text, entry: "" }) : go(viewParams("entries", { text })))} /></div>
        <button type="button" class="plain keys" onClick={() => setHelp(true)} aria-label="Keys">?</button>
      </header>
      <div class="under">
        {live.come > 0 ? <button type="button" class="news" onClick={() => { live.take(); setRound(round + 1); }}>{plural(live.come, "new entry", "new entries")}: show</button> : null}
      </div>
      <main id="main" tabIndex={-1} class={"view-" + view.name}>
        {asked.error && !stats ? <Failed problem={asked.error} again={asked.again} /> : null}
        <Outlet key={round} view={view} params={params} stats={stats} />
      </main>
      <footer class="foot">
        {stats ? <p><b>{stats.ledger}</b> {plural(stats.documents, "document")}, {plural(stats.events, "mention")} of {plural(stats.entries, "entry", "entries")}{stats.first_day ? <>, {day(stats.first_day)} to {day(stats.last_day)}</> : null}</p> : <p>{number(0)} documents</p>}
        <p>A status is counted from the reports; it is no verdict on what is true. {stats?.program}</p>
      </footer>
      <Help open={help} close={() => setHelp(false)} />
    </>
  );
}
