import { expect, type Locator, type Page } from "@playwright/test";
import type { Place } from "../../../src/place/place.ts";
import { runTo, type Place as Stop } from "../../support/run-to.ts";
import { type DatabaseContents, readLabDatabase } from "./lab-database.ts";
import { goOnWithLongRuns } from "./long-runs.ts";

/** The lab as a visitor has it: what can be pressed, read and seen. */
export class LabPage {
  readonly page: Page;
  readonly migrate: Locator;
  readonly cancel: Locator;
  readonly cutLink: Locator;
  readonly healLink: Locator;
  readonly restart: Locator;
  readonly stopDatastore: Locator;
  readonly startDatastore: Locator;
  readonly reset: Locator;
  readonly sentence: Locator;
  readonly spoken: Locator;
  readonly seal: Locator;
  readonly lostSeal: Locator;

  constructor(page: Page) {
    const button = (name: string) => page.getByRole("button", { name, exact: true });
    this.page = page;
    goOnWithLongRuns(page);
    this.migrate = button("Migrate");
    this.cancel = button("Cancel");
    this.cutLink = button("Cut link");
    this.healLink = button("Heal link");
    this.restart = button("HA restart");
    this.stopDatastore = button("Stop the datastore");
    this.startDatastore = button("Start the datastore");
    this.reset = button("Reset");
    this.sentence = page.locator("main [data-kind]");
    this.spoken = page.locator('main > [aria-live="polite"]');
    this.seal = page.getByRole("img", { name: /^Seal: identical/ });
    this.lostSeal = page.getByRole("img", { name: /^Seal: lost/ });
  }

  crash(host: "source" | "destination"): Locator {
    return this.page.getByRole("button", {
      name: `Crash ${host === "source" ? "West" : "East"}`,
      exact: true,
    });
  }

  /** Opens the lab and waits until the guest is there. */
  async open(): Promise<void> {
    await this.page.goto("./");
    await this.isThere();
  }

  /** The guest has been started and its picture is drawn. */
  async isThere(): Promise<void> {
    await expect(this.screen("West")).toHaveAccessibleName(/picture/);
  }

  screen(host: Place): Locator {
    const name = new RegExp(`^Guest screen on ${host}`);
    return this.page.getByRole("img", { name });
  }

  /** The pixels of the guest's screen, as text to compare. */
  picture(host: Place): Promise<string> {
    return this.screen(host)
      .locator("canvas")
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  }

  /** The pixels of both screens and both page maps. */
  canvases(): Promise<string[]> {
    return this.page
      .locator("canvas")
      .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
  }

  /** Waits until the guest's picture at a host is another than now. */
  async isAlive(host: Place): Promise<void> {
    const before = await this.picture(host);
    await expect.poll(() => this.picture(host)).not.toBe(before);
  }

  /** Waits until a phase of the migration is under way or over. */
  async reaches(phase: string): Promise<void> {
    const mark = this.page
      .getByRole("list", { name: "Phases of the migration" })
      .locator("[aria-current=step]");
    await expect(mark).toContainText(phase, { timeout: 60_000 });
  }

  /** Lets the run go on to a place without drawing what lies between, and stands still there. */
  runTo(place: Stop): Promise<void> {
    return runTo(this.page, place);
  }

  /** Presses Migrate, and waits until the migration has begun: from then on time runs. */
  async begin(): Promise<void> {
    await this.migrate.click();
    const begun = this.migrate.and(this.page.locator("[aria-disabled=true]"));
    await expect(this.cancel.or(begun)).toBeVisible();
  }

  /** Begins the migration and stands still in page-in, where the guest waits for a page for the first time. */
  async migrateToFirstFault(): Promise<void> {
    await this.begin();
    await this.runTo("page fault");
    await this.reaches("page-in");
    await this.standsStill();
  }

  /** Waits for the seal at the end of a migration. */
  async endsIdentical(): Promise<void> {
    await expect(this.seal).toBeVisible({ timeout: 60_000 });
  }

  async pause(): Promise<void> {
    await this.page.getByRole("button", { name: "Pause", exact: true }).click();
    await this.standsStill();
  }

  /** Waits until time stands still: the button says so when what was under way is shown. */
  async standsStill(): Promise<void> {
    await expect(this.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  }

  play(): Promise<void> {
    return this.page.getByRole("button", { name: "Play", exact: true }).click();
  }

  /** Virtual seconds. */
  async now(): Promise<number> {
    const figures = this.page.getByTitle("Time inside the lab, not of the wall clock");
    // Only who expects something answers whether a long run is to go on, and some poll this.
    await expect(figures).toBeAttached();
    return Number.parseFloat((await figures.textContent()) ?? "");
  }

  /** Waits until so many virtual seconds have gone by since a moment. */
  async goesOn(seconds: number, since: number): Promise<void> {
    await expect.poll(() => this.now()).toBeGreaterThanOrEqual(since + seconds);
  }

  /** Waits until the browser has drawn so many pictures: in none of them time stands still by chance. */
  async frames(count: number): Promise<void> {
    await this.page.evaluate(async (wanted) => {
      for (let frame = 0; frame < wanted; frame++) await new Promise(requestAnimationFrame);
    }, count);
  }

  /** The fastest playback that the learner can choose. */
  async hurry(): Promise<void> {
    await this.page.getByRole("slider", { name: "Speed" }).fill("100");
  }

  async chooseStrategy(name: string): Promise<void> {
    await this.beginsAnew(() => this.page.getByRole("combobox", { name: "Strategy" }).selectOption(name));
  }

  /**
   * Does what makes the run begin anew, and waits for it. Where that takes long a dialog tells of it, which may come between
   * the two halves of a click that does not wait.
   */
  async beginsAnew(act: () => Promise<unknown>): Promise<void> {
    const former = this.page.workers();
    await act();
    await expect.poll(() => this.page.workers().some((worker) => former.includes(worker))).toBe(false);
    await this.isThere();
  }

  /** All that can be read, but the figure of the running time. */
  async view(): Promise<string> {
    const text = await this.page.locator("main").ariaSnapshot();
    return text.replaceAll(/\d+\.\d{3} s/g, "… s");
  }

  /** {@link view} without the offer to bring back the run that Reset took away. */
  async viewButUndo(): Promise<string> {
    return (await this.view()).replace(/^ *- button "Undo".*\n/m, "");
  }

  /** Mebibytes that each path has carried, from the numbers that a run is judged by. */
  async carried(): Promise<{ link: number; file: number }> {
    const text = await this.page.getByText(/[\d.]+ link, [\d.]+ file/).textContent();
    const [link, file] = text!.match(/[\d.]+(?= (?:link|file))/g)!.map(Number);
    return { link: link!, file: file! };
  }

  /** What really lies in the storage of this page's lab. */
  database(): Promise<DatabaseContents> {
    return readLabDatabase(this.page);
  }
}
