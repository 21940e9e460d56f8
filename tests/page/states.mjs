// Filters, time, addresses, the back button, the keyboard, what fails, what is empty, what is loaded first.
import { gzipSync } from "node:zlib";
import { counted, settled, title } from "./harness.mjs";

const total = async (t, query) => (await t.get("histogram?by=year&" + query)).total;

// Each filter by its button or field: what is listed is what the API finds, and the back button takes it away again.
async function filters(t) {
  const page = await t.page();
  await page.at("");
  const all = await counted(page), facets = { ...(await t.get("facets")), ...(await t.get("facets?of=country")) };
  for (const [facet, heading] of [["status", "Status"], ["event", "Category"], ["actor", "Actor"], ["recipient", "Recipient"], ["object", "Object"], ["place", "Place"], ["source", "Source"], ["country", "Country of the place"]]) {
    const value = facets[facet].find((item) => item.value !== "").value, name = facet === "country" ? "place" : facet;
    await page.locator(".facet", { has: page.getByRole("heading", { name: heading, exact: true }) }).locator("button[aria-pressed]").first().click();
    await page.waitForURL(new RegExp(name + "="));
    await settled(page);
    t.check(`filter ${name}: its address`, new URL(page.url()).searchParams.get(name) === value, [page.url(), value]);
    const found = await total(t, `${name}=${encodeURIComponent(value)}`);
    t.check(`filter ${name}: the count`, (await counted(page)) === found && found > 0 && found <= all, [await title(page), found]);
    await page.goBack();
    await settled(page);
    t.check(`filter ${name}: back`, (await counted(page)) === all, await title(page));
  }
  const typed = [["actor", "or any actor", "Kuleba"], ["recipient", "or any recipient", "IRN"], ["place", "or any place", "UKR"], ["source", "newspaper or speaker", "Herald"], ["said_by", "said by", "Kuleba"], ["denied_by", "denied by", "Iran"],
    ["since", "from", "2022-01-01"], ["until", "until", "2020-12-31"], ["min_sources", "sources at least", "2"], ["min_confidence", "confidence at least", "0.8"], ["text", "Search", "drones"]];
  for (const [name, label, value] of typed) {
    const field = page.getByLabel(label, { exact: true });
    await field.fill(value);
    await field.press("Enter");
    await page.waitForURL(new RegExp(`[?&]${name}=`));
    await settled(page);
    const found = await total(t, `${name}=${encodeURIComponent(value)}`);
    t.check(`filter ${name}, typed: the count`, (await counted(page)) === found || (found === 0 && (await page.locator(".empty").count()) === 1), [await title(page), found]);
    await page.locator(".pills button").first().click();
    await settled(page);
    t.check(`filter ${name}: taken away by its pill`, (await counted(page)) === all && !page.url().includes(name + "="), page.url());
  }
  await page.getByRole("combobox", { name: "spoken of by one who" }).selectOption("condemns it");
  await page.waitForURL(/[?&]stance=condemns/);
  await settled(page);
  const condemned = await total(t, "stance=condemns");
  t.check("filter stance: the count", (await counted(page)) === condemned && condemned > 0 && condemned < all, [await title(page), condemned]);
  t.check("filter stance: its pill", (await page.locator(".pills").innerText()).includes("condemns it"));
  await page.getByRole("combobox", { name: "spoken of by one who" }).selectOption("anything");
  await settled(page);
  t.check("filter stance: taken away", (await counted(page)) === all && !page.url().includes("stance="), page.url());
  await page.done("filters");
}

async function time(t) {
  const page = await t.page();
  await page.at("");
  const all = await counted(page), box = await page.locator(".plot").boundingBox();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, box.y + 30, { steps: 4 });
  await page.mouse.up();
  await page.waitForURL(/since=/);
  await settled(page);
  const at = new URL(page.url()).searchParams;
  t.check("histogram: a stretch that is drawn is the filter", at.get("since") < at.get("until"), page.url());
  t.check("histogram: what lies in it is counted", (await counted(page)) === (await total(t, `since=${at.get("since")}&until=${at.get("until")}`)) && (await counted(page)) < all, await title(page));
  const begin = page.getByRole("slider", { name: /Begin/ });
  await begin.focus();
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction((since) => new URL(location.href).searchParams.get("since") < since, at.get("since"));
  t.check("histogram: its ends are moved by keys", true);
  await page.getByRole("button", { name: "all of the time" }).click();
  await settled(page);
  t.check("histogram: all of the time again", (await counted(page)) === all);
  await page.done("time");
}

async function addresses(t) {
  const page = await t.page();
  await page.at("?view=entries&event=AID&text=drones&sort=-sources");
  const before = [await title(page), await page.locator(".entry").allInnerTexts()];
  await page.reload();
  await settled(page);
  t.check("a deep link is the same when it is loaded anew", JSON.stringify(before) === JSON.stringify([await title(page), await page.locator(".entry").allInnerTexts()]));
  await page.locator(".entry a").first().click();
  await page.waitForURL(/view=claims/);
  await settled(page);
  await page.locator("nav a", { hasText: "Network" }).click();
  await page.waitForURL(/view=network/);
  await settled(page);
  t.check("filters go along to another view", page.url().includes("event=AID"), page.url());
  await page.goBack();
  await page.goBack();
  await settled(page);
  t.check("twice back is the list", (await title(page)) === before[0] && page.url().includes("sort=-sources"), page.url());
  await page.goForward();
  await settled(page);
  t.check("and forward the board", (await page.locator(".board").count()) === 1);
  await page.done("addresses");
}

async function keys(t) {
  const page = await t.page();
  await page.at("");
  const ids = (await t.get("entries?sort=-date&limit=3")).items.map((item) => item.id);
  for (const key of ["j", "j", "k", "j"]) await page.keyboard.press(key);
  t.check("keys: j and k move", (await page.locator(".entry.chosen").getAttribute("data-entry")) === String(ids[1]));
  await page.keyboard.press("Enter");
  await page.waitForURL(/view=claims/);
  t.check("keys: Enter opens the entry", page.url().includes("entry=" + ids[1]), page.url());
  await page.goBack();
  await settled(page);
  t.check("keys: the list is as it was left", (await page.locator(".entry.chosen").getAttribute("data-entry")) === String(ids[1]));
  await page.keyboard.press("o");
  await page.waitForURL(/view=reader/);
  t.check("keys: o opens the article", /at=V/.test(page.url()), page.url());
  for (const [key, view] of [["e", "entries"], ["t", "timeline"], ["m", "map"], ["f", "flows"], ["n", "network"], ["c", "claims"], ["a", "reader"], ["y", "try"]]) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await page.waitForURL(new RegExp("view=" + view));
    const there = await page.waitForFunction((name) => document.querySelector("main.view-" + name + " #title") === document.activeElement, view, { timeout: 4000 }).then(() => true, () => false);
    t.check(`keys: g ${key}, and the focus is on the heading`, there, await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200)));
  }
  await page.keyboard.press("g");
  await page.keyboard.press("e");
  await settled(page);
  await page.keyboard.press("/");
  t.check("keys: / to the search", (await page.evaluate(() => document.activeElement.id)) === "search");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  t.check("keys: ? tells them", await page.locator("dialog[open]").waitFor().then(() => true, () => false));
  await page.keyboard.press("Escape");
  t.check("keys: Esc closes it", await page.locator("dialog[open]").waitFor({ state: "detached" }).then(() => true, () => false));
  await page.at("");
  const names = [];
  for (let i = 0; i < 16; i++) {
    await page.keyboard.press("Tab");
    names.push(await page.evaluate(() => { const at = document.activeElement, style = getComputedStyle(at); return [at.textContent.trim() || at.getAttribute("aria-label") || at.id, style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2]; }));
  }
  t.check("keys: Tab begins with the way to the content", names[0][0] === "To the content", names[0]);
  t.check("keys: what has the focus is seen to have it", names.every(([, seen]) => seen), names.filter(([, seen]) => !seen));
  await page.done("keys");
}

async function failures(t) {
  const page = await t.page();
  page.expected = /Failed to load resource|ERR_/;
  await page.route("**/api/v1/entries?*", (route) => route.abort());
  await page.goto(t.base + "/");
  await page.locator(".main .failed").waitFor();
  t.check("a server that is gone is told", (await page.locator(".main .failed").innerText()).includes("cannot be reached"));
  await page.unroute("**/api/v1/entries?*");
  await page.locator(".main .failed button").click();
  await page.locator(".entry").first().waitFor();
  t.check("and asked again", true);
  await page.goto(t.base + "/?event=NOSUCH");
  await page.locator(".main .failed").waitFor();
  t.check("a wrong filter is told in the server's words", (await page.locator(".main .failed").innerText()).includes("NOSUCH"), await page.locator(".main .failed").innerText());
  for (const view of ["entries", "timeline"]) {
    await page.goto(t.base + `/?view=${view}&since=20110-03-01&until=x`);
    await page.locator(".main .failed").first().waitFor();
    t.check(`${view}: a day that is none is told, too`, (await page.locator(".main .failed").first().innerText()).includes("YYYY-MM-DD"));
  }
  await page.at("?text=zzzzzz");
  t.check("nothing that fits", (await page.locator(".empty").innerText()).includes("No entry fits"));
  await page.locator(".empty button").click();
  await page.locator(".entry").first().waitFor();
  t.check("all filters away", !page.url().includes("text="));
  await page.route("**/api/v1/**", (route) => route.fulfill({ status: 401, contentType: "application/problem+json", body: '{"type":"about:blank","title":"x","status":401,"detail":"no"}' }));
  await page.goto(t.base + "/");
  await page.locator(".failed").first().waitFor();
  t.check("a token that is missing is told", (await page.locator(".failed").first().innerText()).includes("asks for a token"));
  await page.done("failures");
}

async function first(t) {
  const page = await t.page(), loaded = [];
  page.on("response", async (answer) => { if (/\.js$/.test(new URL(answer.url()).pathname)) loaded.push(gzipSync(await answer.body()).length); });
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts.push(one.value); }).observe({ type: "layout-shift", buffered: true });
  });
  await page.at("");
  await page.waitForTimeout(200);
  const bytes = loaded.reduce((a, b) => a + b, 0), shift = (await page.evaluate(() => window.shifts)).reduce((a, b) => a + b, 0);
  t.check("script on first load, gzip, at most 200 kB", bytes > 0 && bytes <= 200_000, bytes);
  t.check("nothing jumps while it loads", shift < 0.05, shift);
  const head = (await fetch(t.base + "/")).headers.get("content-security-policy") ?? "";
  t.check("the policy allows no script but its own", head.includes("script-src 'self'") && !head.includes("unsafe"), head);
  await page.done("first load");
}

export const states = () => [filters, time, addresses, keys, failures, first];
