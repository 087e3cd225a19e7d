import { expect, type Locator, type Page } from "@playwright/test";
import { differenceOf } from "./same-picture.ts";

interface Sight {
  readonly screenshot: Buffer;
  readonly canvases: string[];
  readonly words: string;
}

/** A lesson as a room sees it. */
export class WallPage {
  readonly page: Page;
  readonly wall: Locator;

  constructor(page: Page) {
    this.page = page;
    this.wall = page.locator("main.wall");
  }

  async open(place: string): Promise<void> {
    await this.page.goto(`./#present/${place}`);
    await this.isThere();
  }

  /** Waits until the slide that is wanted is the one that is seen. */
  async isThere(): Promise<void> {
    await expect(this.wall).toHaveAttribute("aria-busy", "false", { timeout: 60_000 });
    await expect(this.wall).toHaveAttribute("data-slide", /./);
    await expect(this.wall.getByText(/^(The answers are computed|Die Antworten werden)/)).toHaveCount(0, {
      timeout: 60_000,
    });
    await this.page.evaluate(() => document.fonts.ready);
    // What was asked for is drawn with the picture after the next one.
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }

  /** The address of the slide that is seen, as it is kept. */
  hash(): Promise<string> {
    return this.page.evaluate(() => location.hash);
  }

  /** All that is seen: the screenshot, the pixels that the lab draws, and what is read aloud. */
  async sight(): Promise<Sight> {
    const canvases = await this.wall
      .locator("canvas:visible")
      .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));
    return { screenshot: await this.page.screenshot(), canvases, words: await this.wall.ariaSnapshot() };
  }

  /** Says that the wall looks as it did. */
  async expectSight(before: Sight): Promise<void> {
    const { screenshot, canvases, words } = await this.sight();
    expect(words).toBe(before.words);
    expect(canvases).toEqual(before.canvases);
    const { share, most } = await differenceOf(this.page, before.screenshot, screenshot);
    expect(most).toBeLessThan(96);
    expect(share).toBeLessThan(0.001);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
    await this.isThere();
  }

  /** Goes on to the last slide by the clicker, and calls back at each, the first one too. */
  async forwards(seen: (hash: string) => Promise<void>): Promise<void> {
    for (let before = ""; before !== (await this.hash()); ) {
      before = await this.hash();
      await seen(before);
      await this.press("PageDown");
    }
  }
}
