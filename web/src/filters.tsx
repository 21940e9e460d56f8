/* The filters, which all views share: what holds now, as a line of words that can be taken away; and the panel of the most frequent
 * values with their counts, which sets them. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useGet } from "./api";
import { compact, day } from "./format";
import { current, filtersOf, set, type Params } from "./state";
import type { Facets, FacetItem, Status, Vocabulary } from "./types";
import { category, FILTER_WORDS, STANCES, StatusSign } from "./words";

export const useVocabulary = (): Vocabulary | undefined => useGet<Vocabulary>("vocabulary").data;

export function countryName(words: Vocabulary | undefined, code: string): string {
  return words?.countries.find((country) => country.code === code)?.name ?? code;
}

/* A filter's value as a person reads it. */
function shown(key: string, value: string, words: Vocabulary | undefined): string {
  if (key === "since" || key === "until") return day(value);
  if (key === "actor" || key === "recipient" || key === "place") return /^[A-Z]{3}$/.test(value) ? countryName(words, value) : value;
  if (key === "between") return value.split(",").map((code) => countryName(words, code)).join(" and ");
  if (key === "near") return value.split(",").slice(0, 2).join(", ") + " within " + value.split(",")[2] + " km";
  if (key === "stance") return STANCES[value] ?? value;
  return value;
}

export function Pills({ params }: { params: Params }) {
  const words = useVocabulary(), filters = Object.entries(filtersOf(params));
  if (filters.length === 0) return null;
  return (
    <ul class="pills" aria-label="Filters that hold">
      {filters.map(([key, value]) => (
        <li key={key}>
          <button type="button" onClick={() => set({ [key]: "" })} aria-label={`Take away the filter ${FILTER_WORDS[key] ?? key} ${shown(key, value, words)}`}>
            <small>{FILTER_WORDS[key] ?? key}</small> <bdi>{shown(key, value, words)}</bdi> <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      {filters.length > 1 ? <li><button type="button" class="plain" onClick={() => set(Object.fromEntries(filters.map(([key]) => [key, ""])))}>all away</button></li> : null}
    </ul>
  );
}

/* A word that is typed: it holds once nothing was typed for a moment, or at Enter. */
export function Typed({ name, label, type = "text", placeholder, id, list, onHold }: { name: string; label: string; type?: string; placeholder?: string; id?: string; list?: string; onHold?: (text: string) => void }) {
  const value = current()[name] ?? "";
  const [text, setText] = useState(value), timer = useRef(0), typing = useRef(false);
  useEffect(() => { if (!typing.current) setText(value); }, [value]);
  const hold = (next: string): void => { typing.current = false; window.clearTimeout(timer.current); if (next.trim() === (current()[name] ?? "")) return; if (onHold) onHold(next.trim()); else set({ [name]: next.trim() }); };
  return (
    <label class="typed">
      <span>{label}</span>
      <input id={id} type={type} value={text} placeholder={placeholder} list={list} autocomplete="off" spellcheck={false}
        onInput={(event) => {
          const next = event.currentTarget.value;
          setText(next);
          typing.current = true;
          window.clearTimeout(timer.current);
          timer.current = window.setTimeout(() => hold(next), type === "date" ? 500 : 300);
        }}
        onKeyDown={(event) => { if (event.key === "Enter") hold(event.currentTarget.value); else if (event.key === "Escape") event.currentTarget.blur(); }}
        onBlur={(event) => hold(event.currentTarget.value)} />
    </label>
  );
}

/* The most frequent values of one filter. Each is counted by itself: on a large ledger some take longer than others. */
function Values({ name, of = name, title, params, sign }: { name: string; of?: string; title: string; params: Params; sign?: boolean }) {
  const asked = useGet<Facets>("facets", { ...filtersOf(params), of }, true), items = asked.data?.[of], value = params[name] ?? "";
  const chosen = name !== "place" || (of === "country") === /^[A-Z]{3}$/.test(value) ? value : ""; // a place's name, or its country
  const [all, setAll] = useState(false);
  const list = (items ?? []).filter((item: FacetItem) => item.value !== ""), most = Math.max(1, ...list.map((item) => item.entries));
  if (items && list.length === 0 && !chosen) return null;
  const seen = all ? list : list.slice(0, 6);
  return (
    <section class={"facet" + (asked.loading && items ? " stale" : "")}>
      <h3>{title}</h3>
      {asked.error ? <p class="note">not counted: {asked.error.message} <button type="button" class="plain" onClick={asked.again}>again</button></p> : null}
      <ul>
        {chosen && !seen.some((item) => item.value === chosen) ? <li><button type="button" aria-pressed="true" onClick={() => set({ [name]: "" })}><span class="name"><bdi>{chosen}</bdi></span><span class="count">×</span></button></li> : null}
        {seen.map((item) => (
          <li key={item.value}>
            <button type="button" aria-pressed={item.value === chosen} onClick={() => set({ [name]: item.value === chosen ? "" : item.value })}>
              <span class="share" aria-hidden="true" style={{ width: `${(100 * item.entries) / most}%` }} />
              <span class="name">{sign ? <StatusSign status={item.value as Status} /> : null}<bdi>{name === "event" ? category(item.value) : item.name || item.value}</bdi></span>
              <span class="count">{compact(item.entries)}</span>
            </button>
          </li>
        ))}
        {!items && !asked.error ? Array.from({ length: 4 }, (_, i) => <li key={i} class="wait" aria-hidden="true" />) : null}
      </ul>
      {list.length > 6 ? <button type="button" class="plain" aria-expanded={all} onClick={() => setAll(!all)}>{all ? "fewer" : `${list.length - 6} more`}<span class="unseen"> of {title.toLowerCase()}</span></button> : null}
    </section>
  );
}

export function Panel({ params }: { params: Params }) {
  const words = useVocabulary(), count = Object.keys(filtersOf(params)).length;
  const [open, setOpen] = useState(false);
  return (
    <aside class={"panel" + (open ? " open" : "")} aria-label="Filters">
      <button type="button" class="opener" aria-expanded={open} onClick={() => setOpen(!open)}>Filters{count ? ` (${count})` : ""}</button>
      <div class="body">
        <Values name="status" title="Status" params={params} sign />
        <Values name="event" title="Category" params={params} />
        <Values name="actor" title="Actor" params={params} />
        <Typed name="actor" label="or any actor" placeholder="RUSMIL, Lavrov" list="countries" />
        <Values name="recipient" title="Recipient" params={params} />
        <Typed name="recipient" label="or any recipient" list="countries" />
        <Values name="object" title="Object" params={params} />
        <Values name="place" title="Place" params={params} />
        <Values name="place" of="country" title="Country of the place" params={params} />
        <Typed name="place" label="or any place" placeholder="Kyiv, UKR" list="countries" />
        <Values name="source" title="Source" params={params} />
        <Typed name="source" label="newspaper or speaker" />
        <Typed name="said_by" label="said by" />
        <Typed name="denied_by" label="denied by" />
        <label class="typed">
          <span>{FILTER_WORDS["stance"]}</span>
          <select aria-label={FILTER_WORDS["stance"]} value={params["stance"] ?? ""} onChange={(event) => set({ stance: event.currentTarget.value })}>
            <option value="">anything</option>
            {Object.entries(STANCES).map(([stance, words]) => <option key={stance} value={stance}>{words}</option>)}
          </select>
        </label>
        <div class="pair days"><Typed name="since" label="from" type="date" /><Typed name="until" label="until" type="date" /></div>
        <div class="pair"><Typed name="min_sources" label="sources at least" type="number" /><Typed name="min_confidence" label="confidence at least" placeholder="0.8" /></div>
        <datalist id="countries">{words?.countries.map((country) => <option key={country.code} value={country.code}>{country.name}</option>)}</datalist>
      </div>
    </aside>
  );
}
