// What the suites of the page share: a browser, counts, what may not happen on any page, axe.
import { readFileSync } from "node:fs";
import { chromium } from "../../web/node_modules/playwright-core/index.mjs";

const axe = readFileSync(new URL("../../web/node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

export async function open(base) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  const t = {
    base, browser, passed: 0, failed: 0,
    check(name, good, detail = "") {
      if (good) t.passed++;
      else {
        t.failed++;
        console.log(`FAILED ${name}: ${typeof detail === "string" ? detail : JSON.stringify(detail)}`);
      }
    },
    get: async (path) => (await fetch(base + "/api/v1/" + path)).json(),

    // A page on which no script fails, no rule of the security policy is broken and nothing is asked of another server.
    async page(options = {}) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", reducedMotion: "reduce", ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(45000);
      page.wrong = [];
      page.expected = /$^/; // errors of the network that a test brings about
      page.on("pageerror", (error) => page.wrong.push("script: " + error.message));
      page.on("console", (message) => { if (message.type() === "error" && !page.expected.test(message.text())) page.wrong.push("console: " + message.text()); });
      page.on("dialog", (dialog) => { page.wrong.push("dialog: " + dialog.message()); void dialog.dismiss(); });
      page.on("request", (request) => { if (!request.url().startsWith(base + "/") && !request.url().startsWith("data:") && !request.url().startsWith("blob:")) page.wrong.push("asked elsewhere: " + request.url()); });
      page.done = async (name) => {
        t.check(name + ": no error, no foreign request", page.wrong.length === 0, page.wrong.slice(0, 5));
        await context.close();
      };
      page.at = async (query) => { await page.goto(base + "/" + query); await settled(page); };
      return page;
    },
  };
  return t;
}

// Nothing is loading and nothing is stale any more: not only in the moment before what was just done is taken up (looked at `times`).
export async function settled(page, times = 3) {
  await page.evaluate(() => { window.steady = 0; });
  await page.waitForFunction((times) => {
    const still = document.querySelector("#title") && !document.querySelector(".loading, .stale, [aria-busy=true], .facet .wait");
    window.steady = still ? (window.steady ?? 0) + 1 : 0;
    return window.steady >= times;
  }, times, { polling: 25 });
}

export const title = (page) => page.locator("#title").innerText();

// The number with which a heading begins.
export async function counted(page) {
  return Number((await title(page)).replace(/[^0-9].*$/s, (rest) => rest.replace(/[,. \u00a0\u202f](?=\d)/g, "")).replace(/\D.*$/s, ""));
}

export async function accessible(t, page, name) {
  // Rows that are like those before them would only take time.
  await page.evaluate(() => { for (const row of document.querySelectorAll("main li:nth-child(n+7), main tbody tr:nth-child(n+7), main option:nth-child(n+7), main path.land:nth-child(n+7), datalist")) row.remove(); });
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] }));
  const grave = found.violations.filter((one) => one.impact === "serious" || one.impact === "critical");
  t.check(`${name}: axe finds nothing serious`, grave.length === 0, grave.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ") + " " + (node.any[0]?.message ?? "")).join(" | ")}`));
}

// Nothing is wider than the window.
export async function fits(t, page, name) {
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return "";
    const over = [...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !one.closest(".wide, .side, nav, pre"));
    return `${root.scrollWidth} > ${root.clientWidth}: ${over.slice(0, 3).map((one) => `${one.tagName}.${one.className}`).join(", ")}`;
  });
  t.check(`${name}: nothing wider than the window`, wide === "", wide);
}
