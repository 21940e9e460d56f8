/* Where it happens: a map of the world that the page brings along, and the same places as a table. */
import { useMemo, useRef, useState } from "preact/hooks";
import type { ViewProps } from "../app";
import { useGet } from "../api";
import { countryName, Panel, Pills, useVocabulary } from "../filters";
import { number, plural } from "../format";
import { Empty, Failed, Live, Loading, Title, useWidth } from "../parts";
import { filtersOf, href, set, viewParams } from "../state";
import type { Facets, Places, PlaceSum } from "../types";
import { tone } from "../words";
import { HEIGHT, neighbour, projection, useLand, WIDTH, type Land } from "./world";

interface Window { x: number; y: number; k: number }

const within = ({ x, y, k }: Window): Window => ({ k, x: Math.min(Math.max(x, 0), WIDTH - WIDTH / k), y: Math.min(Math.max(y, 0), HEIGHT - HEIGHT / k) });

type Spot = { place: PlaceSum; at: [number, number] };

/* The names that have room, the most frequent first; `unit`: how much of the map a letter's width takes. */
function labels(spots: Spot[], unit: number, rise: (place: PlaceSum) => number): Spot[] {
  const taken: [number, number, number, number][] = [], shown: Spot[] = [];
  for (const spot of spots.slice(0, 300)) {
    const half = (spot.place.name.length * unit) / 2, y = spot.at[1] - rise(spot.place), box: [number, number, number, number] = [spot.at[0] - half, y - 2.2 * unit, spot.at[0] + half, y + unit];
    if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    shown.push(spot);
    if (shown.length >= 40) break;
  }
  return shown;
}

/* Every country is a filter. One of them is reached by Tab, the others by the arrow keys. */
function Countries({ land, here, counts, nameOf }: { land: Land[]; here: string; counts: Map<string, number>; nameOf: (land: Land) => string }) {
  const [at, setAt] = useState("");
  const stop = at || (here && land.some((one) => one.code === here) ? here : [...counts].sort((a, b) => b[1] - a[1]).find(([code]) => land.some((one) => one.code === code))?.[0]) || land.find((one) => one.code)?.code;
  const choose = (code: string): void => set({ place: code === here ? "" : code });
  const key = (one: Land) => (event: KeyboardEvent): void => {
    const next = neighbour(land, one, event.key);
    if (event.key === "Enter" || event.key === " ") choose(one.code);
    else if (next) document.getElementById("land-" + next.code)?.focus();
    else return;
    event.preventDefault();
  };
  return <>{land.map((one, i) => {
    if (!one.code) return <path key={i} class="land" d={one.path} />;
    const label = `${nameOf(one)}: ${plural(counts.get(one.code) ?? 0, "entry", "entries")}`;
    return (
      <path key={i} id={"land-" + one.code} class={"land country" + (counts.has(one.code) ? " told" : "") + (one.code === here ? " here" : "")} d={one.path} role="button" aria-pressed={one.code === here} aria-label={label} tabindex={one.code === stop ? 0 : -1}
        onClick={() => choose(one.code)} onFocus={() => setAt(one.code)} onKeyDown={key(one)}><title>{label}</title></path>
    );
  })}</>;
}

function Canvas({ places, here, counts }: { places: PlaceSum[]; here: string; counts: Map<string, number> }) {
  const land = useLand(), words = useVocabulary(), moved = useRef(false), [box, wide] = useWidth(), [view, setView] = useState<Window>({ x: 0, y: 0, k: 1 }), drag = useRef<{ x: number; y: number; at: Window } | null>(null), ref = useRef<SVGSVGElement>(null);
  const most = Math.max(1, ...places.map((place) => place.entries));
  const spots = useMemo(() => places.map((place) => ({ place, at: projection([place.lon, place.lat]) })).filter((spot): spot is Spot => spot.at !== null), [places]);
  const shrink = Math.min(1, (wide || WIDTH) / WIDTH); // letters and spots stay as large where the map is small
  const size = (place: PlaceSum): number => (2.5 + 13 * Math.sqrt(place.entries / most)) / view.k ** 0.8 / shrink ** 0.5, rise = (place: PlaceSum): number => size(place) + 3 / view.k;
  const zoom = (factor: number, cx = view.x + WIDTH / view.k / 2, cy = view.y + HEIGHT / view.k / 2): void => {
    const k = Math.min(Math.max(view.k * factor, 1), 24);
    setView(within({ k, x: cx - ((cx - view.x) * view.k) / k, y: cy - ((cy - view.y) * view.k) / k }));
  };
  const scale = (): number => WIDTH / view.k / (ref.current?.clientWidth || WIDTH);
  return (
    <div class="canvas" ref={box}>
      <svg ref={ref} viewBox={`${view.x} ${view.y} ${WIDTH / view.k} ${HEIGHT / view.k}`} role="group" aria-label={`A map with ${plural(places.length, "place")}; the table beside it holds the same. Arrow keys go from country to country, Enter chooses one`}
        onClickCapture={(event) => { if (moved.current) event.stopPropagation(); }}
        onPointerDown={(event) => { moved.current = false; if (view.k > 1 && event.button === 0) drag.current = { x: event.clientX, y: event.clientY, at: view }; }}
        onPointerMove={(event) => { const from = drag.current; if (!from) return; moved.current ||= Math.hypot(event.clientX - from.x, event.clientY - from.y) > 4; setView(within({ ...from.at, x: from.at.x - (event.clientX - from.x) * scale(), y: from.at.y - (event.clientY - from.y) * scale() })); }}
        onPointerUp={() => { drag.current = null; }} onPointerLeave={() => { drag.current = null; }}
        onWheel={(event) => { if (!event.ctrlKey && !event.metaKey) return; event.preventDefault(); const box = event.currentTarget.getBoundingClientRect(); zoom(event.deltaY < 0 ? 1.25 : 0.8, view.x + (event.clientX - box.left) * scale(), view.y + (event.clientY - box.top) * scale()); }}>
        {land ? <Countries land={land} here={here} counts={counts} nameOf={(one) => (words?.countries.some((country) => country.code === one.code) ? countryName(words, one.code) : one.name)} /> : null}
        {spots.map(({ place, at }) => (
          <circle key={`${place.name}${at}`} class={`spot ${tone(place.goldstein_facts + place.goldstein_claims, 0.5)}${place.name === here ? " here" : ""}`} cx={at[0]} cy={at[1]} r={size(place)} onClick={() => set({ place: place.name === here ? "" : place.name })}>
            <title>{`${place.name}, ${place.country}: ${place.entries}`}</title>
          </circle>
        ))}
        {labels(spots, 6 / view.k / shrink, rise).map(({ place, at }) => <text key={`${place.name}${at}`} x={at[0]} y={at[1] - rise(place)} text-anchor="middle" style={{ fontSize: `${11 / view.k / shrink}px`, strokeWidth: `${3 / view.k / shrink}px` }}>{place.name}</text>)}
      </svg>
      <div class="zoom"><button type="button" onClick={() => zoom(1.6)} aria-label="Nearer">+</button><button type="button" onClick={() => zoom(0.625)} aria-label="Farther" disabled={view.k === 1}>−</button></div>
    </div>
  );
}

export function MapView({ params }: ViewProps) {
  const filters = filtersOf(params), asked = useGet<Places>("places", { ...filters, limit: "2000" }), data = asked.data, here = params["place"] ?? "";
  const countries = useGet<Facets>("facets", { ...filters, of: "country", limit: "200" }, true), counts = new Map((countries.data?.["country"] ?? []).map((one) => [one.value, one.entries]));
  return (
    <div class="split">
      <Panel params={params} />
      <div class="main">
        <div class="head"><Title>Map</Title><Live>{asked.loading || !data ? "" : plural(data.items.length, "place")}</Live><Pills params={params} /></div>
        {asked.error ? <Failed problem={asked.error} again={asked.again} /> : (
          <div class={"beside" + (asked.loading && data ? " stale" : "")}>
            <div>
              <Canvas places={data?.items ?? []} here={here} counts={counts} />
              <p class="meaning"><span><i class="quad material_cooperation" />cooperation outweighs</span><span><i class="quad material_conflict" />conflict outweighs</span><span>area: entries</span><span>a country or a spot: what happened there</span>{data && data.unplaced > 0 ? <span>{plural(data.unplaced, "entry", "entries")} without a place on the map</span> : null}<span class="wheel">Ctrl and wheel: nearer and farther</span></p>
            </div>
            <div class="side" tabIndex={0} role="region" aria-label="The places as a table">
              {!data ? <Loading rows={4} /> : data.items.length === 0 ? <Empty filters={filters}>No entry that fits has a place on the map.</Empty> : (
                <table>
                  <thead><tr><th>Place</th><th class="n">Entries</th><th class="n">Facts</th><th class="n">Claimed or disputed</th></tr></thead>
                  <tbody>{data.items.slice(0, 200).map((place) => (
                    <tr key={`${place.name}${place.lat}`} class={place.name === here ? "here" : undefined}>
                      <td><button type="button" aria-pressed={place.name === here} onClick={() => set({ place: place.name === here ? "" : place.name })}><bdi>{place.name}</bdi></button> <code>{place.country}</code></td>
                      <td class="n"><a href={href(viewParams("entries", { place: place.name }))}>{number(place.entries)}</a></td><td class="n">{number(place.facts)}</td><td class="n">{number(place.claims + place.disputed)}</td>
                    </tr>
                  ))}</tbody>
                </table>
              )}
            </div>
          </div>
        )}
      </div>
    </div>
  );
}
