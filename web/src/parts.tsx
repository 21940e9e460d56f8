/* Small pieces that several views show: parties, a sentence with its trigger, what is said while one waits or when it fails. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Pages, Problem } from "./api";
import { set, viewParams, href, type Params } from "./state";
import type { Entry, Party, Span, Voice } from "./types";

/* Code points, not UTF-16 units, are what the API counts in. */
function slice(points: string[], begin: number, end: number): string { return points.slice(begin, end).join(""); }

export function Sentence({ evidence, trigger }: { evidence: Span; trigger: Span }) {
  const points = [...evidence.text], from = trigger.begin - evidence.begin, to = trigger.end - evidence.begin;
  if (from < 0 || to > points.length || from >= to) return <bdi class="sentence">{evidence.text}</bdi>;
  return <bdi class="sentence">{slice(points, 0, from)}<b>{slice(points, from, to)}</b>{slice(points, to, points.length)}</bdi>;
}

export function Parties({ list, none = "nobody named" }: { list: Party[]; none?: string }) {
  if (list.length === 0) return <span class="none">{none}</span>;
  return <>{list.map((party, i) => <>{i ? ", " : ""}<bdi class="party" title={[party.code, party.sector].filter(Boolean).join(" ")}>{party.name}</bdi>{party.code ? <code>{party.code}</code> : null}</>)}</>;
}

export function ActorAndRecipient({ of }: { of: Pick<Entry, "actor" | "recipient"> }) {
  return <><Parties list={of.actor} />{of.recipient.length ? <> <span class="arrow" aria-hidden="true">→</span> <span class="unseen">to </span><Parties list={of.recipient} /></> : null}</>;
}

export const voiceName = (voice: Voice): string => voice.name ?? "somebody not named";

export function names(voices: Voice[], most = 3): string {
  const all = [...new Set(voices.map(voiceName))];
  return all.slice(0, most).join(", ") + (all.length > most ? ` and ${all.length - most} more` : "");
}

/* An address of the web as a link; anything else as text. */
export function Away({ url, children }: { url: string; children: ComponentChildren }) {
  return /^https?:\/\//i.test(url) ? <a href={url} rel="noreferrer noopener" target="_blank">{children}<span class="away" aria-hidden="true"> ↗</span></a> : <>{children}</>;
}

/* What a screen reader is told when something has changed that the eye sees by itself. */
export function Live({ children }: { children: string }) {
  return <p class="unseen" role="status" aria-live="polite">{children}</p>;
}

export function Loading({ rows = 6, what = "Loading" }: { rows?: number; what?: string }) {
  return <div class="loading" role="status"><span class="unseen">{what} …</span>{Array.from({ length: rows }, (_, i) => <i key={i} aria-hidden="true" />)}</div>;
}

export function Failed({ problem, again }: { problem: Problem; again?: () => void }) {
  return (
    <div class="failed" role="alert">
      <p><b>{problem.status === 404 ? "There is no such thing here." : "This could not be shown."}</b> <bdi>{problem.message}</bdi></p>
      {again && problem.status !== 404 ? <button type="button" onClick={again}>Try again</button> : null}
    </div>
  );
}

export function Empty({ children, filters }: { children: ComponentChildren; filters?: Params }) {
  return (
    <div class="empty">
      <p>{children}</p>
      {filters && Object.keys(filters).length > 0
        ? <p><button type="button" onClick={() => set(Object.fromEntries(Object.keys(filters).map((key) => [key, ""])))}>Take all filters away</button></p> : null}
    </div>
  );
}

/* What follows the part of a list that is shown: the next page, or why it has not come. */
export function More({ list }: { list: Pages<unknown> }) {
  return <>
    {list.problem ? <Failed problem={list.problem} again={list.more} /> : null}
    {list.next ? <div class="sentinel"><button type="button" onClick={list.more}>More</button></div> : null}
  </>;
}

/* The width that an element has; 0 before it is known. */
export function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    watch.observe(element);
    setWidth(Math.floor(element.clientWidth));
    return () => watch.disconnect();
  }, []);
  return [ref, width] as const;
}

export const inField = (at: Element | null): boolean => /^(INPUT|TEXTAREA|SELECT)$/.test(at?.tagName ?? "");

/* Whether a key is meant for the page: not for a field or a dialog, nor for the browser. */
export function isForPage(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !inField(event.target as Element) && !document.querySelector("dialog[open]");
}

/* The heading of a view takes the focus when the view changes, so that keyboard and screen reader begin there: at once, or when it
 * comes, where the view or what it shows has to be loaded first. */
let focusWanted = false;

export function focusTitle(): void {
  focusWanted = true;
  document.getElementById("title")?.focus({ preventScroll: true });
}

export function Title({ children }: { children: ComponentChildren }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focusWanted && (document.activeElement === document.body || !document.activeElement)) ref.current?.focus({ preventScroll: true });
  }, []);
  return <h1 id="title" ref={ref} tabIndex={-1}>{children}</h1>;
}

/* A table that may be wider than the window is scrolled by itself, by keyboard too. */
export function Wide({ label, docs, children }: { label: string; docs?: boolean; children: ComponentChildren }) {
  return <div class={docs ? "wide docs" : "wide"} tabIndex={0} role="region" aria-label={label}>{children}</div>;
}

export function EntryLink({ id, children, label }: { id: number; children: ComponentChildren; label?: string }) {
  return <a href={href(viewParams("claims", { entry: String(id) }))} aria-label={label}>{children}</a>;
}

export function ReaderLink({ number, event, children }: { number: number; event?: string; children: ComponentChildren }) {
  return <a href={href(viewParams("reader", { doc: String(number), ...(event ? { at: event } : {}) }))}>{children}</a>;
}
