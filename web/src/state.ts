/* Where the reader is: the view, the filters that all views share, and what a view has of its own, all in the query string, so that
 * each state has an address and the browser's buttons work. */
import { useEffect, useState } from "preact/hooks";

export type Params = Record<string, string>;

/* The API's filters (docs/openapi.json), in the order in which the bar shows them. */
const FILTERS = [
  "text", "actor", "recipient", "between", "event", "object", "status", "since", "until", "place", "near", "source", "said_by", "denied_by",
  "stance", "min_sources", "min_confidence",
] as const;

export function read(search: string): Params {
  const params: Params = {};
  for (const [key, value] of new URLSearchParams(search)) if (value !== "") params[key] = value;
  return params;
}

export function href(params: Params): string {
  const search = new URLSearchParams();
  if (params["view"]) search.set("view", params["view"]);
  for (const key of FILTERS) if (params[key]) search.set(key, params[key]!);
  for (const [key, value] of Object.entries(params)) if (value !== "" && !search.has(key)) search.set(key, value);
  const text = search.toString();
  return text ? "/?" + text : "/";
}

export function filtersOf(params: Params): Params {
  const filters: Params = {};
  for (const key of FILTERS) if (params[key]) filters[key] = params[key]!;
  return filters;
}

let now: Params = read(location.search);
const listeners = new Set<() => void>();

function changed(): void {
  now = read(location.search);
  for (const listener of [...listeners]) listener();
}
window.addEventListener("popstate", changed);

export const current = (): Params => now;

/* The same place with some values changed ("" takes one away). */
function withParams(change: Params, from: Params = now): Params {
  const params = { ...from, ...change };
  for (const key of Object.keys(params)) if (params[key] === "") delete params[key];
  return params;
}

/* To another view with the filters that hold. */
export function viewParams(view: string, more: Params = {}, from: Params = now): Params {
  return withParams({ ...filtersOf(from), view, ...more }, {});
}

/* To what two do to each other; an actor or a recipient that is one of them is a filter no more. */
export function flowsParams(a: string, b: string): Params {
  const side = (key: string): Params => ([a, b].includes(now[key] ?? "") ? { [key]: "" } : {});
  return viewParams("flows", { between: `${a},${b}`, ...side("actor"), ...side("recipient") });
}

export function go(params: Params, replace = false): void {
  const address = href(params);
  if (address === location.pathname + location.search) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  changed();
}

export const set = (change: Params, replace = false): void => go(withParams(change), replace);

export function useParams(): Params {
  const [, again] = useState(0);
  useEffect(() => {
    const listener = (): void => again((n) => n + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return now;
}

/* Links of the page are followed without loading it anew. */
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest?.("a[href]");
  const address = link?.getAttribute("href") ?? "";
  if (!link || link.hasAttribute("download") || !(address === "/" || address.startsWith("/?"))) return;
  event.preventDefault();
  go(read(address.slice(1)));
});
