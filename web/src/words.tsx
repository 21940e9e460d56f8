/* The words and signs of the ledger: what a status, a rating, a category means, and how it is drawn. */
import type { JSX } from "preact";
import type { Quad, Status } from "./types";

export const STATUS_WORDS: Record<Status, string> = {
  corroborated: "told as fact by several independent sources",
  reported: "told as fact by one independent source",
  claimed: "somebody's word; no newspaper tells it in its own voice",
  disputed: "told or claimed, and denied",
  denied: "only denied",
  announced: "said to come",
};

export const QUAD_WORDS: Record<string, string> = {
  verbal_cooperation: "verbal cooperation", material_cooperation: "material cooperation", verbal_conflict: "verbal conflict",
  material_conflict: "material conflict", "": "speech act",
};

const RATINGS: Record<string, string> = {
  "CT+": "certain", "CT-": "not so", "PR+": "probable", "PR-": "probably not", "PS+": "possible", "PS-": "possibly not", Uu: "open",
};
export const rating = (value: string): string => RATINGS[value] ?? value;

export const FILTER_WORDS: Record<string, string> = {
  text: "words", actor: "actor", recipient: "recipient", between: "between", event: "category", object: "object", status: "status", since: "from",
  until: "until", place: "place", near: "near", source: "source", said_by: "said by", denied_by: "denied by", stance: "spoken of by one who",
  min_sources: "sources at least", min_confidence: "confidence at least",
};

/* What somebody who speaks of it makes of it (docs/output.md). */
export const STANCES: Record<string, string> = {
  condemns: "condemns it", welcomes: "welcomes it", doubts: "doubts it", warns: "warns of it", holds: "holds it true", denies: "denies it", open: "leaves it open",
};

/* The class of a sum of Goldstein values. */
export const tone = (value: number, even = 0): string => (value > even ? "coop" : value < -even ? "conflict" : "even");

/* A sign for each status, told apart by its shape. */
export function StatusSign({ status }: { status: Status }) {
  const shapes: Record<Status, JSX.Element> = {
    corroborated: <><circle cx="6" cy="6" r="5.4" class="line" /><circle cx="6" cy="6" r="3" class="full" /></>,
    reported: <circle cx="6" cy="6" r="4.6" class="full" />,
    claimed: <circle cx="6" cy="6" r="4.6" class="line" />,
    disputed: <><circle cx="6" cy="6" r="4.6" class="line" /><path d="M6 1.4a4.6 4.6 0 0 1 0 9.2z" class="full" /></>,
    denied: <path d="M2.2 2.2 9.8 9.8M9.8 2.2 2.2 9.8" class="line thick" />,
    announced: <path d="M6 1.2 10.8 6 6 10.8 1.2 6z" class="line" />,
  };
  return <svg class={"sign " + status} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">{shapes[status]}</svg>;
}

export function StatusWord({ status }: { status: Status }) {
  return <span class="status" title={STATUS_WORDS[status]}><StatusSign status={status} /> {status}</span>;
}

export const category = (event: string): string => event || "speech act";

export function Category({ event, mode, quad }: { event: string; mode?: string; quad: Quad }) {
  return <span class="category" title={QUAD_WORDS[quad] ?? ""}><i class={"quad " + (quad || "none")} aria-hidden="true" />{category(event)}{mode ? <small> {mode}</small> : null}</span>;
}
