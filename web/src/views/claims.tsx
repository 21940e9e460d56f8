/* Who asserts an entry, who denies it and who is silent: the board of one entry, or all such words, one by one. */
import type { ComponentChildren } from "preact";
import type { ViewProps } from "../app";
import { useGet, usePages } from "../api";
import { Panel, Pills } from "../filters";
import { day, number, plural, sign } from "../format";
import { ActorAndRecipient, Away, Empty, EntryLink, Failed, Live, Loading, More, ReaderLink, Sentence, Title, Wide, voiceName } from "../parts";
import { filtersOf, flowsParams, href, set, viewParams, type Params } from "../state";
import type { Board, Claim, Report, Touch, Voice } from "../types";
import { Category, category, rating, STATUS_WORDS, StatusSign, StatusWord } from "../words";

type Stance = Claim["stance"];
const STANCES: [Stance, string][] = [["asserts", "Says so"], ["open", "Speaks of it, says neither"], ["denies", "Denies it"]];

/* ---- the board ---- */

function Quote({ voice, label }: { voice: Voice; label: string }) {
  return (
    <li class="quote">
      <p><span class="unseen">{label}: </span><b><bdi>{voiceName(voice)}</bdi></b>{voice.code ? <code> {voice.code}</code> : null} <small>by “<bdi>{voice.cue}</bdi>”</small></p>
      <blockquote><bdi>{voice.quote}</bdi></blockquote>
      <p><small>{voice.number !== null ? <ReaderLink number={voice.number} event={voice.label}><bdi>{voice.newspaper || voice.document}</bdi></ReaderLink> : <bdi>{voice.newspaper}</bdi>}{voice.mentions > 1 ? `, ${plural(voice.mentions, "time")} in all` : ""}</small></p>
    </li>
  );
}

function Sides({ board }: { board: Board }) {
  const voices: Record<Stance, Voice[]> = { asserts: board.said_by, open: board.told_of_by, denies: board.denied_by };
  const days = [...new Set(STANCES.flatMap(([stance]) => voices[stance].map((voice) => voice.date)))].sort();
  const own = (mark: string): Report[] => board.reports.filter((report) => /^(CT|PR)/.test(report.author) && report.author[2] === mark);
  return (
    <section aria-labelledby="sides">
      <h2 id="sides">Who says so, who denies it</h2>
      {board.silent.length > 0 ? <div class="silent"><span class="none" id="silent">Silent, as far as is reported:</span><ul aria-labelledby="silent">{board.silent.map((party, i) => <li key={i}><bdi>{party.name}</bdi>{party.code ? <code> {party.code}</code> : null}</li>)}</ul></div> : null}
      {own("+").length > 0 ? <p class="note">Told as fact, in their own voice, by <bdi>{[...new Set(own("+").map((report) => report.newspaper || report.document))].join(", ")}</bdi>.</p> : null}
      {own("-").length > 0 ? <p class="note">Told as not so by <bdi>{[...new Set(own("-").map((report) => report.newspaper || report.document))].join(", ")}</bdi>.</p> : null}
      {days.length === 0 ? <p class="note">Nobody is quoted on it.</p> : (
        <div class="sides">
          <span class="col" aria-hidden="true" />{STANCES.map(([stance, label]) => <span key={stance} class={"col " + stance} aria-hidden="true">{label}</span>)}
          {days.map((date) => <>
            <p class="at">{date ? day(date) : "no day"}</p>
            {STANCES.map(([stance, label]) => <ul key={stance} class={"quotes " + stance}>{voices[stance].filter((voice) => voice.date === date).map((voice, i) => <Quote key={i} voice={voice} label={label} />)}</ul>)}
          </>)}
        </div>
      )}
    </section>
  );
}

function OneReport({ report, trigger }: { report: Report; trigger?: Board["trigger"] | undefined }) {
  return <p><span class="note">{report.date ? day(report.date) : "no day"}</span> <b><bdi>{report.newspaper || "source not named"}</bdi></b>: <ReaderLink number={report.number} event={report.label}><bdi>{report.title || report.document}</bdi></ReaderLink> <small>the text holds it {rating(report.author)}</small>{report.url ? <small> <Away url={report.url}>where it was published</Away></small> : null}
    {trigger !== undefined ? <span class="evidence"><Sentence evidence={report.evidence} trigger={trigger} /></span> : null}</p>;
}

/* Copies and edits of one article are one source: the first is shown, the others folded. */
function Reports({ board }: { board: Board }) {
  const families = new Map<number, Report[]>();
  for (const report of board.reports) families.set(report.copies, [...(families.get(report.copies) ?? []), report]);
  const none = { begin: -1, end: -1, text: "" };
  return (
    <section aria-labelledby="reports">
      <h2 id="reports">Reports <small>{plural(board.sources, "independent source")} in {plural(board.documents, "document")}</small></h2>
      <ul class="families">
        {[...families.values()].map(([first, ...copies]) => (
          <li key={first!.number}>
            <OneReport report={first!} trigger={first!.document === board.document ? board.trigger : none} />
            {copies.length > 0 ? <details><summary>{plural(copies.length, "copy or edit", "copies and edits")} of it</summary>{copies.map((copy) => <OneReport key={copy.number} report={copy} />)}</details> : null}
          </li>
        ))}
      </ul>
      {board.documents > board.reports.length ? <p class="note">The first {number(board.reports.length)} of {number(board.documents)} documents.</p> : null}
    </section>
  );
}

function Measures({ touches }: { touches: Touch[] }) {
  return (
    <section aria-labelledby="measures">
      <h2 id="measures">Measures touched</h2>
      {touches.length === 0 ? <p class="note">None of the table of measures that were in force on its day.</p> : (
        <Wide label="Measures touched"><table>
          <thead><tr><th>Instrument</th><th>Covers</th><th>Bound</th><th>Text of the paragraph</th></tr></thead>
          <tbody>{touches.map((touch, i) => (
            <tr key={i}>
              <td>{touch.instrument}{touch.paragraph ? `, ${touch.paragraph}` : ""}<br /><small>{touch.regime}{touch.in_force_from ? `, since ${day(touch.in_force_from)}` : ""}</small></td>
              <td>{touch.covers.split("|").join("; ")}</td><td>{touch.party}<small>{touch.way === "to" ? ", who takes" : ", who gives"}</small></td>
              <td>{touch.checked === "checked" ? <>“{touch.words}”</> : <small>unchecked</small>}{touch.breach_said_by ? <><br /><small>that it is broken says <bdi>{touch.breach_said_by}</bdi></small></> : null}</td>
            </tr>
          ))}</tbody>
        </table></Wide>
      )}
      {touches.length > 0 ? <p class="note">A touched measure is one that covers such things between such parties on that day. Whether a rule is broken is not judged.</p> : null}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function BoardOf({ entry }: { entry: string }) {
  const asked = useGet<Board>(`entries/${encodeURIComponent(entry)}`), board = asked.data;
  if (asked.error) return <><Title>Entry {entry}</Title><Failed problem={asked.error} again={asked.again} /></>;
  if (!board || asked.loading) return <><Title>Entry {entry}</Title><Loading rows={4} what="Loading the entry" /></>;
  const pair = [board.actor[0]?.country, board.recipient[0]?.country];
  return (
    <article class="board">
      <p class="kindline">Entry {board.id} · <Category event={board.event} mode={board.mode} quad={board.quad} /> · CAMEO {board.cameo}{board.goldstein !== null ? ` · Goldstein ${sign(board.goldstein)}` : ""}</p>
      <Title><ActorAndRecipient of={board} /></Title>
      {board.joined ? <p class="note">Another entry was joined to it: mentions of one event.</p> : null}
      <p><StatusWord status={board.status} /> <small>{STATUS_WORDS[board.status]}: {board.why}</small></p>
      <blockquote class="told"><Sentence evidence={board.evidence} trigger={board.trigger} /></blockquote>
      <dl class="told-facts">
        <Fact name="When">{board.date ? day(board.date) : "not told"}</Fact>
        {board.object.length ? <Fact name="What">{board.object.map((object, i) => <span key={i}>{i ? "; " : ""}<bdi>{object.text}</bdi>{object.class ? <small> {object.class}</small> : null}</span>)}</Fact> : null}
        {board.purpose.length ? <Fact name="What for"><bdi>{board.purpose.map((one) => one.text).join("; ")}</bdi></Fact> : null}
        {board.magnitude.length ? <Fact name="How much"><bdi>{board.magnitude.map((one) => one.text).join("; ")}</bdi></Fact> : null}
        {board.place.length ? <Fact name="Where">{board.place.map((place, i) => <span key={i}>{i ? "; " : ""}<bdi>{place.name}</bdi> <code>{place.country}</code></span>)}</Fact> : null}
        <Fact name="First and last report">{day(board.first_report)}{board.last_report !== board.first_report ? ` to ${day(board.last_report)}` : ""}</Fact>
        <Fact name="Sure that it is one">{Math.round(100 * board.confidence)} %</Fact>
        {pair[0] && pair[1] && pair[0] !== pair[1] ? <Fact name="Between the two"><a href={href(flowsParams(pair[0], pair[1]))}>flows {pair[0]}, {pair[1]}</a></Fact> : null}
      </dl>
      <Sides board={board} />
      <Reports board={board} />
      <Measures touches={board.touches} />
    </article>
  );
}

/* ---- all of them ---- */

function Row({ claim }: { claim: Claim }) {
  const { voice } = claim;
  return (
    <li class="claim">
      <div class="when"><span>{voice.date ? day(voice.date) : "no day"}</span><span class={claim.stance === "denies" ? "denies" : "says"}>{claim.stance === "denies" ? "denies it" : claim.stance === "asserts" ? "says so" : "speaks of it"}</span></div>
      <div>
        <p><a class="who" href={href(viewParams("claims", { said_by: voice.name ?? "" }))}><bdi>{voiceName(voice)}</bdi></a>{voice.code ? <code> {voice.code}</code> : null} <small>by “<bdi>{voice.cue}</bdi>”, {voice.number !== null ? <ReaderLink number={voice.number} event={voice.label}><bdi>{voice.newspaper || voice.document}</bdi></ReaderLink> : null}</small></p>
        <p class="evidence"><bdi>{voice.quote}</bdi></p>
        <p><EntryLink id={claim.entry}>entry {claim.entry}</EntryLink> <small><StatusSign status={claim.status} /> {claim.status}, {category(claim.event)}</small></p>
      </div>
    </li>
  );
}

function All({ params }: { params: Params }) {
  const order = params["sort"] === "date" ? "date" : "-date", filters: Params = { ...filtersOf(params), sort: order, limit: "50" };
  if (params["stance"]) filters["stance"] = params["stance"];
  const list = usePages<Claim>("claims", filters), items = list.items;
  return (
    <div class="split">
      <Panel params={params} />
      <div class="main">
        <div class="head">
          <Title>Claims</Title>
          <Live>{list.loading ? "" : `${number(items.length)} claims shown`}</Live>
          <Pills params={params} />
          <label class="sort"><span>sorted by</span><select value={order} onChange={(event) => set({ sort: event.currentTarget.value === "date" ? "date" : "" })}><option value="-date">newest first</option><option value="date">oldest first</option></select></label>
          <div class="stances" role="group" aria-label="Stance">
            {STANCES.map(([stance, label]) => <button key={stance} type="button" aria-pressed={params["stance"] === stance} onClick={() => set({ stance: params["stance"] === stance ? "" : stance })}>{label}</button>)}
          </div>
        </div>
        {list.error ? <Failed problem={list.error} again={list.again} /> : !list.data ? <Loading /> : items.length === 0 && !list.next ? <Empty filters={filtersOf(params)}>Nobody is quoted on an entry that fits.</Empty> : (
          <ol class={list.loading ? "stale" : ""}>{items.map((claim, i) => <Row key={i} claim={claim} />)}</ol>
        )}
        <More list={list} />
      </div>
    </div>
  );
}

export function Claims({ params }: ViewProps) {
  return params["entry"] ? <BoardOf key={params["entry"]} entry={params["entry"]} /> : <All params={params} />;
}
