/* The articles of the ledger, and one of them as it was read. */
import { useEffect, useState } from "preact/hooks";
import type { ViewProps } from "../app";
import { useGet, usePages } from "../api";
import { Article, explainStored, Legend } from "../article";
import { day, fullDay, number, plural } from "../format";
import { Away, Empty, Failed, Live, Loading, More, ReaderLink, Title, Wide } from "../parts";
import { set, type Params } from "../state";
import type { Doc, Reading } from "../types";

function One({ doc, event }: { doc: string; event: string | undefined }) {
  const asked = useGet<Reading>(`documents/${encodeURIComponent(doc)}`), data = asked.data;
  if (asked.error) return <><Title>Article</Title><Failed problem={asked.error} again={asked.again} /></>;
  if (!data || asked.loading) return <><Title>Article</Title><Loading rows={4} what="Loading the article" /></>;
  const notes = [data.copies > 1 ? `${plural(data.copies, "copy", "copies")} of it in the ledger` : "", data.current ? "" : "an earlier version", data.same_data ? "" : "read anew: the ledger was made with other data"].filter(Boolean);
  return (
    <article>
      <p class="kindline"><bdi>{data.newspaper || "source not named"}</bdi>{data.date ? <> · <time dateTime={data.date}>{fullDay(data.date)}</time></> : null} · {plural(data.coded.events.length, "event")} · {plural(data.coded.attributions.length, "attribution")}</p>
      <Title><bdi>{data.title || data.document}</bdi></Title>
      {data.url || notes.length ? <p class="note">{data.url ? <Away url={data.url}>{/^https?:/i.test(data.url) ? "where it was published" : data.url}</Away> : null}{data.url && notes.length ? " · " : ""}{notes.join(" · ")}</p> : null}
      {data.others.length > 0 ? <details class="note"><summary>{plural(data.others.length, "other name or version", "other names and versions")} of it</summary><ul>{data.others.map((other) => <li key={other.number}><ReaderLink number={other.number}><bdi>{other.newspaper || other.document}</bdi></ReaderLink> {day(other.date)}</li>)}</ul></details> : null}
      <Legend />
      {data.language && data.language !== "en" ? <p class="note">Its language is {data.language}; only English is read.</p> : null}
      <Article text={data.text} coded={data.coded} mentions={data.mentions} event={event} onEvent={(id) => set({ at: id }, true)} explain={explainStored(data.number)} />
    </article>
  );
}

function Field({ name, label, params }: { name: string; label: string; params: Params }) {
  const [text, setText] = useState(params[name] ?? "");
  useEffect(() => setText(params[name] ?? ""), [params[name]]);
  return <label class="typed"><span>{label}</span><input type="search" value={text} onInput={(e) => setText(e.currentTarget.value)} onChange={(e) => set({ [name]: e.currentTarget.value.trim() })} /></label>;
}

function Documents({ params }: { params: Params }) {
  const filters: Params = { limit: "100" };
  if (params["title"]) filters["title"] = params["title"];
  if (params["paper"]) filters["source"] = params["paper"];
  const list = usePages<Doc>("documents", filters), items = list.items;
  return (
    <>
      <div class="head fields"><Title>Articles</Title><Live>{list.loading ? "" : `${number(items.length)} articles shown`}</Live><Field name="title" label="title" params={params} /><Field name="paper" label="newspaper" params={params} /></div>
      {list.error ? <Failed problem={list.error} again={list.again} /> : !list.data ? <Loading /> : items.length === 0 ? <Empty>No article has such a title and newspaper.</Empty> : (
        <Wide label="Articles" docs><table>
          <thead><tr><th>Day</th><th>Newspaper</th><th>Title</th><th class="n">Events</th></tr></thead>
          <tbody>{items.map((doc) => <tr key={doc.number}><td class="day">{day(doc.date)}</td><td><bdi>{doc.newspaper}</bdi></td><td><ReaderLink number={doc.number}><bdi>{doc.title || doc.document}</bdi></ReaderLink>{doc.copies > 1 ? <small> {plural(doc.copies, "copy", "copies")}</small> : null}{doc.language && doc.language !== "en" ? <small> not read: {doc.language}</small> : null}</td><td class="n">{number(doc.events)}</td></tr>)}</tbody>
        </table></Wide>
      )}
      <More list={list} />
    </>
  );
}

export function ReaderView({ params }: ViewProps) {
  return params["doc"] ? <One key={params["doc"]} doc={params["doc"]} event={params["at"]} /> : <Documents params={params} />;
}
