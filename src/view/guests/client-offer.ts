import type { Frame } from "../../report/frame.ts";
import { programOf } from "../../scenario/dirty-rate.ts";
import type { Scenario } from "../../scenario/scenario.ts";

/** As many requests a second as the lab's own server gets. */
export const OFFERED_PER_SECOND = 30;

/**
 * Whether a client can be put beside the guest: there is none and none is on its way, the guest may answer one, and it has not left, so that it can
 * start again with it. What an image of one's own or a Linux does with its mailbox nobody knows.
 */
export function offersClient({ phase, client }: Frame, scenario: Scenario | null): boolean {
  if (!scenario || phase !== null || client !== null || scenario.client.requestsPerSecond > 0) return false;
  return programOf(scenario.guest)?.takesRequests ?? true;
}

/** The scenario with a client that sends requests. */
export function withClient(scenario: Scenario): Scenario {
  return { ...scenario, client: { ...scenario.client, requestsPerSecond: OFFERED_PER_SECOND } };
}
