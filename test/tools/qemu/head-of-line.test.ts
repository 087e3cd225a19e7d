import { describe, expect, it } from "vitest";
import { runToEnd } from "../../../src/report/run-to-end.ts";
import { openLab } from "../../support/lab.ts";

const BANDWIDTH_MIB = 32;
const LATENCY_MS = 1;
const PAGE_MS = (4104 / (BANDWIDTH_MIB * 2 ** 20)) * 1000;

/** Post-copy of a guest whose next page is never the one that comes next. */
async function postCopy(queueKiB: number, urgentChannel: boolean) {
  const lab = await openLab({
    version: 1,
    guest: {
      program: "dirty",
      ramMiB: 16,
      settings: { workingSetPages: 4080, dirtyPagesPerSecond: 16_384 },
    },
    link: { bandwidthMiBps: BANDWIDTH_MIB, latencyMs: LATENCY_MS, queueKiB, urgentChannel },
    datastore: { latencyMs: 0 },
    migration: {
      strategy: "postCopy",
      stopRule: "qemu",
      afterRounds: 1,
      startMs: 300,
      switchoverGoalMs: 1,
      pageOrder: "restartAtFault",
      pagesPerSend: 1,
    },
    untilMs: 2000,
  });
  const report = await runToEnd(lab);
  const { "postcopy-requests": requests, "postcopy-bytes": bytes } = report.ram;
  return { report, requests, bytes, msPerRequest: report.guest["stall-time"] / requests };
}

describe("a page that the guest waits for", () => {
  for (const queueKiB of [208, 512])
    it(`waits behind a full queue of ${queueKiB} KiB where there is one channel`, async () => {
      const { report, requests, bytes, msPerRequest } = await postCopy(queueKiB, false);
      const queueMs = (queueKiB / 1024 / BANDWIDTH_MIB) * 1000;
      expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
      expect(Math.abs(msPerRequest / (queueMs + PAGE_MS + 2 * LATENCY_MS) - 1)).toBeLessThan(0.1);
      // Meanwhile everything else goes on at the link's pace, so there are fewer of them the longer they take.
      const carried = (msPerRequest / 1000) * BANDWIDTH_MIB * 2 ** 20;
      expect(Math.abs((requests * carried) / bytes - 1)).toBeLessThan(0.15);
    });

  for (const queueKiB of [208, 512])
    it(`overtakes a full queue of ${queueKiB} KiB in a channel of its own`, async () => {
      const { report, msPerRequest } = await postCopy(queueKiB, true);
      expect(report).toMatchObject({ outcome: "completed", identical: true, invariants: [] });
      expect(msPerRequest).toBeGreaterThan(2 * LATENCY_MS);
      // Some of them are in the queue already and come with it.
      expect(msPerRequest).toBeLessThan(2 * LATENCY_MS + 4 * PAGE_MS);
    });
});
