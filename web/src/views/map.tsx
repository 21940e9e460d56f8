/* Where it happens: a map of the world that the page brings along, and the same places as a table. */
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import world from "world-atlas/countries-110m.json?url";
import type { ViewProps } from "../app";
import { useGet } from "../api";
import { Panel, Pills } from "../filters";
import { number, plural } from "../format";
import { Empty, Failed, Live, Loading, Title, useWidth } from "../parts";
import { filtersOf, href, set, viewParams } from "../state";
import type { Places, PlaceSum } from "../types";
import { tone } from "../words";

const WIDTH = 960, HEIGHT = 430;
/* Without Antarctica, where little news is made. */
const projection = geoNaturalEarth1().fitExtent([[4, 4], [WIDTH - 4, HEIGHT - 4]], { type: "MultiPoint", coordinates: [[-168, 0], [178, 0], [0, 83], [0, -56]] });

let kept: string[] | undefined;

/* The outlines of the countries; undefined until they are loaded. */
function useLand(): string[] | undefined {
  const [land, setLand] = useState(kept);
  useEffect(() => {
    if (kept) return;
    void fetch(world).then((answer) => answer.json()).then((topology: Topology<{ countries: GeometryCollection }>) => {
      const path = geoPath(projection);
      kept = feature(topology, topology.objects.countries).features.map((country) => path(country) ?? "");
      setLand(kept);
    }, () => undefined);
  }, []);
  return land;
}

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

function Canvas({ places, here }: { places: PlaceSum[]; here: string }) {
  const land = useLand(), [box, wide] = useWidth(), [view, setView] = useState<Window>({ x: 0, y: 0, k: 1 }), drag = useRef<{ x: number; y: number; at: Window } | null>(null), ref = useRef<SVGSVGElement>(null);
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
      <svg ref={ref} viewBox={`${view.x} ${view.y} ${WIDTH / view.k} ${HEIGHT / view.k}`} role="img" aria-label={`A map with ${plural(places.length, "place")}; the table beside it holds the same`}
        onPointerDown={(event) => { if (view.k > 1 && event.button === 0) drag.current = { x: event.clientX, y: event.clientY, at: view }; }}
        onPointerMove={(event) => { const from = drag.current; if (from) setView(within({ ...from.at, x: from.at.x - (event.clientX - from.x) * scale(), y: from.at.y - (event.clientY - from.y) * scale() })); }}
        onPointerUp={() => { drag.current = null; }} onPointerLeave={() => { drag.current = null; }}
        onWheel={(event) => { if (!event.ctrlKey && !event.metaKey) return; event.preventDefault(); const box = event.currentTarget.getBoundingClientRect(); zoom(event.deltaY < 0 ? 1.25 : 0.8, view.x + (event.clientX - box.left) * scale(), view.y + (event.clientY - box.top) * scale()); }}>
        {land?.map((path, i) => <path key={i} class="land" d={path} />)}
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
  return (
    <div class="split">
      <Panel params={params} />
      <div class="main">
        <div class="head"><Title>Map</Title><Live>{asked.loading || !data ? "" : plural(data.items.length, "place")}</Live><Pills params={params} /></div>
        {asked.error ? <Failed problem={asked.error} again={asked.again} /> : (
          <div class={"beside" + (asked.loading && data ? " stale" : "")}>
            <div>
              <Canvas places={data?.items ?? []} here={here} />
              <p class="meaning"><span><i class="quad material_cooperation" />cooperation outweighs</span><span><i class="quad material_conflict" />conflict outweighs</span><span>area: entries</span>{data && data.unplaced > 0 ? <span>{plural(data.unplaced, "entry", "entries")} without a place on the map</span> : null}<span>Ctrl and wheel: nearer and farther</span></p>
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
