import { fetchOwn } from "../browser/own-files.ts";
import { t } from "../language/words.ts";
import { parseScenario, type Scenario } from "../scenario/scenario.ts";

/** Loads a scenario by its address beside the page. */
export type LoadScenario = (file: string) => Promise<Scenario>;

/** Loads scenarios that lie beside the page at `base`. Rejects with the reason where one does not. */
export function scenariosBeside(base: string): LoadScenario {
  return async (file) => {
    const answer = await fetchOwn(new URL(file, base)).catch(() => null);
    if (!answer?.ok)
      throw new Error(
        t`The scenario ${file} could not be loaded (${answer ? t`status ${answer.status}` : t`no network`}).`,
      );
    return parseScenario(await answer.json());
  };
}
