/* The two-way street between two parties: what each does to the other, over time, by category and object, facts apart from claims. */
import { useEffect } from "preact/hooks";
import type { ViewProps } from "../app";
import { useGet } from "../api";
import { Mirror, Spark } from "../charts/mirror";
import { countryName, Panel, Pills, useVocabulary } from "../filters";
import { after, DAY, iso, number, period, plural, sign, time, unit } from "../format";
import { Empty, Failed, Live, Loading, Title, Wide } from "../parts";
import { filtersOf, flowsParams, href, set, viewParams, type Params } from "../state";
import type { Flows, Network, Vocabulary, Way } from "../types";
import { category, QUAD_WORDS, tone } from "../words";

/* The two sides, and the filters that narrow what they do: all others that hold. Where no two are asked for, an actor and a recipient that are
 * states are the sides. */
function sidesOf(params: Params): { a: string; b: string; filters: Params } {
  const { between, ...filters } = filtersOf(params), [a = "", b = ""] = (between ?? "").split(",").map((code) => code.trim());
  if (between) return { a, b, filters };
  const side = (key: string): string => { const code = filters[key] ?? ""; if (!/^[A-Z]{3}$/.test(code)) return ""; delete filters[key]; return code; };
  const [one = "", other = ""] = (params["side"] ?? "").split(","), actor = side("actor") || one, recipient = side("recipient") || other; // one that is chosen waits for the other
  return { a: actor, b: recipient === actor ? "" : recipient, filters };
}

/* The entries of one way. Where somebody else among the parties is asked for, he stays. */
function oneWay(filters: Params, way: Way, more: Params = {}): Params {
  const between: Params = filters["actor"] || filters["recipient"] ? { between: `${way.actor},${way.recipient}` } : {};
  return viewParams("entries", { actor: way.actor, recipient: way.recipient, ...between, ...filters, ...more }, {});
}

function WayOf({ way, names, filters }: { way: Way; names: [string, string]; filters: Params }) {
  return (
    <section>
      <h2>{names[0]} → {names[1]}</h2>
      <p class="note"><a href={href(oneWay(filters, way))}>{plural(way.entries, "entry", "entries")}</a>: {number(way.facts)} told as fact, {number(way.claims)} claimed{way.disputed ? `, ${number(way.disputed)} disputed` : ""}{way.denied ? `, ${number(way.denied)} only denied` : ""}{way.announced ? `, ${number(way.announced)} announced` : ""}. Goldstein: facts <span class={tone(way.goldstein_facts)}>{sign(way.goldstein_facts)}</span>, claims <span class={tone(way.goldstein_claims)}>{sign(way.goldstein_claims)}</span></p>
      {way.kinds.length === 0 ? <p class="none">Nothing is told.</p> : (
        <Wide label="Table"><table>
          <thead><tr><th>Category and object</th><th class="course">Over time</th><th class="n">Facts</th><th class="n">Claimed or disputed</th><th class="n">Goldstein</th></tr></thead>
          <tbody>{[...way.kinds].sort((a, b) => b.entries - a.entries).map((kind) => (
            <tr key={kind.event + kind.object}>
              <td><i class={"quad " + (kind.quad || "none")} aria-hidden="true" /><span class="unseen">{QUAD_WORDS[kind.quad]}: </span>
                <a href={href(oneWay(filters, way, { ...(kind.event ? { event: kind.event } : {}), ...(kind.object ? { object: kind.object } : {}) }))}>{category(kind.event)}{kind.object ? `, ${kind.object}` : ""}</a></td>
              <td class="course"><Spark series={kind.series} /></td><td class="n">{number(kind.facts)}</td><td class="n">{number(kind.claims + kind.disputed)}</td>
              <td class={"n " + tone(kind.goldstein_facts + kind.goldstein_claims)}>{sign(kind.goldstein_facts + kind.goldstein_claims)}</td>
            </tr>
          ))}</tbody>
        </table></Wide>
      )}
    </section>
  );
}

function Street({ between, by, filters, words }: { between: string; by: string; filters: Params; words: Vocabulary | undefined }) {
  const asked = useGet<Flows>("flows", { between, by, ...filters }), flows = asked.data;
  if (asked.error) return <Failed problem={asked.error} again={asked.again} />;
  if (!flows) return <Loading rows={3} />;
  const [a, b] = flows.ways, names = [countryName(words, a!.actor), countryName(words, b!.actor)] as [string, string];
  const linked = (way: number, since: string, until: string): Params => oneWay(filters, flows.ways[way]!, { since, until });
  if (a!.entries + b!.entries === 0) return <Empty filters={filters}>Nothing is told between {names[0]} and {names[1]}{Object.keys(filters).length ? " that fits the filters" : ""}.</Empty>;
  return (
    <div class={asked.loading ? "stale" : ""}>
      <Live>{`${names[0]} to ${names[1]} ${plural(a!.entries, "entry", "entries")}, back ${number(b!.entries)}`}</Live>
      <Mirror flows={flows} names={names} linked={linked} />
      <p class="meaning"><span class="key facts">told as fact</span><span class="key claims">claimed or disputed</span><span>A bar leads to its entries.</span></p>
      <details class="note"><summary>The bars as a table</summary>
        <Wide label="Table"><table><thead><tr><th>Time</th><th class="n">{names[0]} → {names[1]}</th><th class="n">{names[1]} → {names[0]}</th></tr></thead>
          <tbody>{flows.periods.map((text, i) => {
            const from = time(text);
            return a!.series[i] || b!.series[i] ? <tr key={text}><td>{period(text, flows.by)}</td>{flows.ways.map((way, w) => <td key={w} class="n">{way.series[i] && !Number.isNaN(from) ? <a href={href(linked(w, iso(from), iso(after(from, flows.by) - DAY)))}>{number(way.series[i]!)}</a> : number(way.series[i] ?? 0)}</td>)}</tr> : null;
          })}</tbody></table></Wide>
      </details>
      <div class="two"><WayOf way={a!} names={names} filters={filters} /><WayOf way={b!} names={[names[1], names[0]]} filters={filters} /></div>
    </div>
  );
}

/* The pairs of which most is told, both ways together; of one side, where it is chosen, those with it. */
function Pairs({ filters, side }: { filters: Params; side: string }) {
  const asked = useGet<Network>("network", { limit: "200", ...filters, ...(side ? { actor: side } : {}) }), back = useGet<Network>(side ? "network" : null, { limit: "200", ...filters, recipient: side });
  const problem = asked.error ?? back.error;
  if (problem) return <Failed problem={problem} again={() => { asked.again(); back.again(); }} />;
  if (!asked.data || (side && !back.data)) return <Loading rows={3} />;
  const told = [asked.data, ...(side ? [back.data!] : [])], names = new Map(told.flatMap((one) => one.nodes).map((node) => [node.id, node.name])), pairs = new Map<string, [string, string, number]>();
  for (const edge of told.flatMap((one) => one.edges)) {
    const [a, b] = [edge.actor, edge.recipient].sort((x, y) => (x === side ? -1 : y === side ? 1 : x < y ? -1 : 1)) as [string, string];
    if (a !== b && /^[A-Z]{3}$/.test(a) && /^[A-Z]{3}$/.test(b)) pairs.set(a + b, [a, b, (pairs.get(a + b)?.[2] ?? 0) + edge.entries]);
  }
  const list = [...pairs.values()].sort((p, q) => q[2] - p[2]).slice(0, 30);
  if (list.length === 0) return <Empty filters={filters}>No two states do anything to each other{Object.keys(filters).length || side ? " that fits the filters" : " in this ledger"}.</Empty>;
  return (
    <>
      <h2>Of whom most is told</h2>
      <ul class="pairs">{list.map(([a, b, n]) => <li key={a + b}><a href={href(flowsParams(a, b))}>{names.get(a) ?? a} <span class="arrow" aria-hidden="true">⇄</span><span class="unseen">and</span> {names.get(b) ?? b} <span class="n">{number(n)}</span></a></li>)}</ul>
    </>
  );
}

export function FlowsView({ params, stats }: ViewProps) {
  const words = useVocabulary(), { a, b, filters } = sidesOf(params), pair = a && b ? `${a},${b}` : "";
  const span = unit(params["since"] ?? stats?.first_day ?? "", params["until"] ?? stats?.last_day ?? "");
  const by = params["by"] ?? (span === "day" ? "week" : span);
  const choose = (first: string, second: string, replace = false): void => set({ actor: filters["actor"] ?? "", recipient: filters["recipient"] ?? "", between: first && second ? `${first},${second}` : "", side: (first && second) || !(first || second) ? "" : `${first},${second}` }, replace);
  useEffect(() => { if (pair && !params["between"]) choose(a, b, true); }, [pair]);
  const list = (name: string, value: string, other: string, change: (code: string) => void) => (
    <label class="typed"><span>{name}</span>
      <select value={value} onChange={(event) => change(event.currentTarget.value)}>
        <option value="">choose</option>
        {value && !words?.countries.some((country) => country.code === value) ? <option value={value}>{value}</option> : null}
        {words?.countries.filter((country) => country.code !== other || country.code === value).map((country) => <option key={country.code} value={country.code}>{country.name}</option>)}
      </select>
    </label>
  );
  return (
    <div class="split">
      <Panel params={pair ? { ...filters, between: pair } : params} />
      <div class="main">
        <div class="head"><Title>{pair ? `${countryName(words, a)} and ${countryName(words, b)}` : "Flows between two parties"}</Title><Pills params={pair ? filters : params} /></div>
        <div class="ask">
          {list("one side", a, b, (code) => choose(code, b))}
          <button type="button" aria-label="Change sides" onClick={() => choose(b, a)} disabled={!pair}>⇄</button>
          {list("the other side", b, a, (code) => choose(a, code))}
          <label class="typed"><span>by</span><select value={by} onChange={(event) => set({ by: event.currentTarget.value })}><option>week</option><option>month</option><option>year</option></select></label>
        </div>
        {pair ? <Street between={pair} by={by} filters={filters} words={words} /> : <Pairs filters={filters} side={a || b} />}
      </div>
    </div>
  );
}
