import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { openSession } from "../../../src/browser/session.ts";
import { pageEnvironment } from "../../../src/entries/page-environment.ts";
import { parseScenario } from "../../../src/scenario/scenario.ts";
import { SILENCE, type Sound } from "../../../src/sound/sound.ts";
import { Instrument, TICK_HZ, WAIT_HZ } from "../../../src/view/sound/instrument.ts";
import { Speaker } from "../../../src/view/sound/speaker.ts";
import { type HeardPicture, hearRun } from "../../support/heard.ts";

const RATE = 22_050;

/** The samples that a piece of music makes in so many seconds. */
async function recorded(seconds: number, play: (instrument: Instrument) => void): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, Math.ceil(seconds * RATE), RATE);
  play(new Instrument(context));
  return (await context.startRendering()).getChannelData(0);
}

/** What lies between two moments, in seconds. */
const between = (samples: Float32Array, from: number, to: number) =>
  samples.subarray(Math.round(from * RATE), Math.round(to * RATE));

function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, each) => sum + each * each, 0) / samples.length);
}

/** How much of a frequency in hertz there is, as the amplitude of a sine that would have as much of it. */
function amplitude(samples: Float32Array, hz: number): number {
  let [real, imaginary] = [0, 0];
  for (const [index, each] of samples.entries()) {
    real += each * Math.cos((2 * Math.PI * hz * index) / RATE);
    imaginary += each * Math.sin((2 * Math.PI * hz * index) / RATE);
  }
  return (2 * Math.hypot(real, imaginary)) / samples.length;
}

describe("the instrument", () => {
  test("a tick is short, has the pitch of its path, and is louder where it is fuller", async () => {
    for (const path of ["link", "file"] as const) {
      const thin = await recorded(0.3, (instrument) => instrument.tick(path, 0.1, 0.1));
      const full = await recorded(0.3, (instrument) => instrument.tick(path, 1, 0.1));
      expect(rms(between(full, 0, 0.1))).toBe(0);
      expect(rms(between(full, 0.1, 0.15))).toBeGreaterThan(rms(between(thin, 0.1, 0.15)));
      expect(rms(between(full, 0.15, 0.3))).toBe(0);
      const other = path === "link" ? TICK_HZ.file : TICK_HZ.link;
      const heard = between(full, 0.1, 0.145);
      expect(amplitude(heard, TICK_HZ[path])).toBeGreaterThan(5 * amplitude(heard, other));
    }
  });

  test("the low tone lasts until it is ended, and begins and ends softly", async () => {
    const samples = await recorded(1.2, (instrument) => {
      instrument.wait(true, 0.1);
      instrument.wait(true, 0.5);
      instrument.wait(false, 0.9);
    });
    expect(amplitude(between(samples, 0.2, 0.9), WAIT_HZ)).toBeGreaterThan(0.05);
    expect(rms(between(samples, 0.1, 0.105))).toBeLessThan(0.02);
    expect(rms(between(samples, 0.95, 1.2))).toBe(0);
  });

  test("whatever sounds, or would sound yet, is silent a moment after it is silenced", async () => {
    const samples = await recorded(1.5, (instrument) => {
      instrument.wait(true, 0.1);
      instrument.figure("identical", 0.1);
      instrument.tick("link", 1, 0.19);
      instrument.hush(0.2);
    });
    expect(rms(between(samples, 0.1, 0.2))).toBeGreaterThan(0.02);
    expect(rms(between(samples, 0.215, 1.5))).toBe(0);
  });

  test("nothing is loud, not even all of it together", async () => {
    const samples = await recorded(1.5, (instrument) => {
      instrument.tick("link", 1, 0.1);
      instrument.tick("file", 1, 0.1);
      instrument.wait(true, 0.05);
      instrument.figure("cut", 0.1);
    });
    expect(samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0)).toBeLessThan(0.4);
  });
});

describe("a real run in two workers, played and recorded", () => {
  let heard: readonly HeardPicture[];
  let samples: Float32Array;

  beforeAll(async () => {
    const scenario = parseScenario(await (await fetch("/scenarios/quick-resume.json")).json());
    const session = await openSession(pageEnvironment(), { scenario, inMemory: true });
    try {
      await session.act("migrate");
      heard = await hearRun(session, (frame) => frame.ended);
    } finally {
      session.close();
    }
    samples = await recorded(heard.at(-1)!.at / 1000 + 1, (instrument) => {
      for (const { sound, at } of heard) perform(instrument, sound, at / 1000);
    });
  });

  /** What the speaker does with an instrument, at a given time. */
  function perform(instrument: Instrument, { link, file, wait, figure, stands }: Sound, at: number): void {
    if (stands) return instrument.hush(at);
    if (link > 0) instrument.tick("link", link, at);
    if (file > 0) instrument.tick("file", file, at);
    instrument.wait(wait === "lasting", at);
    if (wait === "short") instrument.shortWait(at);
    if (figure) instrument.figure(figure, at);
  }

  /** The samples from the first to the last picture of which something holds, in seconds but for what fades before. */
  function during(holds: (picture: HeardPicture) => boolean): Float32Array {
    const first = heard.findIndex(holds);
    const length = heard.slice(first).findIndex((picture) => !holds(picture));
    return between(samples, heard[first]!.at / 1000 + 0.015, heard[first + length]!.at / 1000);
  }

  test("pages are heard in pre-copy, and the stun is silent", () => {
    expect(rms(during(({ frame }) => frame.phase === "preCopy"))).toBeGreaterThan(0);
    const stun = during(({ sound }) => sound.stands);
    expect(stun.length).toBeGreaterThan(0.2 * RATE);
    expect(rms(stun)).toBe(0);
  });

  test("a guest that waits is heard at the pitch of the low tone", () => {
    const waits = during(({ sound }) => sound.wait === "lasting");
    expect(waits.length).toBeGreaterThan(0.1 * RATE);
    expect(amplitude(waits, WAIT_HZ)).toBeGreaterThan(0.03);
    expect(
      amplitude(
        during(({ frame }) => frame.phase === "preCopy"),
        WAIT_HZ,
      ),
    ).toBeLessThan(0.003);
  });
});

describe("the speaker, on a real device", () => {
  let context: AudioContext | null = null;
  let speaker: Speaker | undefined;
  afterEach(() => {
    speaker?.close();
    context = null;
    vi.unstubAllGlobals();
  });

  function speakerOf(): Speaker {
    return new Speaker(() => {
      context = new AudioContext();
      return context;
    });
  }

  const TICK: Sound = { ...SILENCE, link: 1 };

  test("opens none in a page in which nobody has done anything, and one after a press", async () => {
    speaker = new Speaker();
    const taken: AudioContext[] = [];
    const watched = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        taken.push(this);
      }
    };
    vi.stubGlobal("AudioContext", watched);
    expect(navigator.userActivation.hasBeenActive).toBe(false);
    await speaker.play(TICK);
    expect(taken).toEqual([]);
    await userEvent.click(document.body);
    await speaker.play(TICK);
    expect(taken.map(({ state }) => state)).toEqual(["running"]);
  });

  test("takes no device before there is something to hear, and gives it back", async () => {
    speaker = speakerOf();
    await speaker.play(SILENCE);
    await speaker.play({ ...SILENCE, stands: true });
    expect(context).toBeNull();
    await speaker.play(TICK);
    const taken = context as AudioContext | null;
    expect(taken).not.toBeNull();
    speaker.close();
    await expect.poll(() => taken!.state).toBe("closed");
  });

  test("lets the device sleep once it was silenced", async () => {
    speaker = speakerOf();
    await speaker.play({ ...SILENCE, wait: "lasting" });
    expect(context!.state).toBe("running");
    speaker.hush();
    await expect.poll(() => context!.state).toBe("suspended");
    await speaker.play(TICK);
    expect(context!.state).toBe("running");
  });

  test("plays nothing that was asked for before it was silenced", async () => {
    speaker = speakerOf();
    let made = 0;
    const watched = class extends OscillatorNode {
      constructor(device: BaseAudioContext, options?: OscillatorOptions) {
        super(device, options);
        made++;
      }
    };
    vi.stubGlobal("OscillatorNode", watched);
    const asked = speaker.play(TICK);
    speaker.hush();
    await asked;
    expect(made).toBe(0);
    await speaker.play(TICK);
    expect(made).toBe(1);
  });
});
