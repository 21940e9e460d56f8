/* What the API answers (docs/openapi.json), as far as the page reads it. */

export type Status = "reported" | "claimed" | "corroborated" | "disputed" | "denied" | "announced";
export type Quad = "" | "verbal_cooperation" | "material_cooperation" | "verbal_conflict" | "material_conflict";

export interface Span { begin: number; end: number; text: string }
export interface Party { name: string; code: string; country: string; sector: string }

export interface Voice {
  name: string | null; code: string; cue: string; quote: string; document: string; newspaper: string; date: string;
  mentions: number; number: number | null; label: string; begin: number; end: number;
}

export interface Report {
  document: string; number: number; label: string; newspaper: string; title: string; url: string; date: string; author: string;
  copies: number; evidence: Span;
}

export interface Place { name: string; country: string; lat: number | null; lon: number | null; geonames: number | null }

export interface Screened { regime: string; paragraph: string; measure: string; status: string; said_by: string }

export interface Entry {
  id: number; status: Status; why: string; date: string; date_begin: string; date_end: string; event: string; mode: string;
  cameo: string; quad: Quad; goldstein: number | null; actor: Party[]; recipient: Party[];
  object: { text: string; class: string }[]; purpose: { text: string }[];
  magnitude: { text: string; kind: string; value: number | null; unit: string }[];
  place: Place[]; context: string[]; auxiliary: string[]; said_by: Voice[]; told_of_by: Voice[]; denied_by: Voice[];
  sources: number; documents: number; mentions: number; first_report: string; last_report: string; screening: Screened[];
  trigger: Span; evidence: Span; document: string; label: string; confidence: number;
}

export interface Touch {
  party: string; country: string; way: string; regime: string; instrument: string; paragraph: string; covers: string;
  in_force_from: string; in_force_to: string; checked: string; words: string; breach_said_by: string;
}

export interface Board extends Entry { reports: Report[]; silent: Party[]; touches: Touch[]; joined: boolean }

export interface Page<T> { items: T[]; next: string | null; total?: number | null }

export interface Sums {
  entries: number; facts: number; claims: number; disputed: number; denied: number; announced: number;
  goldstein_facts: number; goldstein_claims: number;
}

export interface Histogram { by: string; total: number; undated: Sums; items: (Sums & { period: string })[] }

export interface FacetItem { value: string; name: string; entries: number }
export type Facets = Partial<Record<string, FacetItem[]>>;

export interface Stats {
  ledger: string; program: string; data: string; ingest: boolean; revision: number; documents: number; copies: number; events: number;
  entries: number; first_day: string; last_day: string; statuses: Record<Status, number>;
}

export interface Vocabulary {
  events: { event: string; mode: string; score: number; quad: Quad }[]; statuses: Status[]; quads: Quad[]; objects: string[];
  countries: { code: string; name: string }[]; cameo: { code: string; name: string; goldstein: number | null }[];
}

export interface Kind extends Sums { event: string; object: string; quad: Quad; series: number[] }
export interface Way extends Sums {
  actor: string; recipient: string; series: number[]; facts_series: number[]; claims_series: number[];
  quads: (Sums & { quad: Quad; series: number[] })[]; kinds: Kind[];
}
export interface Flows { between: string[]; by: string; object: string; periods: string[]; ways: Way[] }

export interface NetworkNode { id: string; name: string; entries: number; degree: number; goldstein: number }
export interface NetworkEdge extends Sums { actor: string; recipient: string; mean: number | null }
export interface Network { nodes: NetworkNode[]; edges: NetworkEdge[]; cut: boolean }

export interface PlaceSum extends Sums { name: string; country: string; lat: number; lon: number; geonames: number | null }
export interface Places { items: PlaceSum[]; unplaced: number; cut: boolean }

export interface Doc {
  number: number; document: string; newspaper: string; title: string; url: string; date: string; language: string; version: number;
  current: boolean; copies: number; events: number;
}

export interface Claim { entry: number; event: string; status: Status; stance: "asserts" | "open" | "denies"; voice: Voice }

/* ---- an object of `dateline code --format jsonl` (docs/output.md) ---- */

export interface CodedEvent {
  id: string; sentence: number; trigger: Span; event: string; mode: string; cameo: string; quad: Quad; goldstein: number | null;
  auxiliary: string[]; actor: CodedParty[]; recipient: CodedParty[]; object: (Span & { class: string })[]; purpose: Span[];
  magnitude: (Span & { kind: string })[]; place: { entity: string; name: string; country: string }[]; place_source: string;
  time: { begin: string; end: string; text: string } | null; date: string; time_source: string;
  factuality: { source: string | null; value: string }[]; attribution: string[]; evidence: Span; confidence: number;
}
export type CodedParty = Span & { entity: string | null; code: string; country: string };

export interface Coded {
  doc: { id: string; date: string; title: string; source: string; url: string; language: string };
  entities: { id: string; type: string; name: string; code: string; country: string; mentions: (Span & { form: string })[] }[];
  times: (Span & { id: string; type: string; value: string })[];
  attributions: {
    id: string; source: string | null; source_span: Span | null; cue: Span; content: { begin: number; end: number }[]; type: string;
    stance: string; parent: string | null;
  }[];
  events: CodedEvent[];
  links: { type: string; from: string; to: string }[];
  screening: { event: string; regime: string; paragraph: string; measure: string; status: string; checked?: string }[];
}

export interface Mentioned { event: string; begin: number; end: number; entry: number; status: Status }
export interface Reading extends Doc { text: string; others: Doc[]; mentions: Mentioned[]; same_data: boolean; coded: Coded }
export interface Read { documents: { text?: string; coded?: Coded; explanations?: Record<string, string>; problem?: string }[] }
export interface Added { documents: { number: number | null; document: string; added: string; problem?: string }[] }
