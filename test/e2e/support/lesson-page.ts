import { expect, type Locator, type Page } from "@playwright/test";
import type { Answer } from "../../../src/lessons/judge.ts";
import type { LessonKey } from "./lesson-key.ts";
import { goOnWithLongRuns } from "./long-runs.ts";

/** Longer than the runs of a lesson need on a slow machine, in milliseconds. */
export const PATIENCE = { timeout: 60_000 };

/** The most presses of Tab that lead from one thing to another. */
const MOST_TABS = 200;

/** A lesson as somebody has it who has no mouse: whatever is done here is done by keys. */
export class LessonPage {
  readonly page: Page;
  readonly rail: Locator;
  readonly prediction: Locator;

  constructor(page: Page) {
    this.page = page;
    goOnWithLongRuns(page);
    this.rail = page.getByRole("complementary", { name: "Lesson" });
    this.prediction = page.getByRole("group", { name: "Your prediction" });
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { name, level: 2 });
  }

  async open(id: string): Promise<void> {
    await this.page.goto(`./#lesson/${id}`);
    await expect(this.heading("Play first")).toBeFocused(PATIENCE);
  }

  /** Goes on with the Tab key until a button has the focus, and presses it. */
  async press(name: string): Promise<void> {
    await this.tabTo((text, tag) => tag === "BUTTON" && text === name);
    await this.page.keyboard.press("Enter");
  }

  async tabTo(isIt: (text: string, tag: string) => boolean): Promise<void> {
    const seen: string[] = [];
    for (let tabs = 0; tabs < MOST_TABS; tabs++) {
      const [text, tag] = await this.page.evaluate(() => {
        const at = document.activeElement as HTMLElement;
        return [(at.getAttribute("aria-label") ?? at.textContent ?? "").trim(), at.tagName] as const;
      });
      if (isIt(text, tag)) return;
      seen.push(`${tag} ${text}`.slice(0, 40));
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`The Tab key does not come there, but to ${seen.join(" | ")}`);
  }

  /** Says that nobody can begin a move: on a narrow screen the lab is out of the way meanwhile. */
  async expectNoMigration(): Promise<void> {
    const migrate = this.button("Migrate");
    if (await migrate.isVisible()) await expect(migrate).toHaveAttribute("aria-disabled", "true");
  }

  /** Says that words are seen in the rail, whatever is emphasised in them; what a term means is hidden beside it. */
  async expectSaid(words: string): Promise<void> {
    await expect.poll(async () => plain(await this.rail.innerText()), PATIENCE).toContain(plain(words));
  }

  /** Answers the question, from its heading on. */
  async answer(key: LessonKey, answer: Answer): Promise<void> {
    const { ask } = key;
    if (ask.kind === "number") await this.type("Your answer", String(answer));
    else if (ask.kind === "choice")
      await this.choose(ask.options.map(({ id }) => id).indexOf(answer as string));
    else if (ask.kind === "rank") await this.#order(key, answer as readonly string[]);
    else if (ask.kind === "matrix") await this.#fill(key, answer as Readonly<Record<string, string>>);
    else
      for (const [index, value] of (answer as readonly number[]).entries())
        await this.type(`Point ${index + 1}`, String(Math.round(value)));
  }

  /** The option of a group of which none is chosen yet. */
  async choose(index: number): Promise<void> {
    await this.tabTo((_, tag) => tag === "INPUT");
    await this.page.keyboard.press("Space");
    for (let option = 0; option < index; option++) await this.page.keyboard.press("ArrowDown");
  }

  /** Types into the field of a name, in the place of what is there. */
  async type(label: string, text: string): Promise<void> {
    const field = this.rail.getByRole("spinbutton", { name: label, exact: true });
    await this.tabTo((_, tag) => tag === "INPUT");
    while (!(await field.evaluate((element) => element === document.activeElement)))
      await this.page.keyboard.press("Tab");
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.type(text);
  }

  async #order(key: LessonKey, order: readonly string[]): Promise<void> {
    const now = key.ask.kind === "rank" ? key.ask.options.map(({ id }) => id) : [];
    for (const [place, id] of order.entries())
      for (let at = now.indexOf(id); at > place; at--) {
        await this.press(`Move ${key.said(`ask.${id}`)} up`);
        now.splice(at - 1, 2, id, now[at - 1]!);
      }
  }

  /** A choice is made by its first letters. */
  async #fill(key: LessonKey, cells: Readonly<Record<string, string>>): Promise<void> {
    if (key.ask.kind !== "matrix") return;
    for (const row of key.ask.rows)
      for (const column of key.ask.columns) {
        const name = `${row.id} ${column.id}`;
        const label = `${key.said(`ask.${row.id}`)}, ${key.said(`ask.${column.id}`)}`;
        await this.tabTo((text, tag) => tag === "SELECT" && text === label);
        await this.page.keyboard.type(key.said(`ask.${cells[name]}`));
      }
  }

  /** Locks the answer in, lets the run come to its end, and says what was seen. */
  async runAndObserve(key: LessonKey, saw: string): Promise<void> {
    await this.press("Lock in");
    await expect(this.button("Run it")).toBeVisible(PATIENCE);
    await this.press("Run it");
    await this.press("To the end");
    await expect(this.heading("What did you see?")).toBeFocused(PATIENCE);
    await expect(this.page.getByRole("group", { name: "What did you see?" })).toBeVisible(PATIENCE);
    if (key.ask.kind === "choice") await this.expectSaid(key.said(`ask.${key.right}`));
    await this.choose(await this.#placeOf(key, saw));
    await this.press("Continue");
  }

  async #placeOf(key: LessonKey, saw: string): Promise<number> {
    const texts = await this.rail
      .getByRole("radio")
      .evaluateAll((radios) => radios.map((radio) => radio.closest("label")?.textContent ?? ""));
    return texts.findIndex((text) => plain(text) === plain(key.said(`observe.${saw}`)));
  }
}

/** Words without what only lays them out. */
export function plain(words: string): string {
  return words.replaceAll(/\s+/g, "");
}
