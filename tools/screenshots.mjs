// usage: node tools/screenshots.mjs ADDRESS FOLDER: the pictures of README.md, of `dateline serve` on the ledger of the examples.
import { open } from "../tests/page/harness.mjs";

const [address, folder] = process.argv.slice(2);
const t = await open(address.replace(/\/$/, ""));
const doc = (await t.get("documents?title=Kyiv")).items[0].number, entry = (await t.get("entries?status=disputed&sort=-sources&limit=1")).items[0].id;
for (const [name, query, height] of [["entries", "?since=2018-01-01", 640], ["reader", `?view=reader&doc=${doc}&at=V1`, 560], ["claims", `?view=claims&entry=${entry}`, 640]]) {
  const page = await t.page({ viewport: { width: 1100, height } });
  await page.at(query);
  await page.screenshot({ path: `${folder}/${name}.png` });
}
await t.browser.close();
