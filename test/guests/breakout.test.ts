import { describe, expect, it } from "vitest";
import { BREAKOUT, BREAKOUT_KEYS, SCREEN_PAGES } from "../../src/guests/programs.ts";
import { INSTRUCTIONS_PER_SECOND, pages, RunningGuest } from "./running.ts";

const WIDTH = 256;
const FIELD_TOP = 15;
const PADDLE_ROW = 135;
const PADDLE_WIDTH = 36;
/** The shaded edge of the ball: five pixels of a color that nothing else has. */
const BALL_SHADE = 0xcfd4ff;
const TOP_BRICK = 0xff5d73;
const idle = { dirtyPagesPerSecond: 0 };

const started = () => new RunningGuest(BREAKOUT, { settings: idle }).runTo(200);

function type(guest: RunningGuest, text: string): void {
  guest.machine.pushConsole(new TextEncoder().encode(text));
}

/** Types, and lets so many milliseconds pass. */
function play(guest: RunningGuest, text: string, milliseconds: number): RunningGuest {
  type(guest, text);
  return guest.runToCycle(guest.machine.cycle + (milliseconds * INSTRUCTIONS_PER_SECOND) / 1000);
}

/** Runs on until the frame that is being painted is complete. */
function settled(guest: RunningGuest): RunningGuest {
  for (;;) {
    const { retired, cycle } = guest.machine;
    if (guest.runToCycle(cycle + 2000).machine.retired - retired < 200) return guest;
  }
}

function paddle(guest: RunningGuest): number {
  const row = guest.screen().subarray(PADDLE_ROW * WIDTH, (PADDLE_ROW + 1) * WIDTH);
  const left = row.indexOf(0xf25f78);
  expect(row.lastIndexOf(0xf25f78) - left).toBe(PADDLE_WIDTH - 1);
  return left;
}

/** The middle of the bar, where the screen says whether this is the demo. */
const title = (guest: RunningGuest) =>
  guest.screen().filter((_, at) => at < FIELD_TOP * WIDTH && at % WIDTH >= 100 && at % WIDTH < 156);
const count = (guest: RunningGuest, color: number) =>
  guest.screen().filter((pixel) => pixel === color).length;

describe("breakout", () => {
  it("says what it does and where its screen is", () => {
    const guest = new RunningGuest(BREAKOUT).runTo(100);
    expect(guest.console).toBe("breakout: 1024 pages of RAM, working set 768, 1536 pages/s\n");
    expect(guest.machine.framebuffer()).toEqual({
      address: 0x80000000 + 560 * 4096,
      width: 256,
      height: 144,
    });
    expect(guest.screen().every((pixel) => pixel > 0 && pixel <= 0xffffff)).toBe(true);
  });

  it("plays itself while nobody has pressed a key, the same every time", () => {
    const guest = started();
    const bricks = count(guest, TOP_BRICK);
    const [first, later] = [guest.screen(), guest.runTo(20_000).screen()];
    expect(later).not.toEqual(first);
    expect(started().runTo(20_000).screen()).toEqual(later);
    expect(count(guest.runTo(120_000), TOP_BRICK)).toBeLessThan(bricks);
    expect(guest.console.split("\n")).toHaveLength(2);
  });

  it("shows thirty frames a second", () => {
    const guest = started();
    const moments = pages(0, 1000).map((step) => guest.runTo(2000 + step).screen());
    const moves = moments.map((screen, index) => index > 0 && different(screen, moments[index - 1]!));
    // A frame takes two or three milliseconds to paint, so a change that follows another belongs to it.
    const frames = moves.filter((isMoving, index) => isMoving && !moves[index - 1]).length;
    expect(frames).toBeGreaterThanOrEqual(29);
    expect(frames).toBeLessThanOrEqual(31);
  });

  it("leaves nothing of the ball behind", () => {
    const guest = started();
    for (let time = 1000; time < 60_000; time += 977) {
      expect(count(settled(guest.runTo(time)), BALL_SHADE)).toBe(5);
    }
  });

  it("waits for the serve after the first key, and steers by presses and releases", () => {
    const guest = started();
    const { leftPressed, leftReleased, rightPressed, rightReleased, serve } = BREAKOUT_KEYS;
    const demo = title(guest);
    const before = paddle(guest);
    play(guest, rightPressed, 500);
    expect(title(guest)).not.toEqual(demo);
    const right = paddle(guest);
    expect(right).toBeGreaterThan(before + 60);
    play(guest, rightReleased, 500);
    const stopped = paddle(guest);
    expect(stopped).toBeLessThan(right + 6);
    expect(paddle(play(guest, leftPressed, 300))).toBeLessThan(stopped - 35);
    play(guest, leftReleased, 100);
    const bricks = count(guest, TOP_BRICK);
    expect(count(play(guest, "", 5000), TOP_BRICK)).toBe(bricks);
    const still = guest.screen();
    expect(different(play(guest, serve, 200).screen(), still)).toBe(true);
  });

  it("is over after three balls, says so, and goes back to its demo", () => {
    const guest = started();
    const demo = title(guest);
    // The paddle stands in the corner and lets the ball pass.
    play(guest, "d", 1500);
    for (let ball = 0; ball < 20 && !guest.console.includes("over"); ball++) play(guest, " ", 2000);
    expect(guest.console).toMatch(/game over, score \d+\n$/);
    expect(title(play(guest, "D", 7000))).toEqual(demo);
  });

  it("ignores what is no key of it", () => {
    const guest = started();
    const other = started();
    type(other, "xyz\n");
    expect(other.runTo(3000).screen()).toEqual(guest.runTo(3000).screen());
  });

  it("spends less than a fifth of its time on playing", () => {
    const guest = started().runTo(1000);
    const { retired } = guest.machine;
    expect(guest.runTo(2000).machine.retired - retired).toBeLessThan(INSTRUCTIONS_PER_SECOND / 5);
  });

  it.each([1, 4, 64])("fills every page of %i MiB", (ramMiB) => {
    const { machine } = new RunningGuest(BREAKOUT, { ramMiB, settings: idle }).runTo(200);
    expect(pages(0, machine.pageCount).filter((page) => machine.isZeroPage(page))).toEqual([]);
  });

  it("dirties its working set at the given rate while it is played", () => {
    const guest = new RunningGuest(BREAKOUT, {
      settings: { workingSetPages: 972, dirtyPagesPerSecond: 900 },
    }).runTo(200);
    const { screenPage } = guest;
    const isSet = (page: number) => page >= 15 && (page < screenPage || page >= screenPage + SCREEN_PAGES);
    type(guest, "d ");
    const counts = pages(0, 100).map(
      (step) => guest.dirtied(200 + 10 * step, 210 + 10 * step).filter(isSet).length,
    );
    expect(Math.max(...counts)).toBeLessThanOrEqual(10);
    expect(counts.reduce((sum, each) => sum + each)).toBe(900);
  });

  it("keeps at most 16 pages for itself beside screen and working set", () => {
    const guest = new RunningGuest(BREAKOUT, {
      settings: { workingSetPages: 972, dirtyPagesPerSecond: 2000 },
    });
    const all = new Set(guest.dirtied(200, 1200));
    const set = [...pages(15, 560), ...pages(596, 1023)];
    expect(set.filter((page) => !all.has(page))).toEqual([]);
    expect([...all].filter((page) => page < 15 || page > 1022).length).toBeLessThanOrEqual(2);
  });
});

function different(one: Uint32Array, other: Uint32Array): boolean {
  return one.some((pixel, index) => pixel !== other[index]);
}
