import type { ClientSettings } from "../../client/client.ts";
import { KEYVALUE } from "../../guests/programs.ts";
import { wordsOf } from "../../scenario/guest-files.ts";
import type { Scenario } from "../../scenario/scenario.ts";

/** The keys that the client asks a guest for of which the lab does not know how many it has. */
const KEYS_OF_OTHERS = 1024;

/**
 * What the client of a scenario must know. Only the key-value guest's answers can be checked, so only there it is
 * known how large a value is.
 */
export function clientSettingsOf({ client, guest }: Scenario): ClientSettings {
  const { requestsPerSecond, latencyMs, lateMs, rarp } = client;
  const settings = { requestsPerSecond, latencyMs, lateMs, rarp };
  if (guest.program !== KEYVALUE.name) return { ...settings, keys: KEYS_OF_OTHERS, valueBytes: null };
  const [valueBytes, keys] = wordsOf(KEYVALUE, guest) as [number, number];
  return { ...settings, keys, valueBytes };
}
