/* Questions to the server. An answer is kept while the ledger does not change, so that going back shows it at once. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Params } from "./state";
import type { Page } from "./types";

export class Problem extends Error {
  constructor(readonly status: number, message: string) { super(message); }
}

const kept = new Map<string, unknown>();
const KEPT = 80;

/* What is being asked. Who asks the same meanwhile waits for the same answer; when nobody waits any more the question is given up. */
interface Question { answer: Promise<unknown>; waiting: number; stop: AbortController }
const open = new Map<string, Question>();

export function forget(): void {
  kept.clear();
  open.clear();
}

export function address(path: string, params: Params = {}): string {
  const search = new URLSearchParams(params).toString();
  return "/api/v1/" + path + (search ? "?" + search : "");
}

async function fail(answer: Response): Promise<never> {
  let detail = "";
  try { detail = ((await answer.json()) as { detail?: string }).detail ?? ""; } catch { /* no problem+json */ }
  if (answer.status === 401) detail = "This server asks for a token: open the address that dateline serve has printed.";
  throw new Problem(answer.status, detail || `The server answers ${answer.status} ${answer.statusText}`.trim());
}

async function ask(url: string, options: RequestInit): Promise<Response> {
  let answer: Response;
  try { answer = await fetch(url, options); } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw new Problem(0, "The server cannot be reached. Is dateline serve still running?");
  }
  return answer.ok ? answer : fail(answer);
}

const pause = (ms: number): Promise<void> => new Promise((done) => window.setTimeout(done, ms));

/* A server that is busy is asked again, a little later each time. */
async function patient(url: string, signal: AbortSignal): Promise<Response> {
  for (let tries = 1; ; tries++) {
    try { return await ask(url, { signal, headers: { Accept: "application/json" } }); } catch (error) {
      if (!(error instanceof Problem) || error.status !== 503 || tries === 3) throw error;
    }
    await pause(700 * tries);
    signal.throwIfAborted();
  }
}

/* What can wait, waits until the rest of the view has been answered, though not for long, and takes no more than three of a browser's
 * six connections. */
const waiting: (() => void)[] = [];
let running = 0, urgent = 0;

async function late<T>(work: () => Promise<T>): Promise<T> {
  await pause(0);
  for (let waited = 0; urgent > 0 && waited < 600; waited += 15) await pause(15);
  if (running >= 3) await new Promise<void>((start) => waiting.push(start));
  running++;
  try { return await work(); } finally {
    running--;
    waiting.shift()?.();
  }
}

export async function soon<T>(work: () => Promise<T>): Promise<T> {
  urgent++;
  try { return await work(); } finally { urgent--; }
}

function question(url: string): Question {
  const stop = new AbortController();
  const answer = async (): Promise<unknown> => {
    try {
      const value: unknown = await (await patient(url, stop.signal)).json();
      if (open.get(url) !== asked) return value; // forgotten meanwhile
      if (kept.size >= KEPT) kept.delete(kept.keys().next().value!);
      kept.set(url, value);
      return value;
    } finally { close(url, asked); }
  };
  const asked: Question = { answer: answer(), waiting: 0, stop };
  open.set(url, asked);
  return asked;
}

function close(url: string, asked: Question): void { if (open.get(url) === asked) open.delete(url); }

export async function get<T>(path: string, params: Params = {}, signal?: AbortSignal): Promise<T> {
  const url = address(path, params);
  if (kept.has(url)) return kept.get(url) as T;
  signal?.throwIfAborted();
  const asked = open.get(url) ?? question(url);
  asked.waiting++;
  signal?.addEventListener("abort", () => {
    if (--asked.waiting > 0) return;
    asked.stop.abort();
    close(url, asked);
  });
  return (await asked.answer) as T;
}

export async function post<T>(path: string, params: Params, type: string, body: BodyInit): Promise<T> {
  return (await (await ask(address(path, params), { method: "POST", headers: { "Content-Type": type }, body })).json()) as T;
}

export interface Asked<T> { data: T | undefined; error: Problem | undefined; loading: boolean; again: () => void }

/* The answer to a question; while another one is asked the last answer stays. `path` null: nothing is asked. */
export function useGet<T>(path: string | null, params: Params = {}, canWait = false): Asked<T> {
  const url = path === null ? "" : address(path, params);
  const [state, setState] = useState<{ url: string; data?: T; error?: Problem }>(() => ({ url, data: kept.get(url) as T | undefined }));
  const [tries, setTries] = useState(0);
  const last = useRef(params);
  last.current = params;
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    const work = (): Promise<T> => get<T>(path, last.current, stop.signal);
    (kept.has(url) ? work() : canWait ? late(work) : soon(work)).then(
      (data) => { if (!stop.signal.aborted) setState({ url, data }); },
      (error: Error) => {
        if (stop.signal.aborted) return;
        setState({ url, error: error instanceof Problem ? error : new Problem(0, error.message) });
      });
    return () => stop.abort();
  }, [url, tries]);
  const own = state.url === url ? state : { data: kept.get(url) as T | undefined, error: undefined };
  return {
    data: own.data ?? (own.error ? undefined : state.data), error: own.error, loading: path !== null && !own.data && !own.error,
    again: () => setTries(tries + 1),
  };
}

export interface Pages<T> extends Asked<Page<T>> { items: T[]; next: string | null; more: () => void; problem: Problem | undefined }

/* A list, its first page and what `more` has brought behind it. */
export function usePages<T>(path: string, params: Params): Pages<T> {
  const asked = useGet<Page<T>>(path, params), url = address(path, params);
  const [behind, setBehind] = useState<{ url: string; items: T[]; next: string | null; problem?: Problem }>();
  const now = useRef(url);
  now.current = url;
  const own = behind?.url === url ? behind : { items: [], next: asked.data?.next ?? null, problem: undefined };
  const more = (): void => void get<Page<T>>(path, { ...params, cursor: own.next! }).then(
    (page) => { if (now.current === url) setBehind({ url, items: [...own.items, ...page.items], next: page.next }); },
    (problem: Problem) => { if (now.current === url) setBehind({ ...own, url, problem }); });
  return { ...asked, items: [...(asked.data?.items ?? []), ...own.items], next: own.next, more, problem: own.problem };
}
