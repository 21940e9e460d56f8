/* A text, a file or a page, read at once and thrown away; where the server allows it, kept in the ledger too. */
import { useRef, useState } from "preact/hooks";
import type { ViewProps } from "../app";
import { forget, post, Problem } from "../api";
import { Article, Legend } from "../article";
import { plural } from "../format";
import { Failed, Live, ReaderLink, Title } from "../parts";
import type { Params } from "../state";
import type { Added, Read } from "../types";
import { forgetLists } from "./entries";

const SAMPLE = `KYIV - Ukraine's foreign minister, Dmytro Kuleba, said on Wednesday that Iran was supplying attack drones to Russia.

"Tehran has sold hundreds of drones to Moscow," Kuleba told reporters in Kyiv.

Iran has denied the arms deliveries.`;

const SAMPLE_DAY = "2022-11-02", LIMIT = 4 * 1024 * 1024;

function isJson(text: string): boolean {
  try { JSON.parse(text); return true; } catch { return false; }
}

/* The kind of a text by the name of its file, else by its first characters. */
function kindOf(name: string, text: string): string {
  if (/\.x?html?$/i.test(name) || /^\s*<(!doctype\s+html|html|head|body)\b/i.test(text)) return "text/html";
  if (/\.(jsonl|ndjson)$/i.test(name)) return "application/x-ndjson";
  if (/\.json$/i.test(name)) return "application/json";
  if (/^\s*\{/.test(text) && isJson(text.trimStart().split("\n", 1)[0]!)) return "application/x-ndjson";
  return /^\s*[[{]/.test(text) && isJson(text) ? "application/json" : "text/plain";
}

export function Try({ stats }: ViewProps) {
  const [text, setText] = useState(""), [kind, setKind] = useState("text/plain"), [name, setName] = useState(""), [date, setDate] = useState("");
  const [busy, setBusy] = useState(false), [problem, setProblem] = useState<Problem>(), [read, setRead] = useState<Read>(), [kept, setKept] = useState<Added>(), [over, setOver] = useState(false);
  const result = useRef<HTMLDivElement>(null), params: Params = date ? { date } : {};

  /* The day of the example is no other text's. */
  const take = (next: string, from = ""): void => {
    if (date === SAMPLE_DAY && text.startsWith(SAMPLE.slice(0, 20)) && !next.startsWith(SAMPLE.slice(0, 20))) setDate("");
    setText(next);
    setName(from);
    setKind(kindOf(from, next));
  };
  const open = async (file: File): Promise<void> => {
    setProblem(undefined);
    if (file.size > LIMIT) { setProblem(new Problem(413, `${file.name} is larger than 4 MiB.`)); return; }
    const content = await file.text();
    take(content, file.name);
  };
  const send = async (body = text, type = kind): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    setKept(undefined);
    try {
      setRead(await post<Read>("code", { ...params, explain: "true" }, type, body));
      window.setTimeout(() => result.current?.focus(), 0);
    } catch (error) { setRead(undefined); setProblem(error instanceof Problem ? error : new Problem(0, String(error))); }
    setBusy(false);
  };
  const keep = async (): Promise<void> => {
    setBusy(true);
    try { setKept(await post<Added>("documents", params, kind, text)); forget(); forgetLists(); } catch (error) { setProblem(error instanceof Problem ? error : new Problem(0, String(error))); }
    setBusy(false);
  };
  const documents = read?.documents ?? [];
  return (
    <>
      <Title>Try it</Title>
      <p class="note">Paste an English text, or drop a file here: plain text, a page of HTML, JSON Lines. It is read on this machine and thrown away{stats?.ingest ? ", unless you keep it" : ""}.</p>
      <form class={"try" + (over ? " over" : "")} onSubmit={(event) => { event.preventDefault(); void send(); }}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); const file = event.dataTransfer?.files[0]; if (file) void open(file); else { const dropped = event.dataTransfer?.getData("text") ?? ""; if (dropped) take(dropped); } }}>
        <label class="unseen" for="try-text">Text</label>
        <textarea id="try-text" rows={10} value={text} placeholder="Paste a text, or drop a file" spellcheck={false} dir="auto"
          onInput={(event) => take(event.currentTarget.value)}
          onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && text.trim()) void send(); }} />
        <div class="tools">
          <button type="submit" class="main" disabled={busy || !text.trim()}>{busy ? "Reading …" : "Read it"}</button>
          <label class="typed inline"><span>day of publication</span><input type="date" value={date} onChange={(event) => setDate(event.currentTarget.value)} /></label>
          <label class="typed inline"><span>read as</span>
            <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
              <option value="text/plain">text</option><option value="text/html">page of HTML</option><option value="application/x-ndjson">JSON Lines</option><option value="application/json">JSON</option>
            </select>
          </label>
          <label class="file"><span>file</span> <input type="file" accept=".txt,.html,.htm,.json,.jsonl,.ndjson,text/*" onChange={(event) => { const file = event.currentTarget.files?.[0]; if (file) void open(file); }} /></label>
          <button type="button" class="plain" onClick={() => { setText(SAMPLE); setKind("text/plain"); setName(""); setDate(SAMPLE_DAY); }}>an example</button>
          {name ? <span class="note"><bdi>{name}</bdi></span> : null}
        </div>
      </form>
      {problem ? <Failed problem={problem} /> : null}
      <Live>{busy ? "Reading" : read ? plural(documents.reduce((n, one) => n + (one.coded?.events.length ?? 0), 0), "event") + " found" : ""}</Live>
      <div ref={result} tabIndex={-1} class="result" role="region" aria-label="What was read">
        {documents.length > 0 ? (
          <>
            <Legend />
            {stats?.ingest ? (kept
              ? <p class="note">{kept.documents.map((one, i) => <span key={i}>{one.number ? <ReaderLink number={one.number}>kept ({one.added})</ReaderLink> : one.problem ?? one.added} </span>)}</p>
              : <p><button type="button" onClick={() => void keep()} disabled={busy}>Keep it in the ledger</button></p>) : null}
          </>
        ) : null}
        {documents.map((one, i) => one.coded && one.text !== undefined ? (
          <article key={i}>
            {documents.length > 1 || one.coded.doc.title ? <h2><bdi>{one.coded.doc.title || one.coded.doc.id}</bdi></h2> : null}
            {one.coded.doc.language !== "en" ? <p class="note">Its language is {one.coded.doc.language}; only English is read.</p>
              : one.coded.events.length === 0 ? <p class="note">No event is told in it.</p> : null}
            <Article text={one.text} coded={one.coded} explain={(event) => Promise.resolve(one.explanations?.[event] ?? "")} />
          </article>
        ) : <Failed key={i} problem={new Problem(0, one.problem ?? "It could not be read.")} />)}
      </div>
    </>
  );
}
