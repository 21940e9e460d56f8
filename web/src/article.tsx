/* An article as it was read: the text with all that was found in it, and beside each paragraph who says what and how sure. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { get } from "./api";
import { day } from "./format";
import { paragraphs, ROLES, type Paragraph, type Run } from "./marks";
import { EntryLink } from "./parts";
import type { Coded, CodedEvent, CodedParty, Mentioned } from "./types";
import { Category, rating, StatusWord } from "./words";

interface Props {
  text: string; coded: Coded; mentions?: Mentioned[]; event?: string; onEvent?: (id: string) => void;
  explain: (event: string) => Promise<string>;
}

const LINKS: Record<string, [string, string]> = {
  DENIES: ["denies", "denied by"], CONFIRMS: ["confirms", "confirmed by"], SAME: ["the same as", "the same as"], EXCHANGE: ["in exchange for", "in exchange for"],
};

function Sides({ list, role }: { list: CodedParty[]; role: string }) {
  if (list.length === 0) return <span class="none">nobody named</span>;
  return <>{list.map((party, i) => <span key={i}>{i ? ", " : ""}<bdi class={"is " + role}>{party.text || party.code}</bdi>{party.code ? <code> {party.code}</code> : null}</span>)}</>;
}

function More({ event, coded, explain }: { event: CodedEvent; coded: Coded; explain: Props["explain"] }) {
  const [text, setText] = useState<string>();
  return (
    <details onToggle={(toggle) => { if (toggle.currentTarget.open && text === undefined) explain(event.id).then(setText, (error: Error) => setText(error.message)); }}>
      <summary>more, and why</summary>
      {event.purpose.length ? <p>what for <bdi>{event.purpose.map((one) => one.text).join("; ")}</bdi></p> : null}
      {event.magnitude.length ? <p>how much <bdi>{event.magnitude.map((one) => one.text).join("; ")}</bdi></p> : null}
      {event.place.length ? <p>where {event.place.map((place, i) => <span key={i}>{i ? ", " : ""}<bdi class="is p">{place.name}</bdi></span>)}{event.place_source && event.place_source !== "said" ? <small> ({event.place_source})</small> : null}</p> : null}
      {coded.screening.filter((one) => one.event === event.id).map((one, i) => <p key={i} class="touches">touches {one.regime}, {one.paragraph}: {one.measure}</p>)}
      <p><small>CAMEO {event.cameo}, Goldstein {event.goldstein ?? "unknown"}, {Math.round(100 * event.confidence)} % sure that it is one</small></p>
      <pre tabIndex={0} aria-label={`Why ${event.id} was coded so`}>{text ?? "…"}</pre>
    </details>
  );
}

function EventNote({ event, index, coded, entry, explain, goto }: { event: CodedEvent; index: number; coded: Coded; entry: Mentioned | undefined; explain: Props["explain"]; goto: (id: string) => void }) {
  const name = (id: string | null): string => (id === "AUTHOR" ? "the text" : coded.entities.find((entity) => entity.id === id)?.name ?? "a source not named");
  const links = coded.links.filter((link) => link.from === event.id || link.to === event.id);
  return (
    <section class="card" id={"note-" + event.id} data-note={index + 1} tabIndex={-1} aria-label={`Event ${event.id}`}>
      <h3><code>{event.id}</code> <Category event={event.event} mode={event.mode} quad={event.quad} />{event.auxiliary.map((word) => <em key={word}> {word}</em>)}
        {entry ? <span class="of"><EntryLink id={entry.entry}>entry {entry.entry}</EntryLink> <StatusWord status={entry.status} /></span> : null}</h3>
      <p><Sides list={event.actor} role="a" /> <span class="arrow">→</span> <Sides list={event.recipient} role="r" />
        {event.object.map((object, i) => <span key={i}> · <bdi class="is o">{object.text}</bdi></span>)}
        {event.date ? <> · {day(event.date)}{event.time ? <> <bdi class="is w">{event.time.text}</bdi></> : null}</> : null}</p>
      <ul class="sure">{event.factuality.map((one, i) => <li key={i}><bdi>{name(one.source)}</bdi>: <b title={one.value}>{rating(one.value)}</b></li>)}
        {links.map((link, i) => {
          const other = link.from === event.id ? link.to : link.from, words = LINKS[link.type] ?? [link.type, link.type];
          return <li key={"l" + i}>{words[link.from === event.id ? 0 : 1]} <a href={"#note-" + other} onClick={(click) => { click.preventDefault(); goto(other); }}>{other}</a></li>;
        })}</ul>
      <More event={event} coded={coded} explain={explain} />
    </section>
  );
}

function VoiceNote({ coded, index }: { coded: Coded; index: number }) {
  const one = coded.attributions[index]!, who = coded.entities.find((entity) => entity.id === one.source)?.name ?? one.source_span?.text ?? "nobody named";
  const how = one.type === "DIRECT" ? "word for word" : one.type === "MIXED" ? "in part word for word" : "in other words";
  return <p class="voice" data-note={coded.events.length + index + 1}><code>{one.id}</code> <bdi class="is s">{who}</bdi> “<bdi class="is c">{one.cue.text}</bdi>” <small>{how}</small></p>;
}

function TextRun({ run, coded, goto }: { run: Run; coded: Coded; goto: (id: string) => void }) {
  if (!run.classes) return <>{run.text}</>;
  const lights = run.lights.length ? run.lights.join(" ") : undefined;
  if (!run.link) return <span class={run.classes} title={run.title || undefined} data-lights={lights}>{run.text}</span>;
  const id = coded.events[run.link - 1]!.id;
  return <a class={run.classes} href={"#note-" + id} data-lights={lights} onClick={(event) => { event.preventDefault(); goto(id); }}>{run.text}</a>;
}

/* Which events and attributions are told in each paragraph. */
function notesOf(parts: Paragraph[], coded: Coded): { events: number[]; voices: number[] }[] {
  const notes = parts.map(() => ({ events: [] as number[], voices: [] as number[] }));
  const at = (place: number): number => {
    let low = 0, high = parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (parts[middle]!.begin <= place) low = middle; else high = middle - 1;
    }
    return low;
  };
  if (parts.length > 0) {
    coded.events.forEach((event, i) => notes[at(event.trigger.begin)]!.events.push(i));
    coded.attributions.forEach((one, i) => notes[at(one.cue.begin)]!.voices.push(i));
  }
  return notes;
}

export function Article({ text, coded, mentions = [], event, onEvent, explain }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const parts = useMemo(() => paragraphs(text, coded), [text, coded]);
  const beside = useMemo(() => notesOf(parts, coded), [parts, coded]);
  const held = useRef(0);
  held.current = event ? coded.events.findIndex((one) => one.id === event) + 1 : 0;

  const light = (notes: number[]): void => {
    const at = root.current;
    if (!at) return;
    for (const old of at.querySelectorAll(".lit")) old.classList.remove("lit", ...[...ROLES].map((role) => "lit-" + role), "lit-q");
    for (const note of notes) {
      for (const role of ROLES + "q") for (const run of at.querySelectorAll(`.text .${role}${note}`)) run.classList.add("lit", "lit-" + role);
      at.querySelector(`[data-note="${note}"]`)?.classList.add("lit");
    }
  };
  const rest = (): void => light(held.current ? [held.current] : []);
  const over = (target: EventTarget | null): void => {
    const element = (target as Element | null)?.closest?.("[data-lights], [data-note]");
    const notes = element?.getAttribute("data-lights")?.split(" ").map(Number) ?? (element ? [Number(element.getAttribute("data-note"))] : []);
    if (notes.length) light(notes); else rest();
  };
  const goto = (id: string): void => {
    const note = document.getElementById("note-" + id);
    note?.scrollIntoView({ block: "nearest" });
    note?.focus({ preventScroll: true });
    onEvent?.(id);
  };
  useEffect(() => {
    rest();
    if (held.current) root.current?.querySelector(`.text .g${held.current}`)?.scrollIntoView({ block: "center" });
  }, [event, parts]);

  return (
    <div ref={root} class="article" onMouseOver={(e) => over(e.target)} onMouseLeave={rest} onFocusIn={(e) => over(e.target)} onFocusOut={rest}>
      {parts.map((part, at) => {
        const { events, voices } = beside[at]!;
        return (
          <div class="row" key={part.begin}>
            <p class="text" dir="auto">{part.runs.map((run, i) => <TextRun key={i} run={run} coded={coded} goto={goto} />)}</p>
            <div class="margin">
              {events.map((i) => {
                const one = coded.events[i]!;
                return <EventNote key={one.id} event={one} index={i} coded={coded} explain={explain} goto={goto} entry={mentions.find((mention) => mention.begin === one.trigger.begin && mention.end === one.trigger.end) ?? mentions.find((mention) => mention.event === one.id)} />;
              })}
              {voices.map((i) => <VoiceNote key={i} coded={coded} index={i} />)}
            </div>
          </div>
        );
      })}
      {parts.length === 0 ? <p class="note">There is no text.</p> : null}
    </div>
  );
}

export function Legend() {
  return (
    <p class="legend" aria-hidden="true">
      <span class="is a">actor</span> <span class="is r">recipient</span> <span class="is g">event</span> <span class="is o">object</span> <span class="is w">time</span> <span class="is p">place</span> <span class="is s">source and cue</span>
      <span><span class="e">named</span> · <span class="t">time</span> · <span class="q">said by somebody</span></span>
    </p>
  );
}

export const explainStored = (number: number) => (event: string): Promise<string> =>
  get<{ text: string }>(`documents/${number}/explain`, { event }).then((answer) => answer.text);
