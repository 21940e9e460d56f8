/* The countries of the world as they are drawn: outline, middle, and the code by which the ledger knows them. */
import { geoArea, geoNaturalEarth1, geoPath } from "d3-geo";
import type { Geometry, Polygon } from "geojson";
import codes from "i18n-iso-countries/codes.json";
import { useEffect, useState } from "preact/hooks";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import world from "world-atlas/countries-110m.json?url";

export interface Land { code: string; name: string; path: string; at: [number, number] } // code "": none

export const WIDTH = 960, HEIGHT = 430;
/* Without Antarctica, where little news is made. */
export const projection = geoNaturalEarth1().fitExtent([[4, 4], [WIDTH - 4, HEIGHT - 4]], { type: "MultiPoint", coordinates: [[-168, 0], [178, 0], [0, 83], [0, -56]] });

/* By the number of ISO 3166-1. Kosovo has none, and the code that is in use for it. */
const codeOf = new Map(codes.map(([, alpha3, digits]) => [digits, alpha3 ?? ""]));

/* The largest part of a country: France is in Europe, whatever lies overseas. */
function mainland(whole: Geometry): Geometry {
  if (whole.type !== "MultiPolygon") return whole;
  const parts = whole.coordinates.map((coordinates): Polygon => ({ type: "Polygon", coordinates }));
  return parts.reduce((most, part) => (geoArea(part) > geoArea(most) ? part : most));
}

let kept: Land[] | undefined;

/* Undefined until they are loaded. */
export function useLand(): Land[] | undefined {
  const [land, setLand] = useState(kept);
  useEffect(() => {
    if (kept) return;
    void fetch(world).then((answer) => answer.json()).then((topology: Topology<{ countries: GeometryCollection<{ name: string }> }>) => {
      const path = geoPath(projection);
      kept = feature(topology, topology.objects.countries).features.map((country) => ({
        name: country.properties.name, code: codeOf.get(String(country.id ?? "")) ?? (country.properties.name === "Kosovo" ? "XKX" : ""), path: path(country) ?? "", at: path.centroid(mainland(country.geometry)),
      }));
      setLand(kept);
    }, () => undefined);
  }, []);
  return land;
}

/* The country that an arrow key leads to: the nearest one on that side, those straight ahead first. */
export function neighbour(land: Land[], from: Land, key: string): Land | undefined {
  const ways: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }, way = ways[key];
  let best: Land | undefined, least = Infinity;
  for (const one of way ? land : []) {
    const [x, y] = [one.at[0] - from.at[0], one.at[1] - from.at[1]], ahead = x * way![0] + y * way![1], aside = Math.abs(x * way![1]) + Math.abs(y * way![0]);
    if (!one.code || one === from || ahead <= aside / 2 || ahead + 2 * aside >= least) continue;
    best = one;
    least = ahead + 2 * aside;
  }
  return best;
}
