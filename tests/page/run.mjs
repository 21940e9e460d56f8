// usage: node run.mjs EXAMPLES HOSTILE [SUITE]: the page's tests against two servers (their addresses); the last line is "N passed, N failed".
import { open } from "./harness.mjs";
import { hostile } from "./hostile.mjs";
import { states } from "./states.mjs";
import { views } from "./views.mjs";

const [examples, other, only] = process.argv.slice(2);
const AT_ONCE = 3; // pages; the one that keeps documents comes last, since the others count

async function suite(base, make, name) {
  if (only && only !== name) return [0, 0];
  const t = await open(base);
  const made = await make(t), jobs = made.map((job) => async () => {
    const begin = Date.now();
    try { await job(t); } catch (error) { t.check(`${name} ${job.name}`, false, String(error.message).split("\n").slice(0, 4).join(" / ")); }
    if (process.env.TIMES) console.log(name, job.name || String(job).slice(0, 60), Date.now() - begin, "ms");
  });
  const last = made.findIndex((job) => job.name === "tryIt"), waiting = last >= 0 ? jobs.splice(last, 1) : [];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => { for (let job; (job = jobs.shift());) await job(); }));
  for (const job of waiting) await job();
  await t.browser.close();
  return [t.passed, t.failed];
}

const counts = [];
counts.push(await suite(examples, states, "states"));
counts.push(await suite(examples, views, "views"));
counts.push(await suite(other, hostile, "hostile"));
console.log(`${counts.reduce((n, [p]) => n + p, 0)} passed, ${counts.reduce((n, [, f]) => n + f, 0)} failed`);
process.exit(counts.some(([, f]) => f > 0) ? 1 : 0);
