// A ledger of texts that would be more than texts: everything in them is shown, nothing of it happens.
import { accessible, fits, settled } from "./harness.mjs";

async function shown(t, query, name, width) {
  const page = await t.page({ viewport: { width, height: 900 } });
  await page.at(query);
  const found = await page.evaluate(() => ({
    scripts: document.querySelectorAll("script:not([src^='/assets/'])").length + document.querySelectorAll("main img, main iframe, main object, main b b").length,
    bad: [...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href")).filter((at) => !/^(\/|#|https?:)/.test(at)), pwned: window.pwned,
  }));
  t.check(`${name}, ${width}: no markup of a text became markup`, found.scripts === 0 && found.bad.length === 0 && found.pwned === undefined, found);
  await fits(t, page, `${name} of the hostile ledger, ${width}`);
  await page.done(`${name} of the hostile ledger`);
}

async function words(t) {
  const page = await t.page(), docs = (await t.get("documents?limit=200")).items, one = docs.find((doc) => doc.document === "hostile-1");
  await page.at(`?view=reader&doc=${one.number}`);
  const text = (await page.locator(".text").allTextContents()).join("\n");
  for (const what of ["<script>window.pwned=1</script>", "<img src=x onerror=\"window.pwned=2\">", "long".repeat(2500), "\u0634\u0646\u062a", "&amp;lt;"]) t.check("shown as text: " + what.slice(0, 30), text.includes(what), text.slice(0, 300));
  t.check("paragraphs keep their writing direction to themselves", (await page.locator(".text:not([dir=auto])").count()) === 0);
  t.check("a title is text", (await page.locator("#title").innerText()).includes("<b>"));
  await accessible(t, page, "hostile article");
  await page.at("?view=try");
  await page.getByLabel("Text", { exact: true }).fill("France attacked Mali on Monday, <script>window.pwned=3</script> officials said.\n\n" + "\u202eGermany denied it.\u202c \u0007\u001b[31m" + "x".repeat(10000));
  await page.getByRole("button", { name: "Read it" }).click();
  await page.locator(".text").first().waitFor();
  t.check("try: it is text there too", (await page.locator(".text").first().textContent()).includes("<script>window.pwned=3</script>"));
  await fits(t, page, "try with a word of 10,000 letters");
  t.check("nothing has happened", (await page.evaluate(() => window.pwned)) === undefined);
  await page.done("hostile article");
}

async function search(t) {
  const page = await t.page();
  await page.at("");
  await page.locator("#search").fill("\"><script>window.pwned=4</script>");
  await page.locator("#search").press("Enter");
  await page.waitForURL(/text=/);
  await settled(page);
  t.check("what is searched for is text", (await page.locator(".pills").innerText()).includes("<script>") && (await page.evaluate(() => window.pwned)) === undefined);
  await page.done("hostile search");
}

export async function hostile(t) {
  const doc = (await t.get("documents?limit=200")).items.find((one) => one.document === "hostile-1").number, entry = (await t.get("entries?limit=1&source=onerror")).items[0]?.id ?? 1;
  const queries = [["", "entries"], ["?view=timeline", "timeline"], ["?view=map", "map"], ["?view=network", "network"], ["?view=claims", "claims"], [`?view=claims&entry=${entry}`, "board"], ["?view=reader", "articles"], [`?view=reader&doc=${doc}`, "reader"]];
  return [words, search, ...queries.flatMap(([query, name]) => [1280, 390].map((width) => (one) => shown(one, query, name, width)))];
}
