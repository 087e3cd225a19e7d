import { expect, test } from "@playwright/test";
import { decodeChunk } from "../../src/datastore/chunk.ts";
import { decodeNote } from "../../src/datastore/note.ts";
import type { DatabaseContents } from "./support/lab-database.ts";
import { LabPage } from "./support/lab-page.ts";

/** Checks with the formats' own decoders that pages go forward and notes go back. */
function expectTraffic({ shape, forward, back }: DatabaseContents): void {
  expect(shape).not.toBeNull();
  const chunks = forward.map((bytes) => decodeChunk(bytes, shape!.epoch));
  const notes = back.map((bytes) => decodeNote(bytes, shape!.epoch));
  for (const read of [...chunks, ...notes]) expect(read).not.toHaveProperty("refused");
  for (const bytes of forward) expect(bytes.subarray(0, 4).toString()).toBe("QRC1");
  for (const bytes of back) expect(bytes.subarray(0, 4).toString()).toBe("QRN1");
  const pages = chunks.flatMap((chunk) => ("pages" in chunk ? chunk.pages : []));
  expect(pages.length).toBeGreaterThan(0);
  expect(pages.some(({ bytes }) => bytes?.some((byte) => byte !== 0))).toBe(true);
  expect(notes.length).toBeGreaterThan(0);
}

test("a newcomer moves the guest, cuts the cable and gets the guest back whole", async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const firstView = await lab.view();
  await lab.isAlive("West");

  await lab.migrate.click();
  await lab.reaches("pre-copy");
  const arrived = page.getByRole("region", { name: "Where the pages are" }).getByText(/arrived/);
  await expect(arrived).not.toContainText(/^\+?\s*0 arrived/);

  await lab.reaches("page-in");
  await lab.cutLink.click();
  await expect(page.getByText(/^cut at [\d.]+ s$/)).toBeVisible();
  const mailbox = page.getByRole("img", { name: /holes:/ });
  await expect(mailbox).toHaveAccessibleName(/[1-9]\d* full/, { timeout: 30_000 });
  // The first note may be written after the first chunk.
  let contents = await lab.database();
  await expect
    .poll(async () => {
      contents = await lab.database();
      return contents.forward.length > 0 && contents.back.length > 0;
    })
    .toBe(true);
  await lab.pause();
  expect(contents.owner).toEqual({ owner: "East", epoch: 2 });
  expectTraffic(contents);

  await lab.play();
  await lab.endsIdentical();
  await expect(lab.spoken).toContainText(/identical/i);
  await expect(page.getByText("recovered").first()).toBeVisible();
  const { link, file } = await lab.carried();
  expect(link).toBeGreaterThan(0);
  expect(file).toBeGreaterThan(0);
  await lab.isAlive("East");

  await lab.healLink.click();
  await expect(lab.healLink).toHaveAttribute("aria-disabled", "true");
  await lab.reset.click();
  // The run is gone, but can be brought back; all else is as it was.
  const undo = page.getByRole("button", { name: "Undo", exact: true });
  await expect(undo).toBeVisible();
  await expect.poll(() => lab.viewButUndo()).toBe(firstView);
  await lab.isAlive("West");
});
