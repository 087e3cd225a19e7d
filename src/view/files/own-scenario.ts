import type { Experiment } from "../../experiment/experiment.ts";
import { FileError } from "../../experiment/run-file.ts";
import { filesOf, validate } from "../../experiment/validate.ts";
import { t } from "../../language/words.ts";
import { BadScenarioError } from "../../scenario/bad-scenario.ts";
import { checkedScenario } from "../../scenario/fields/change.ts";
import { withValueAt } from "../../scenario/fields/values.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { named } from "../../text/quote.ts";
import type { NamedFile } from "./own-guest.ts";

/**
 * The run of a scenario that came as a file of this name, with the files that it names beside it. Throws a
 * {@link FileError} that says which field is wrong, or which file is missing or one too many.
 */
export function ownScenario(name: string, content: unknown, others: readonly NamedFile[]): Experiment {
  const files = new Map(others.map(({ name: each, bytes }) => [each, bytes]));
  try {
    const scenario = besideIts(files, checkedScenario(content));
    return { ...validate({ scenario, actions: [], moment: null }, [...files.keys()]), files };
  } catch (error) {
    if (!(error instanceof BadScenarioError)) throw error;
    throw new FileError(
      `${t`The scenario in ${named(name)} cannot be opened: ${error.message}`} ${missing(content)}`.trimEnd(),
    );
  }
}

/** A scenario whose files came with it, by their own names: paths are from where the scenario lay, and it lies nowhere now. */
function besideIts(files: ReadonlyMap<string, Uint8Array>, scenario: Scenario): Scenario {
  return filesOf(scenario).reduce((next, { field, name }) => {
    const own = name.slice(name.lastIndexOf("/") + 1);
    return files.has(own) ? withValueAt(next, field, own) : next;
  }, scenario);
}

/** What to do about a guest whose file is elsewhere. */
function missing(content: unknown): string {
  const guest = (content as { guest?: { image?: unknown; kernel?: unknown } }).guest;
  const isOwn = guest?.image !== undefined || guest?.kernel !== undefined;
  return isOwn ? t`Drop the guest's files together with the scenario.` : "";
}
