/* Who acts on whom: a drawing, placed by forces that push apart and pull together, and the same as a table. */
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { useMemo } from "preact/hooks";
import type { ViewProps } from "../app";
import { useGet } from "../api";
import { Panel, Pills } from "../filters";
import { number, plural, sign } from "../format";
import { Empty, Failed, Live, Loading, Title, useWidth } from "../parts";
import { filtersOf, flowsParams, href, set, viewParams } from "../state";
import type { Network, NetworkNode } from "../types";
import { tone } from "../words";

const WIDTH = 860, HEIGHT = 620;

interface Placed extends NetworkNode { x: number; y: number; r: number }

/* Blue or orange, the fuller the more it is. */
const shade = (value: number, most: number): string => `color-mix(in oklab, var(--material_${value > 0 ? "cooperation" : "conflict"}) ${Math.round(25 + 75 * Math.sqrt(Math.abs(value) / Math.max(1, most)))}%, var(--speech))`;
const radius = (node: NetworkNode, most: number): number => 5 + 17 * Math.sqrt(node.degree / Math.max(1, most));

/* The same network is always placed the same: the simulation begins on a spiral and has no chance in it. */
function place(network: Network): Placed[] {
  const most = Math.max(1, ...network.nodes.map((node) => node.degree));
  const nodes: Placed[] = network.nodes.map((node, i) => ({ ...node, r: radius(node, most), x: WIDTH / 2 + 12 * Math.sqrt(i) * Math.cos(2.4 * i), y: HEIGHT / 2 + 12 * Math.sqrt(i) * Math.sin(2.4 * i) }));
  const heaviest = Math.max(1, ...network.edges.map((edge) => edge.entries));
  const links = network.edges.filter((edge) => edge.actor !== edge.recipient).map((edge) => ({ source: edge.actor, target: edge.recipient, weight: edge.entries / heaviest }));
  const simulation = forceSimulation(nodes).force("push", forceManyBody<Placed>().strength(-340)).force("pull", forceLink<Placed, (typeof links)[number]>(links).id((node) => node.id).distance(120).strength((link) => (0.04 + 0.5 * link.weight) / Math.sqrt(Math.max(1, network.nodes.length / 6))))
    .force("middle", forceCenter(WIDTH / 2, HEIGHT / 2)).force("x", forceX(WIDTH / 2).strength(0.05)).force("y", forceY(HEIGHT / 2).strength(0.085)).force("apart", forceCollide<Placed>((node) => node.r + 7)).stop();
  for (let i = 0; i < 260; i++) simulation.tick();
  // The drawing is stretched to the canvas, each way by itself and not beyond measure: few parties do not fly apart.
  const fit = (key: "x" | "y", size: number, low: number, high: number): void => {
    const least = Math.min(...nodes.map((node) => node[key])), span = Math.max(1, Math.max(...nodes.map((node) => node[key])) - least), room = size - low - high, scale = Math.min(room / span, 2.6);
    for (const node of nodes) node[key] = low + (room - span * scale) / 2 + (node[key] - least) * scale;
  };
  fit("x", WIDTH, 48, 48);
  fit("y", HEIGHT, 28, 58);
  return nodes;
}

function Drawing({ network, nodes, here }: { network: Network; nodes: Placed[]; here: string }) {
  const [box, wide] = useWidth(), shrink = Math.min(1, (wide || WIDTH) / WIDTH); // letters stay as large where the drawing is small
  const at = new Map(nodes.map((node) => [node.id, node])), touching = network.edges.filter((edge) => edge.actor === here || edge.recipient === here);
  const near = new Set([here, ...touching.flatMap((edge) => [edge.actor, edge.recipient])]);
  const heaviest = Math.max(1, ...network.edges.map((edge) => edge.entries)), strongest = Math.max(1, ...nodes.map((node) => Math.abs(node.goldstein)));
  const faded = (node: Placed): string => (here && !near.has(node.id) ? " faded" : "");
  return (
    <div class="canvas" ref={box}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${plural(nodes.length, "party", "parties")} and what they do to each other; the table beside it holds the same`}>
        {(here ? touching : network.edges).map((edge) => {
          const a = at.get(edge.actor), b = at.get(edge.recipient);
          return a && b && a !== b ? <path key={edge.actor + edge.recipient} class="edge" fill="none" style={{ stroke: shade(edge.mean ?? 0, 10) }} stroke-width={0.8 + 5 * Math.sqrt(edge.entries / heaviest)} d={`M${a.x},${a.y}Q${(a.x + b.x) / 2 + (b.y - a.y) * 0.12},${(a.y + b.y) / 2 - (b.x - a.x) * 0.12} ${b.x},${b.y}`} /> : null;
        })}
        {nodes.map((node) => (
          <circle key={node.id} class={`node${node.id === here ? " here" : ""}${faded(node)}`} cx={node.x} cy={node.y} r={node.r} style={{ fill: shade(node.goldstein, strongest) }} onClick={() => set({ node: node.id === here ? "" : node.id })}>
            <title>{`${node.name}: ${node.entries} entries, ${node.degree} others, Goldstein ${sign(node.goldstein)}`}</title>
          </circle>
        ))}
        {nodes.map((node) => <text key={node.id} class={faded(node)} x={node.x} y={node.y + node.r + 11 / shrink} text-anchor="middle" style={{ fontSize: `${11 / shrink}px`, strokeWidth: `${3 / shrink}px` }}>{shrink > 0.7 && (node.r > 10 || nodes.length < 40) ? node.name : node.id}</text>)}
      </svg>
    </div>
  );
}

function Ties({ network, here, name }: { network: Network; here: string; name: (id: string) => string }) {
  const edges = network.edges.filter((edge) => edge.actor === here || edge.recipient === here);
  return (
    <table>
      <thead><tr><th>{name(here)}</th><th class="n">Entries</th><th class="n">Mean Goldstein</th></tr></thead>
      <tbody>{edges.map((edge) => (
        <tr key={edge.actor + edge.recipient}>
          <td><a href={href(viewParams("entries", { actor: edge.actor, recipient: edge.recipient }))}>{name(edge.actor)} → {name(edge.recipient)}</a> <small><a href={href(flowsParams(edge.actor, edge.recipient))}>both ways</a></small></td>
          <td class="n">{number(edge.entries)}</td><td class={"n " + tone(edge.mean ?? 0, 0.5)}>{edge.mean === null ? "" : sign(edge.mean)}</td>
        </tr>
      ))}</tbody>
    </table>
  );
}

function Parties({ nodes }: { nodes: Placed[] }) {
  return (
    <table>
      <thead><tr><th>Party</th><th class="n">Entries</th><th class="n">Others</th><th class="n">Net Goldstein</th></tr></thead>
      <tbody>{[...nodes].sort((a, b) => b.entries - a.entries).map((node) => (
        <tr key={node.id}><td><button type="button" onClick={() => set({ node: node.id })}>{node.name}</button></td><td class="n">{number(node.entries)}</td><td class="n">{number(node.degree)}</td><td class={"n " + tone(node.goldstein, 0.5)}>{sign(node.goldstein)}</td></tr>
      ))}</tbody>
    </table>
  );
}

export function NetworkView({ params }: ViewProps) {
  const filters = filtersOf(params), asked = useGet<Network>("network", { ...filters, limit: "150" }), network = asked.data, here = params["node"] ?? "";
  const nodes = useMemo(() => (network ? place(network) : []), [network]);
  const name = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id;
  return (
    <div class="split">
      <Panel params={params} />
      <div class="main">
        <div class="head"><Title>Network</Title><Live>{asked.loading ? "" : plural(nodes.length, "party", "parties")}</Live><Pills params={params} />{here ? <button type="button" onClick={() => set({ node: "" })}>all parties</button> : null}</div>
        {asked.error ? <Failed problem={asked.error} again={asked.again} /> : !network ? <Loading rows={5} /> : nodes.length === 0 ? <Empty filters={filters}>No two parties act on each other in what fits.</Empty> : (
          <div class={"beside" + (asked.loading ? " stale" : "")}>
            <div>
              <Drawing network={network} nodes={nodes} here={here} />
              <p class="meaning"><span><i class="quad material_cooperation" />net Goldstein above zero</span><span><i class="quad material_conflict" />below zero</span><span>size: with how many others</span><span>width: entries</span></p>
              {network.cut ? <p class="note">The {number(network.edges.length)} strongest ties are drawn.</p> : null}
            </div>
            <div class="side" tabIndex={0} role="region" aria-label="The network as a table">{here ? <Ties network={network} here={here} name={name} /> : <Parties nodes={nodes} />}</div>
          </div>
        )}
      </div>
    </div>
  );
}
