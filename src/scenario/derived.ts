/** What follows from a scenario. Nothing here checks one, so that whoever is given a scenario need not have its schema. */

import { fromMilliseconds } from "../clock/tick.ts";
import { PAGE_BYTES } from "../machine/layout.ts";
import { BITMAP_BYTES_PER_NOTE } from "../migration/note-writer.ts";
import type { MigrationSettings } from "../migration/settings.ts";
import type { Scenario } from "./scenario.ts";

const MIB = 1024 * 1024;

/** Bytes of guest RAM. */
export function ramBytesOf({ guest }: { readonly guest: Pick<Scenario["guest"], "ramMiB"> }): number {
  return guest.ramMiB * MIB;
}

/** Pages of guest RAM. */
export function pagesOf(scenario: { readonly guest: Pick<Scenario["guest"], "ramMiB"> }): number {
  return ramBytesOf(scenario) / PAGE_BYTES;
}

/** What source and destination must agree on. */
export function migrationSettingsOf(scenario: Scenario): MigrationSettings {
  const { migration, file, link } = scenario;
  return {
    strategy: migration.strategy,
    stopRule: migration.stopRule,
    pages: pagesOf(scenario),
    switchoverGoal: fromMilliseconds(migration.switchoverGoalMs),
    // Post-copy stuns at once unless the scenario asks for rounds before it.
    afterRounds: migration.afterRounds ?? (migration.strategy === "postCopy" ? 0 : null),
    maxRounds: migration.maxRounds,
    transmitToDirtyPercent: migration.transmitToDirtyPercent,
    pageOrder: migration.pageOrder,
    pagesPerSend: migration.pagesPerSend,
    pagesPerFault: migration.pagesPerFault,
    heartbeat: fromMilliseconds(migration.heartbeatMs),
    maxSwitchover: fromMilliseconds(migration.maxSwitchoverMs),
    queueBytes: Math.floor(link.queueKiB * 1024),
    fileSlots: file.chunks,
    pagesPerChunk: (file.chunkKiB * 1024) / PAGE_BYTES,
    bitmapBytesPerNote: BITMAP_BYTES_PER_NOTE,
    poll: fromMilliseconds(file.pollMs),
    // ESXi's `DiskOpsMaxRetries`.
    datastoreRetries: 20,
  };
}
