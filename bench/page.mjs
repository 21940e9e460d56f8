// How fast the page is: first paint, and what a change of filter or view takes until everything shown is the new; beside it the time of the processor that the
// page's own thread takes for it, which a busy machine changes little.
// usage: node bench/page.mjs ADDRESS [ROUNDS]   with `dateline serve --ledger F` at ADDRESS, and web/ built
import { open, settled } from "../tests/page/harness.mjs";

const [address, rounds = "5"] = process.argv.slice(2);
const t = await open(address.replace(/\/$/, ""));
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const print = (name, list, own) => console.log(name.padEnd(30), `${median(list).toFixed(0).padStart(6)} ms   worst ${Math.max(...list).toFixed(0).padStart(6)}` + (own ? `   page's thread ${median(own).toFixed(0).padStart(5)} ms` : ""));

// Milliseconds of the processor that the page's thread has used.
async function meter(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => (await session.send("Performance.getMetrics")).metrics.find((one) => one.name === "ThreadTime" || one.name === "TaskDuration").value * 1000;
}

const paint = [], rows = [], work = [];
for (let i = 0; i < +rounds; i++) {
  const page = await t.page();
  const used = await meter(page), before = await used();
  await page.goto(t.base + "/");
  await page.locator(".entry").first().waitFor();
  work.push((await used()) - before);
  rows.push(await page.evaluate(() => performance.now()));
  paint.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
  await page.context().close();
}
print("first paint", paint);
print("first entries", rows, work);

// Between the click and the first frame with the new list, measured in the page.
async function change(page, query, ready) {
  return page.evaluate(async ([to, selector]) => {
    const link = document.createElement("a"), begin = performance.now();
    link.href = "/" + to;
    document.body.append(link);
    link.click();
    link.remove();
    for (;;) {
      await new Promise((done) => requestAnimationFrame(done));
      if (document.querySelector(selector) && !document.querySelector(".entries.stale, .loading, .main .stale")) return performance.now() - begin;
      if (performance.now() - begin > 30000) return Infinity;
    }
  }, [query, ready]);
}

const facets = {};
for (const name of ["status", "event", "actor", "recipient", "object"]) facets[name] = (await t.get("facets?of=" + name))[name] ?? [];
const page = await t.page();
await page.at("");
const value = (name, i) => {
  const list = facets[name].filter((one) => one.value);
  return encodeURIComponent(list[i % Math.min(5, list.length)].value);
};
const views = [
  ["filter: status", (i) => `?status=${value("status", i)}`, ".entry"], ["filter: category", (i) => `?event=${value("event", i)}`, ".entry"], ["filter: actor", (i) => `?actor=${value("actor", i)}`, ".entry"],
  ["filter: two parties", (i) => `?actor=${value("actor", i)}&recipient=${value("recipient", i + 1)}`, ".entry, .empty"], ["filter: object", (i) => `?object=${value("object", i)}`, ".entry"],
  ["filter: a month", (i) => `?since=${2016 + i}-03-01&until=${2016 + i}-03-31`, ".entry, .empty"], ["filter: words", (i) => `?text=${["drones", "missiles", "grain", "pact", "troops"][i % 5]}`, ".entry, .empty"],
  ["view: flows of two", (i) => `?view=flows&between=${value("actor", i)},${value("actor", i + 1)}`, ".two"], ["view: network", (i) => `?view=network&status=${value("status", i)}`, ".node"],
  ["view: map", (i) => `?view=map&event=${value("event", i)}`, ".side tbody, .side .empty"], ["view: timeline", (i) => `?view=timeline&event=${value("event", i)}`, ".days"], ["view: claims", (i) => `?view=claims&event=${value("event", i)}`, ".claim"],
];
const used = await meter(page);
for (const [name, query, ready] of views) {
  const times = [], own = [];
  for (let i = 0; i < +rounds; i++) {
    const before = await used();
    times.push(await change(page, query(i), ready));
    own.push((await used()) - before);
    await settled(page, 1);
    await page.evaluate(() => window.stop());
  }
  print(name, times, own);
}
await t.browser.close();
