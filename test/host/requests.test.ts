import { describe, expect, it } from "vitest";
import type { HostName } from "../../src/place/place.ts";
import { type Happened, Shuttle } from "./shuttle.ts";

const request = (id: number) =>
  ({ kind: "request", request: { id, operation: 0, key: 0, value: 0 } }) as const;
const ids = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);
const resumes = ({ host, output }: Happened) => host === "destination" && output.kind === "resume";

/** The guest that runs here takes no request out of its mailbox. */
async function ask(shuttle: Shuttle, host: HostName, requests: readonly number[]): Promise<void> {
  for (const id of requests) await shuttle.run(host, request(id));
}

const asked = (shuttle: Shuttle) => shuttle.outputs("asked").map(({ request: { id } }) => id);

describe("requests at a host", () => {
  it("go into the mailbox until it is full, and each at its own point of guest time", async () => {
    const shuttle = await Shuttle.open();
    await ask(shuttle, "source", ids(1, 12));
    expect(asked(shuttle)).toEqual(ids(1, 8));
    const cycles = shuttle.outputs("asked").map(({ cycle }) => cycle);
    expect(new Set(cycles).size).toBe(8);
  });

  it("travel in the mailbox, while those at the port stay behind", async () => {
    const shuttle = await Shuttle.open({ strategy: "stopAndCopy" });
    await shuttle.hosts.source.forkTwin();
    await ask(shuttle, "source", ids(1, 12));
    await shuttle.run("source", { kind: "migrate" }, resumes);
    await ask(shuttle, "destination", [99]);
    expect(asked(shuttle)).toEqual(ids(1, 8));
    await shuttle.hosts.source.advanceTwin(0, shuttle.outputs("asked"));
    const guest = await shuttle.hosts.destination.likeness();
    expect(await shuttle.hosts.source.twinLikeness(guest.cycle)).toEqual(guest);
  });

  it("wait at the port while the guest is held, and are lost where it leaves", async () => {
    const shuttle = await Shuttle.open({ strategy: "stopAndCopy" });
    const stuns = ({ output }: Happened) => output.kind === "stun";
    await shuttle.run("source", { kind: "migrate" }, stuns);
    await ask(shuttle, "source", [1, 2]);
    expect(asked(shuttle)).toEqual([]);
    expect(shuttle.outputs("resume")).toHaveLength(1);
    await ask(shuttle, "destination", [3]);
    expect(asked(shuttle)).toEqual([3]);
  });
});
