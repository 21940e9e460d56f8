// Each view, on the ledger of the examples: what it shows is what the API tells.
import { accessible, counted, fits, settled, title } from "./harness.mjs";

async function entries(t) {
  const page = await t.page();
  await page.at("");
  const all = await t.get("entries?limit=1");
  t.check("entries: all are counted", (await counted(page)) === all.total, await title(page));
  t.check("entries: a page of them is listed", (await page.locator(".entry").count()) === Math.min(50, all.total), await page.locator(".entry").count());
  t.check("entries: the newest first", (await page.locator(".entry time").first().getAttribute("datetime")) === (await t.get("entries?sort=-date&limit=1")).items[0].date_begin);
  t.check("entries: the words of the event are marked", (await page.locator(".entry .sentence b").count()) > 20);
  if (all.total > 50) {
    await page.locator(".sentinel").scrollIntoViewIfNeeded();
    await page.waitForFunction((n) => document.querySelectorAll(".entry").length === n, Math.min(100, all.total));
    t.check("entries: the next page comes by scrolling", true);
  }
  const csv = await page.evaluate(async () => { const answer = await fetch(document.querySelector("a[download]").href); return [answer.headers.get("content-type"), (await answer.text()).trim().split("\n").length]; });
  t.check("entries: CSV of what is seen", csv[0].startsWith("text/csv") && csv[1] > all.total, csv);
  await page.getByLabel("sorted by").selectOption("-sources");
  await page.waitForURL(/sort=/);
  await settled(page);
  t.check("entries: another order has its address", page.url().includes("sort=-sources"), page.url());
  t.check("entries: most sources first", Number(await page.locator(".entry .count b").first().textContent()) === (await t.get("entries?sort=-sources&limit=1")).items[0].sources);
  await page.done("entries");
}

async function reader(t) {
  const page = await t.page(), doc = (await t.get("documents?title=Kyiv")).items[0];
  await page.at(`?view=reader`);
  t.check("articles: all are listed", (await page.locator("tbody tr").count()) === (await t.get("documents?limit=100")).items.length);
  await page.getByLabel("title").fill("Kyiv");
  await page.keyboard.press("Enter");
  await page.waitForURL(/title=Kyiv/);
  await settled(page);
  await page.getByRole("link", { name: doc.title }).click();
  await page.waitForURL(/doc=/);
  await settled(page);
  const reading = await t.get("documents/" + doc.number), text = (await page.locator(".text").allInnerTexts()).join(" ");
  t.check("reader: the text is whole", text.replace(/\s+/g, "") === reading.text.replace(/\s+/g, ""), text.slice(0, 200));
  t.check("reader: a note for each event", (await page.locator(".card").count()) === reading.coded.events.length);
  t.check("reader: and each attribution", (await page.locator(".margin .voice").count()) === reading.coded.attributions.length);
  const first = reading.coded.events[0], lit = async (role) => (await page.locator(".text .lit-" + role).allInnerTexts()).join("");
  await page.locator(".text .g1").first().hover();
  for (const [role, span] of [["g", first.trigger], ["a", first.actor[0]], ["r", first.recipient[0]], ["o", first.object[0]]])
    t.check(`reader: pointing at the event lights ${role}`, span && (await lit(role)).includes(span.text), [await lit(role), span]);
  t.check("reader: and its source", (await lit("s")) + (await lit("c")) !== "");
  await page.mouse.move(2, 2);
  await page.locator(".text .g2").first().focus();
  t.check("reader: so does the focus", (await lit("g")).includes(reading.coded.events[1].trigger.text), await lit("g"));
  await page.locator(".card summary").first().click();
  await page.locator(".card pre", { hasText: "fired" }).first().waitFor();
  t.check("reader: why it was coded", (await page.locator(".card pre").first().innerText()).includes("CAMEO"));
  t.check("reader: how sure", (await page.locator(".sure").first().innerText()).includes("certain"));
  await page.locator(".text .g1").first().click();
  await page.waitForURL(/at=V1/);
  await page.reload();
  await settled(page);
  t.check("reader: the address of an event lights it again", (await lit("g")).includes(first.trigger.text));
  await page.locator(".card .of a").first().click();
  await page.waitForURL(/entry=/);
  t.check("reader: to the entry", page.url().includes(`entry=${reading.mentions[0].entry}`), page.url());
  await page.done("reader");
}

async function board(t) {
  const page = await t.page(), entry = (await t.get("entries?status=disputed&sort=-sources&limit=1")).items[0], told = await t.get("entries/" + entry.id);
  await page.at(`?view=claims&entry=${entry.id}`);
  const shown = await page.locator(".board").innerText();
  for (const voice of [...told.said_by, ...told.told_of_by, ...told.denied_by]) t.check("board: a voice", shown.includes(voice.name ?? "somebody not named") && shown.includes(voice.quote), voice);
  t.check("board: those who deny it stand in their column", (await page.locator(".quotes.denies .quote").count()) === told.denied_by.length);
  t.check("board: who is silent", (await page.locator(".silent li").count()) === told.silent.length, told.silent);
  t.check("board: one report a family, its copies folded", (await page.locator(".families > li").count()) === new Set(told.reports.map((report) => report.copies)).size);
  t.check("board: measures touched", (await page.locator("section[aria-labelledby=measures] tbody tr").count()) === told.touches.length);
  await page.locator(".quote a").first().click();
  await page.waitForURL(/view=reader/);
  await settled(page);
  t.check("board: a quotation leads to its article", (await page.locator(".text").count()) > 0);
  await page.at("?view=claims&stance=denies");
  t.check("claims: those who deny alone", (await page.locator(".claim").count()) === (await t.get("claims?stance=denies&limit=50")).items.length && (await page.locator(".claim span.says").count()) === 0);
  await page.getByLabel("sorted by").selectOption("date");
  await page.waitForURL(/sort=date/);
  await settled(page);
  t.check("claims: the oldest first", (await page.locator(".claim .evidence").first().innerText()) === (await t.get("claims?stance=denies&sort=date&limit=1")).items[0].voice.quote, await page.locator(".claim .evidence").first().innerText());
  await page.at("?view=claims&entry=999999").catch(() => undefined);
  page.wrong.length = 0; // the server's 404 is what is asked for
  t.check("board: no such entry", (await page.locator(".failed").innerText()).includes("no such thing"));
  await page.done("board");
}

async function flows(t) {
  const page = await t.page();
  await page.at("?view=flows");
  await page.locator(".pairs a").first().waitFor();
  t.check("flows: pairs are proposed", (await page.locator(".pairs a").count()) > 3);
  await page.getByLabel("the other side").selectOption("RUS");
  await page.waitForURL(/side=/);
  await settled(page);
  t.check("flows: one side that is chosen waits for the other", (await page.getByLabel("one side").inputValue()) === "" && (await page.getByLabel("the other side").inputValue()) === "RUS" && (await page.locator(".pairs a").allInnerTexts()).every((pair) => pair.includes("Russia")), await page.locator(".pairs").innerText());
  await page.getByLabel("one side").selectOption("IRN");
  await page.waitForURL(/between=IRN%2CRUS/);
  await page.locator(".two").waitFor();
  const told = await t.get("flows?between=IRN,RUS&by=month"), [there] = told.ways;
  t.check("flows: both directions", (await page.locator(".two section").count()) === 2);
  t.check("flows: rows by category and object", (await page.locator(".two section").first().locator("tbody tr").count()) === there.kinds.length, there.kinds.length);
  const link = page.locator(".chart a").first(), goal = await link.getAttribute("href");
  await link.click();
  await page.waitForURL(/view=entries/);
  await settled(page);
  t.check("flows: a bar leads to its entries", goal.includes("actor=IRN") && goal.includes("since=") && (await counted(page)) > 0, [goal, await title(page)]);
  await page.goBack();
  await page.locator(".two").waitFor();
  await page.locator(".two tbody a").first().click();
  await page.waitForURL(/event=/);
  await settled(page);
  t.check("flows: a row leads to its entries", (await counted(page)) > 0, page.url());
  await page.goBack();
  await page.getByLabel("Change sides").click();
  await page.waitForURL(/between=RUS%2CIRN/);
  t.check("flows: the sides change places", true);
  await page.at("?view=entries&actor=IRN&recipient=RUS&status=disputed");
  await page.locator("nav a", { hasText: "Flows" }).click();
  await page.waitForURL(/between=IRN%2CRUS/);
  await settled(page);
  t.check("flows: actor and recipient become the sides", !page.url().includes("actor=") && page.url().includes("status=disputed") && (await title(page)) === "Iran and Russia", page.url());
  await page.locator("nav a", { hasText: "Map" }).click();
  await page.waitForURL(/view=map/);
  await settled(page);
  t.check("flows: the two are a filter of the other views", (await page.locator(".pills").innerText()).includes("Iran and Russia"), await page.locator(".pills").innerText());
  await page.goBack();
  await page.goBack();
  await settled(page);
  t.check("flows: back is where one came from", page.url().includes("actor=IRN") && page.url().includes("view=entries"), page.url());
  await page.done("flows");
}

const NAMES = { entries: ".entry", timeline: ".days ol > li", map: ".spot", network: ".node", claims: ".claim" };

// Every view takes every filter: all that it asks for what it shows has the filter, and what is shown is as much as the API tells.
async function everyFilter(t) {
  const page = await t.page(), asked = [];
  page.on("request", (request) => { if (/\/api\/v1\/(?!stats|vocabulary|live)/.test(request.url())) asked.push(new URL(request.url())); });
  const filters = { text: "drones", actor: "IRN", recipient: "RUS", between: "IRN,UKR", event: "AID", object: "arms", status: "disputed", since: "2022-01-01", until: "2022-11-02", place: "AFG", near: "39,35,900", source: "Herald",
    said_by: "Kuleba", denied_by: "Iran", stance: "doubts", min_sources: "2", min_confidence: "0.8" };
  const rows = { entries: (q) => t.get(`entries?limit=50&sort=-date&${q}`), timeline: (q) => t.get(`entries?limit=60&sort=-date&${q}`), map: (q) => t.get(`places?limit=2000&${q}`), network: async (q) => ({ items: (await t.get(`network?limit=150&${q}`)).nodes }), claims: (q) => t.get(`claims?limit=50&sort=-date&${q}`) };
  const to = async (query) => { asked.length = 0; await page.evaluate((address) => { const link = document.createElement("a"); link.href = address; document.body.append(link); link.click(); link.remove(); }, "/" + query); await settled(page); };
  await page.at("?view=try");
  let some = 0;
  for (const [name, value] of Object.entries(filters)) {
    const query = `${name}=${encodeURIComponent(value)}`;
    for (const view of Object.keys(NAMES)) {
      await to(`?view=${view}&${query}`);
      const shown = await page.locator(NAMES[view]).count(), told = (await rows[view](query)).items.length;
      some += told > 0;
      t.check(`${view} takes ${name}`, shown === told && asked.length > 0 && asked.every((url) => url.searchParams.get(name) === value || (/histogram/.test(url.pathname) && /since|until/.test(name))), [shown, told, asked.filter((url) => url.searchParams.get(name) !== value).map(String)]);
    }
    if (name === "between") continue;
    await to(`?view=flows&between=IRN,RUS&${query}`);
    const told = await t.get(`flows?between=IRN,RUS&${query}`), sums = told.ways.map((way) => way.entries);
    const shown = await page.locator(".two .note a").allInnerTexts();
    t.check(`flows takes ${name}`, (sums[0] + sums[1] === 0 ? (await page.locator(".empty").count()) === 1 : shown.every((text, i) => parseInt(text, 10) === sums[i])) && asked.every((url) => url.searchParams.get(name) === value), [shown, sums, asked.map(String)]);
  }
  t.check("most filters leave something in most views", some > 50, some);
  await page.done("every filter");
}

async function network(t) {
  const page = await t.page();
  await page.at("?view=network");
  const told = await t.get("network?limit=150");
  t.check("network: a node a party", (await page.locator(".node").count()) === told.nodes.length);
  t.check("network: and a row", (await page.locator(".side tbody tr").count()) === told.nodes.length);
  const places = () => page.locator(".node").evaluateAll((nodes) => nodes.map((node) => node.getAttribute("cx")).join());
  const before = await places();
  await page.reload();
  await settled(page);
  t.check("network: it is drawn the same again", before === (await places()));
  await page.locator(".side tbody button").first().click();
  await page.waitForURL(/node=/);
  await settled(page);
  const node = new URL(page.url()).searchParams.get("node");
  t.check("network: the ties of one", (await page.locator(".side tbody tr").count()) === told.edges.filter((edge) => edge.actor === node || edge.recipient === node).length, node);
  await page.locator(".side a", { hasText: "both ways" }).first().click();
  await page.waitForURL(/view=flows/);
  t.check("network: to the flows of two", page.url().includes("between="));
  await page.done("network");
}

async function map(t) {
  const page = await t.page();
  await page.at("?view=map");
  await page.locator(".land").first().waitFor();
  const told = await t.get("places?limit=2000");
  t.check("map: the world is drawn", (await page.locator(".land").count()) > 150);
  t.check("map: a spot a place", (await page.locator(".spot").count()) === told.items.length, told.items.length);
  const lands = (await t.get("facets?of=country&limit=200")).country, first = page.locator(`#land-${lands[0].value}`);
  t.check("map: a country tells how many", (await first.getAttribute("aria-label")).includes(String(lands[0].entries)), lands[0]);
  t.check("map: one country is reached by Tab", (await page.locator(".country[tabindex='0']").count()) === 1 && (await first.getAttribute("tabindex")) === "0");
  const country = async (code, name) => {
    await page.waitForURL(new RegExp("place=" + code));
    await settled(page);
    t.check(`map: a country is a filter, ${name}`, (await page.locator(`#land-${code}`).getAttribute("aria-pressed")) === "true" && (await page.locator(".spot").count()) === (await t.get(`places?limit=2000&place=${code}`)).items.length);
  };
  const middle = async (code) => page.locator("#land-" + code).evaluate((land) => { const box = land.getBoundingClientRect(); for (let y = box.top + 1; y < box.bottom; y += 2) for (let x = box.left + 1; x < box.right; x += 2) if (document.elementFromPoint(x, y) === land) return [x, y]; return [0, 0]; });
  await page.mouse.click(...(await middle("FRA")));
  await country("FRA", "by click");
  await page.mouse.click(...(await middle("FRA")));
  await page.waitForURL((url) => !url.search.includes("place="));
  await settled(page);
  t.check("map: and again is none", (await page.locator(".spot").count()) === told.items.length);
  await page.locator("#land-FRA").focus();
  await page.keyboard.press("ArrowLeft");
  t.check("map: an arrow key leads to the neighbour", (await page.evaluate(() => document.activeElement.id)) === "land-ESP", await page.evaluate(() => document.activeElement.id));
  await page.keyboard.press("ArrowRight");
  t.check("map: and back", (await page.evaluate(() => document.activeElement.id)) !== "land-ESP");
  await page.locator("#land-TUR").focus();
  await page.keyboard.press("Enter");
  await country("TUR", "by Enter");
  t.check("map: the country has the focus still", (await page.evaluate(() => document.activeElement.id)) === "land-TUR");
  await page.goBack();
  await settled(page);
  const name = told.items[0].name;
  await page.locator(".side tbody button").first().click();
  await page.waitForURL(/place=/);
  await settled(page);
  t.check("map: a place is a filter", new URL(page.url()).searchParams.get("place") === name);
  await page.locator("nav a", { hasText: "Entries" }).click();
  await settled(page);
  t.check("map: the filter holds in the other views", (await counted(page)) === (await t.get(`entries?limit=1&place=${encodeURIComponent(name)}`)).total, await title(page));
  await page.goBack();
  await page.getByLabel("Nearer").click();
  const box = await page.locator(".canvas svg").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 20, { steps: 4 });
  await page.mouse.up();
  t.check("map: to draw it along chooses nothing", new URL(page.url()).searchParams.get("place") === name, page.url());
  t.check("map: nearer", !(await page.locator(".canvas svg").getAttribute("viewBox")).endsWith("960 430"));
  await page.done("map");
}

async function timeline(t) {
  const page = await t.page();
  await page.at("?view=timeline");
  t.check("timeline: the days", (await page.locator(".days > li").count()) > 5);
  await page.locator(".lane").first().waitFor();
  await page.locator(".lane button").first().click();
  await page.waitForURL(/event=/);
  await settled(page);
  t.check("timeline: a category is a filter", (await page.locator(".days .category").allInnerTexts()).every((one) => one.startsWith(new URL(page.url()).searchParams.get("event"))));
  await page.done("timeline");
}

async function tryIt(t) {
  const page = await t.page(), before = (await t.get("stats")).documents;
  await page.at("?view=try");
  await page.getByRole("button", { name: "an example" }).click();
  await page.getByRole("button", { name: "Read it" }).click();
  await page.locator(".card").first().waitFor();
  t.check("try: events of the example", (await page.locator(".card").count()) >= 3);
  t.check("try: nothing is kept", (await t.get("stats")).documents === before);
  await page.locator(".card summary").first().click();
  await page.locator(".card pre", { hasText: "fired" }).first().waitFor();
  t.check("try: why", true);
  const html = "<!doctype html><html><head><title>Envoy in Bern</title></head><body><article><h1>Envoy in Bern</h1><p>Foreign Minister Ann Lee of Canada met President Juan Perez of Chile in Bern on Monday.</p><p>France condemned Mali on Tuesday.</p></article></body></html>";
  await page.locator("input[type=file]").setInputFiles({ name: "page.html", mimeType: "text/html", buffer: Buffer.from(html) });
  await page.waitForFunction(() => document.querySelector("textarea").value.includes("Envoy"));
  t.check("try: the day of the example is that of no other text", (await page.getByLabel("day of publication").inputValue()) === "");
  t.check("try: a page is taken as one", (await page.getByLabel("read as").inputValue()) === "text/html");
  await page.getByRole("button", { name: "Read it" }).click();
  await page.locator(".text", { hasText: "Ann Lee" }).first().waitFor();
  t.check("try: its story is read", !(await page.locator(".result").innerText()).includes("<p>"));
  for (const [what, kind] of [['{"text":"Chad met Togo."}\n{"text":"Fiji met Peru."}', "application/x-ndjson"], ['[{"text":"Chad met Togo."}]', "application/json"], ["{Chad} met Togo.", "text/plain"], ["<!doctype html><p>Chad met Togo.", "text/html"]]) {
    await page.getByLabel("Text", { exact: true }).fill(what);
    t.check(`try: what is pasted is taken for ${kind}`, (await page.getByLabel("read as").inputValue()) === kind, await page.getByLabel("read as").inputValue());
  }
  await page.locator("form.try").evaluate((form) => {
    const data = new DataTransfer();
    data.items.add(new File(['{"id":"j1","date":"2024-05-06","text":"Japan sanctioned Iran on Monday."}\n{"id":"j2","text":"Germany thanked Poland."}\n'], "two.jsonl"));
    form.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await page.waitForFunction(() => document.querySelector("textarea").value.includes("Japan"));
  await page.getByRole("button", { name: "Read it" }).click();
  await page.locator(".text", { hasText: "Germany" }).first().waitFor();
  t.check("try: two documents that were dropped", (await page.locator(".result article").count()) === 2);

  const other = await t.page();
  await other.at("");
  const shown = await counted(other);
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.locator(".result", { hasText: "kept" }).first().waitFor();
  t.check("try: kept", (await t.get("stats")).documents === before + 2);
  await other.locator(".news").waitFor();
  await other.locator(".news").click();
  await settled(other);
  t.check("live: the new entries are told of, and shown", (await counted(other)) > shown, await title(other));
  await other.done("live");
  await page.done("try");
}

async function accessibility(t, query, name) {
  for (const [scheme, width] of [["light", 1280], ["dark", 390]]) {
    const page = await t.page({ colorScheme: scheme, viewport: { width, height: 900 } }), asked = [];
    page.on("request", (request) => { asked.push(request.url()); });
    await page.at(query);
    t.check(`${name}, ${width}: nothing is asked twice`, new Set(asked).size === asked.length, asked.filter((url, i) => asked.indexOf(url) < i));
    await page.waitForTimeout(150);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}-${scheme}-${width}.png`, fullPage: false });
    await accessible(t, page, `${name}, ${scheme}, ${width}`);
    await fits(t, page, `${name}, ${width}`);
    await page.done(`${name}, ${scheme}`);
  }
}

export async function views(t) {
  const doc = (await t.get("documents?title=Kyiv")).items[0].number, entry = (await t.get("entries?status=disputed&sort=-sources&limit=1")).items[0].id;
  const queries = [["", "entries"], ["?view=timeline", "timeline"], ["?view=map", "map"], ["?view=flows", "pairs"], ["?view=flows&between=IRN,RUS", "flows"], ["?view=network", "network"],
    ["?view=claims", "claims"], [`?view=claims&entry=${entry}`, "board"], ["?view=reader", "articles"], [`?view=reader&doc=${doc}&at=V1`, "reader"], ["?view=try", "try"]];
  return [entries, reader, board, flows, everyFilter, network, map, timeline, tryIt, ...queries.map(([query, name]) => (one) => accessibility(one, query, name))];
}
