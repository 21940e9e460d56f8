/* Spans that overlap as they like, as runs of text between two places where something begins or ends. All offsets are code points.
 * Notes are numbered: events from 1, attributions behind them. A run's classes say what it is ("e" a name, "t" a time, "q" what
 * somebody says, "g" what tells an event) and its role in each note ("a3": actor of the third). */
import type { Coded } from "./types";

/* link: the event whose first words these are; 0. lights: notes that they light. */
export interface Run { text: string; classes: string; link: number; title: string; lights: number[] }
export interface Paragraph { begin: number; end: number; runs: Run[] }

interface Mark { begin: number; end: number; role: string; note: number; title?: string }

export const ROLES = "pwoscrag"; // in this order they are lit: the last one wins

function marksOf(coded: Coded): Mark[] {
  const marks: Mark[] = [], named = new Map(coded.entities.map((entity) => [entity.id, entity])), saying = new Map(coded.attributions.map((one) => [one.id, one]));
  const add = (span: { begin: number; end: number } | null | undefined, role: string, note = 0, title?: string): void => {
    if (span && span.end > span.begin) marks.push({ begin: span.begin, end: span.end, role, note, ...(title ? { title } : {}) });
  };
  for (const entity of coded.entities) for (const mention of entity.mentions) add(mention, "e", 0, [entity.name, entity.type, entity.code].filter(Boolean).join(", "));
  for (const time of coded.times) add(time, "t", 0, time.value);
  const said = (attribution: Coded["attributions"][number] | undefined, note: number): void => { add(attribution?.source_span, "s", note); add(attribution?.cue, "c", note); };
  coded.events.forEach((event, i) => {
    const note = i + 1;
    add(event.trigger, "g", note);
    for (const party of event.actor) add(party, "a", note);
    for (const party of event.recipient) add(party, "r", note);
    for (const object of event.object) add(object, "o", note);
    for (const place of event.place)
      for (const mention of named.get(place.entity)?.mentions ?? [])
        if (mention.begin >= event.evidence.begin && mention.end <= event.evidence.end) add(mention, "p", note);
    if (event.time?.text) {
      const time = coded.times.find((one) => one.begin >= event.evidence.begin && one.end <= event.evidence.end && event.time!.text.startsWith(one.text));
      add(time, "w", note);
    }
    for (const id of event.attribution) said(saying.get(id), note);
  });
  coded.attributions.forEach((attribution, i) => {
    const note = coded.events.length + i + 1;
    said(attribution, note);
    for (const content of attribution.content) add(content, "q", note);
  });
  return marks;
}

/* The text in paragraphs, each in runs. */
export function paragraphs(text: string, coded: Coded): Paragraph[] {
  const points = [...text], marks = marksOf(coded).sort((a, b) => a.begin - b.begin || b.end - a.end);
  const edges = [...new Set(marks.flatMap((mark) => [mark.begin, mark.end]))].sort((a, b) => a - b);
  const all: Paragraph[] = [];
  let next = 0, edge = 0, open: Mark[] = [];
  const linked = new Set<number>(); // of an event in several runs one is enough for the keyboard
  for (const [begin, end] of split(points)) {
    const runs: Run[] = [];
    for (let at = begin; at < end;) {
      while (next < marks.length && marks[next]!.begin <= at) open.push(marks[next++]!);
      open = open.filter((mark) => mark.end > at);
      while (edge < edges.length && edges[edge]! <= at) edge++;
      const to = Math.min(edges[edge] ?? end, end);
      const one = run(points.slice(at, to).join(""), open);
      if (linked.has(one.link) || !one.text.trim()) one.link = 0;
      else if (one.link) linked.add(one.link);
      runs.push(one);
      at = to;
    }
    all.push({ begin, end, runs });
  }
  return all;
}

function run(text: string, open: Mark[]): Run {
  const classes = new Set<string>(), lights: number[] = [];
  let note = 0, title = "";
  for (const mark of open) {
    classes.add(mark.role);
    if (mark.note) classes.add(mark.role + mark.note);
    if (mark.role === "g") note = mark.note;
    if ((mark.role === "g" || mark.role === "c") && !lights.includes(mark.note)) lights.push(mark.note);
    if (mark.title) title = mark.title;
  }
  return { text, classes: [...classes].join(" "), link: note, title, lights };
}

/* Where paragraphs begin and end: they are parted by lines without a letter. */
function split(points: string[]): [number, number][] {
  const parts: [number, number][] = [];
  const blank = (c: string | undefined): boolean => c === undefined || /\s/.test(c);
  let begin = 0;
  for (let i = 0; i <= points.length; i++) {
    let to = i;
    if (i < points.length) {
      if (points[i] !== "\n") continue;
      while (to < points.length && blank(points[to])) to++;
      if (!points.slice(i + 1, to).includes("\n")) { i = to - 1; continue; }
    }
    let end = i;
    while (end > begin && blank(points[end - 1])) end--;
    while (begin < end && blank(points[begin])) begin++;
    if (end > begin) parts.push([begin, end]);
    begin = to;
    i = Math.max(i, to - 1);
  }
  return parts;
}
