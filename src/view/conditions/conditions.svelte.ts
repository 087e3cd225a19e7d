import { filesOf, validate } from "../../experiment/validate.ts";
import type { Lab } from "../../lab/lab.svelte.ts";
import { plural, t } from "../../language/words.ts";
import type { Action } from "../../scenario/action.ts";
import type { Conditions as World } from "../../scenario/conditions.ts";
import { changed } from "../../scenario/fields/change.ts";
import { heldAt } from "../../scenario/fields/limits.ts";
import { fieldAt } from "../../scenario/fields/table.ts";
import { wordsFor } from "../../scenario/fields/text.ts";
import { differencesOf, type Value } from "../../scenario/fields/values.ts";
import { isLive } from "../../scenario/fields/world.ts";
import type { Scenario } from "../../scenario/scenario.ts";

/** Real time in milliseconds between two deeds while a thumb is dragged. */
const DRAG_MS = 100;

/** What differs between two scenarios, short enough for a button: "with 8 MiB", "with 3 changes". */
export function changesInWords(from: Scenario, to: Scenario): string {
  const paths = differencesOf(from, to);
  if (paths.length !== 1)
    return plural(paths.length, { one: `with 1 change`, other: `with ${paths.length} changes` });
  try {
    const field = fieldAt(paths[0]!);
    const words = wordsFor(field, heldAt(field.path, to));
    return /\d/.test(words) && field.unit ? t`with ${words}` : t`with ${field.label}: ${words}`;
  } catch {
    // A list, such as faults, has no field.
    return t`with a change`;
  }
}

/** The deed that gives a field of the world another value, beside what others of its path are. */
export function deedFor(values: ReadonlyMap<string, number>, { link, datastore }: World): Action[] {
  const deeds: Action[] = [];
  const given = (path: string, now: number) => values.get(path) ?? now;
  const has = (prefix: string) => [...values.keys()].some((path) => path.startsWith(prefix));
  if (has("link."))
    deeds.push({
      kind: "slowLink",
      bandwidthMiBps: given("link.bandwidthMiBps", link.bandwidthMiBps),
      latencyMs: given("link.latencyMs", link.latencyMs),
      loss: given("link.loss", link.loss),
    });
  if (has("datastore."))
    deeds.push({
      kind: "slowDatastore",
      bandwidthMiBps: given("datastore.bandwidthMiBps", datastore.bandwidthMiBps),
      latencyMs: given("datastore.latencyMs", datastore.latencyMs),
    });
  const rate = values.get("guest.settings.dirtyPagesPerSecond");
  if (rate !== undefined) deeds.push({ kind: "setDirtyRate", pagesPerSecond: rate });
  return deeds;
}

/** The conditions of a lab as they are shown and changed. */
export class Conditions {
  readonly #lab: Lab;
  /** What was asked of the world and is not done yet, by field. */
  #asked = $state.raw<ReadonlyMap<string, number>>(new Map());
  #lastDeed = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(lab: Lab) {
    this.#lab = lab;
    lab.describeChanges = changesInWords;
  }

  /** A migration has begun, so that only what may change in a running world changes at once. */
  get isUnderWay(): boolean {
    return this.#lab.isUnderWay;
  }

  /** What holds, with what waits for Reset; null before the first run. */
  get shown(): Scenario | null {
    const { held } = this.#lab;
    if (!held || this.#asked.size === 0) return held;
    return [...this.#asked].reduce((scenario, [path, value]) => changed(scenario, path, value), held);
  }

  /** What a run under way has become, whatever waits for Reset; before one, what it will begin with. */
  get world(): Scenario | null {
    const { scenario } = this.#lab;
    if (!this.isUnderWay || !scenario) return this.shown;
    const live = [...this.#asked].reduce(
      (held, [path, value]) => changed(held, path, value),
      this.#lab.world ?? scenario,
    );
    return live;
  }

  /** What a field was before it was changed, where it waits for Reset; undefined where it does not wait. */
  before(path: string): Value {
    const { scenario } = this.#lab;
    const { wanted } = this.#lab.wishes;
    if (!this.isUnderWay || isLive(path) || !scenario || !wanted) return undefined;
    const [before, after] = [heldAt(path, scenario), heldAt(path, wanted)];
    return before === after ? undefined : (before ?? null);
  }

  /** Whether a change of a field begins the guest again, and after Migrate waits for Reset. */
  isAtOnce(path: string): boolean {
    return isLive(path);
  }

  /** The value to which a field goes back. */
  standard(path: string): Value {
    const { base } = this.#lab.wishes;
    return base ? heldAt(path, base) : undefined;
  }

  /**
   * Gives a field another value, whether the run is there already or still on its way. Throws a {@link BadScenarioError}
   * where it does not go with the others.
   */
  set(path: string, value: Value): void {
    const { shown } = this;
    if (!shown || heldAt(path, shown) === value) return;
    if (this.isUnderWay && isLive(path) && typeof value === "number") return this.#ask(path, value);
    this.#requireFiles(changed(this.#lab.wishes.wanted ?? shown, path, value));
    this.#lab.want((wanted) => changed(wanted, path, value));
  }

  /** A whole scenario in the place of the present one. Throws a {@link BadScenarioError} for a file that is not there. */
  setAll(scenario: Scenario): void {
    this.#requireFiles(scenario);
    this.#lab.want(() => scenario);
  }

  /** A guest's files came with the run, or lie in the lab's own folder. */
  #requireFiles(scenario: Scenario): void {
    const own = [...(this.#lab.files?.keys() ?? [])];
    const named = filesOf(scenario).map(({ name }) => name);
    validate(
      { scenario, actions: [], moment: null },
      own.filter((name) => named.includes(name)),
    );
  }

  #ask(path: string, value: number): void {
    this.#asked = new Map([...this.#asked, [path, value]]);
    this.#timer ??= setTimeout(() => void this.#do(), this.#lastDeed + DRAG_MS - performance.now());
  }

  /** Does what was asked of late, and forgets it once the frame shows it. */
  async #do(): Promise<void> {
    this.#timer = null;
    this.#lastDeed = performance.now();
    if (this.#lab.entrance && this.isUnderWay) return this.#lab.afterwards(() => this.#do());
    // A run that is left takes what was asked of it along.
    const asked = this.isUnderWay ? this.#asked : new Map<string, number>();
    for (const deed of deedFor(asked, this.#lab.frame.conditions)) await this.#lab.act(deed);
    const later = [...this.#asked].filter(([path, value]) => asked.get(path) !== value);
    this.#asked = new Map(this.isUnderWay ? later : []);
  }
}
