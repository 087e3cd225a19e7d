import { expect, type Page, test } from "@playwright/test";
import { LabPage } from "./support/lab-page.ts";

/** The numbers that the page shows at one moment, as they are read in the document. */
interface Shown {
  readonly floor: readonly number[];
  readonly total: number;
  readonly source: Readonly<Record<string, number>>;
  readonly destination: Readonly<Record<string, number>>;
  readonly plate: number | null;
  readonly leftToSend: number | null;
}

/** Reads them in one turn of the page, so that no frame comes in between. */
function read(page: Page): Promise<Shown> {
  return page.evaluate(() => {
    const parse = (text: string | null | undefined) => Number((text ?? "").replaceAll(",", ""));
    const tally = (host: string) =>
      Object.fromEntries(
        [...document.querySelectorAll(`[aria-label="Pages on ${host}"] li`)].map((row) => [
          row.querySelector("span:nth-of-type(2)")?.textContent?.trim() ?? "",
          parse(row.querySelector("b")?.textContent),
        ]),
      );
    const floor = document.querySelector("[aria-label='Where the pages are']");
    const owes = /owes ([\d,]+)/.exec(document.querySelector("article.west .plate")?.textContent ?? "");
    const left = /left to send\s*([\d,]+)/.exec(
      document.querySelector("[aria-label=Tape]")?.textContent ?? "",
    );
    return {
      floor: [...(floor?.querySelectorAll("b") ?? [])].map((each) => parse(each.textContent)),
      total: parse(/= ([\d,]+) pages/.exec(floor?.textContent ?? "")?.[1]),
      source: tally("West"),
      destination: tally("East"),
      plate: owes ? parse(owes[1]) : null,
      leftToSend: left ? parse(left[1]) : null,
    };
  });
}

/** Where two of the numbers contradict each other. */
function contradictions({ floor, total, source, destination, plate, leftToSend }: Shown): string[] {
  const [owed = 0, onLink = 0, inFile = 0, arrived = 0] = floor;
  const pairs: [string, number, number][] = [
    ["sum", owed + onLink + inFile + arrived, total],
    ["owed at the source", source.owed ?? owed, owed],
    ["on the link, source", source["on the link"] ?? onLink, onLink],
    ["on the link, destination", destination["on the link"] ?? onLink, onLink],
    ["in the mailbox, source", source["in the file"] ?? inFile, inFile],
    ["arrived, source", source.arrived ?? arrived, arrived],
    ["plate", plate ?? owed, owed],
    ["tape", leftToSend ?? owed, owed],
  ];
  return pairs.filter(([, one, other]) => one !== other).map((pair) => pair.join(" "));
}

test("the numbers of the page agree while a run is cut and comes to its end", async ({ page }) => {
  const lab = new LabPage(page);
  await page.goto("./");
  await page.getByRole("button", { name: "Migrate" }).click();
  const phase = page.locator("[aria-current=step]");
  const found: string[] = [];
  /** Numbers that were there to be compared with the sum, at one look or another. */
  const seen = new Set<string>();
  const places = new Set<string>();
  let isCut = false;
  for (let look = 0; look < 400; look++) {
    const shown = await read(page);
    const now = (await phase.textContent()) ?? "";
    places.add(now.trim().split(/[\s,:]/)[0]!);
    if (shown.floor.length === 4 && !now.includes("finish")) found.push(...contradictions(shown));
    for (const label of Object.keys(shown.source)) seen.add(`West: ${label}`);
    for (const label of Object.keys(shown.destination)) seen.add(`East: ${label}`);
    if (shown.plate !== null) seen.add("plate");
    if (shown.leftToSend !== null) seen.add("tape");
    if (now.includes("page-in") && !isCut) {
      isCut = true;
      await page.getByRole("button", { name: "Cut link" }).click();
    }
    if (now.includes("finish")) break;
    await lab.frames(6);
  }
  expect(found).toEqual([]);
  const wanted = [
    "West: owed",
    "West: on the link",
    "West: in the file",
    "West: arrived",
    "East: on the link",
  ];
  expect([...seen]).toEqual(expect.arrayContaining([...wanted, "plate", "tape"]));
  expect([...places]).toEqual(expect.arrayContaining(["pre-copy", "page-in"]));
});
