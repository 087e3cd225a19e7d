import { describe, expect, it } from "vitest";
import { members } from "../../src/migration/page-set.ts";
import { bytesOf, ECHO_COUNT, ECHO_FIRST, ECHO_PAGES } from "./echo.ts";
import { type Happened, Shuttle } from "./shuttle.ts";

const WRITTEN = Array.from({ length: ECHO_COUNT }, (_, index) => ECHO_FIRST + index);
const ALL = Array.from({ length: ECHO_PAGES }, (_, page) => page);
const resumes = ({ host, output }: Happened) => host === "destination" && output.kind === "resume";
const typed = (text: string) => ({ kind: "typed", bytes: bytesOf(text) }) as const;

/** What the checkpoint says that the source still owes. */
function owedBy(shuttle: Shuttle): number[] {
  for (const { message } of shuttle.outputs("send")) {
    const { content } = message;
    if (content.channel !== null && content.body.kind === "checkpoint")
      return [...members(content.body.owed)];
  }
  throw new Error("There was no checkpoint.");
}

describe("two hosts", () => {
  it("apply at the destination what the source sends, page for page, and the state with it", async () => {
    const shuttle = await Shuttle.open({ strategy: "stopAndCopy" });
    const { source, destination } = shuttle.hosts;
    await shuttle.run("source", { kind: "migrate" }, resumes);
    for (const page of ALL) expect(await destination.readPage(page)).toEqual(await source.readPage(page));
    expect(await destination.likeness()).toEqual(await source.likeness());
    const sends = shuttle.outputs("send");
    const count = (of: "normal" | "zero") => sends.reduce((sum, send) => sum + send[of], 0);
    expect(count("normal") + count("zero")).toBe(ECHO_PAGES);
    expect(count("zero")).toBeGreaterThan(0);
    expect(
      shuttle
        .outputs("applied")
        .flatMap(({ pages }) => pages)
        .sort((one, other) => one - other),
    ).toEqual(ALL);
  });

  it("discard before the resume what was written since it was sent, and nothing else", async () => {
    const shuttle = await Shuttle.open({ strategy: "quickResume", afterRounds: 1, switchoverGoal: 0 });
    const { source, destination } = shuttle.hosts;
    await shuttle.run("source", { kind: "migrate" }, resumes);
    const owed = owedBy(shuttle);
    expect(owed).toEqual(expect.arrayContaining(WRITTEN));
    expect(owed.length).toBeLessThan(ECHO_PAGES);
    for (const page of ALL) {
      const newest = owed.includes(page) ? null : await source.readPage(page);
      expect(await destination.readPage(page)).toEqual(newest);
    }
  });

  it("bring the owed pages after the resume, and free the source at last", async () => {
    const shuttle = await Shuttle.open({ strategy: "quickResume", afterRounds: 1, switchoverGoal: 0 });
    const { source, destination } = shuttle.hosts;
    await shuttle.run("source", { kind: "migrate" });
    expect(shuttle.outputs("faulted").length).toBeGreaterThan(0);
    expect(shuttle.outputs("served").length).toBe(shuttle.outputs("faulted").length);
    expect(shuttle.outputs("applied").every(({ refused }) => refused === 0)).toBe(true);
    expect(shuttle.outputs("free")).toHaveLength(1);
    expect((await source.view(false)).status).toBe("freed");
    expect(await source.readPage(0)).toBeNull();
    expect((await destination.view(false)).status).toBe("running");
    expect(await destination.pageHashes()).not.toContain(0n);
  });

  it("keep the twin at the source equal to the guest at the destination", async () => {
    const shuttle = await Shuttle.open({ strategy: "quickResume", afterRounds: 1, switchoverGoal: 0 });
    const { source, destination } = shuttle.hosts;
    await source.forkTwin();
    await shuttle.run("source", { kind: "migrate" }, resumes);
    await shuttle.run("destination", typed("typed at the destination\n"));
    await source.advanceTwin(0, shuttle.outputs("delivered"));
    const guest = await destination.likeness();
    expect(await source.twinLikeness(guest.cycle)).toEqual(guest);
    expect(await source.twinPageHashes()).toEqual(await destination.pageHashes());
  });

  it("give the guest what was typed while it was held when it runs again", async () => {
    const shuttle = await Shuttle.open({ strategy: "stopAndCopy" });
    await shuttle.run("source", { kind: "migrate" }, ({ output }) => output.kind === "stun");
    const { cycle } = await shuttle.hosts.source.likeness();
    await shuttle.run("destination", typed("held\n"));
    const [delivered, ...more] = shuttle.outputs("delivered");
    expect(more).toEqual([]);
    expect(delivered).toMatchObject({ cycle, bytes: bytesOf("held\n") });
  });

  it("say what is missing when a twin is asked for that was never forked", async () => {
    const { hosts } = await Shuttle.open();
    expect(() => hosts.source.twinPageHashes()).toThrow("The twin is forked when a migration starts");
  });
});
