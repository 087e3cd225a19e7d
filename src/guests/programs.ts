import { t } from "../language/words.ts";
import { PAGE_BYTES } from "../machine/layout.ts";
import { named, quote } from "../text/quote.ts";

/** A setting that is a whole number. Its limit and its default may depend on the machine's RAM and the words before it. */
export interface NumberSetting {
  readonly kind: "number";
  readonly name: string;
  readonly min: number;
  max(ramPages: number, words: readonly number[]): number;
  /** The limit in words, for messages. */
  readonly maxIs: string;
  /** Never above the maximum. */
  default(ramPages: number, words: readonly number[]): number;
}

/** A setting that is one of some words; the guest is told its number in the list. The first is the default. */
export interface ChoiceSetting {
  readonly kind: "choice";
  readonly name: string;
  readonly choices: readonly [string, ...string[]];
}

export type Setting = NumberSetting | ChoiceSetting;

/** The guest programs that the lab ships, by their names in a scenario. */
export const PROGRAM_NAMES = ["canvas", "dirty", "keyvalue", "breakout"] as const;
export type ProgramName = (typeof PROGRAM_NAMES)[number];

/** What runs where a scenario names nothing: with this one, what a migration does can be computed. */
export const DEFAULT_PROGRAM: ProgramName = "dirty";

/** A guest program that the lab ships. */
export interface Program {
  readonly name: ProgramName;
  /** The ELF file in `public/guests`. */
  readonly file: string;
  readonly minimumRamPages: number;
  /** Pictures that it paints in a second of its own time; null for a program that paints when it is asked, or nothing. */
  readonly picturesPerSecond: number | null;
  /** Whether it answers what a client puts into the device block's mailbox. */
  readonly takesRequests: boolean;
  /** In the order of the settings words. */
  readonly settings: readonly Setting[];
}

/** Which settings word of a program is its dirty rate, in pages a second; null where it has none. */
export function dirtyRateWord({ settings }: Program): number | null {
  const index = settings.findIndex(({ name }) => name === DIRTY_RATE);
  return index < 0 ? null : index;
}

/** Settings as a scenario gives them; what is left out has its default. */
export type GivenSettings = Readonly<Record<string, unknown>>;

/** A setting that a program does not have, or a value that it cannot have. The message says what is allowed. */
export class SettingError extends Error {
  override name = "SettingError";
  /** The setting's name; empty when the fault is not in one setting. */
  readonly setting: string;

  constructor(setting: string, message: string) {
    super(message);
    this.setting = setting;
  }
}

/** Pages that a program keeps for itself: code, variables, stack and device tree. `link.ld` holds it to that. */
export const OWN_PAGES = 16;

/** Pages of a screen: 256 x 144 pixels of four bytes. */
export const SCREEN_PAGES = 36;

const DIRTY_PAGES_PER_SECOND_MAX = 1_000_000;
const PAGES_OF_A_MEBIBYTE = 256;

/** The name of the setting that says how many pages a guest writes in a second. */
const DIRTY_RATE = "dirtyPagesPerSecond";

const dirtyPagesPerSecond = (defaultRate: (ramPages: number) => number): NumberSetting => ({
  kind: "number",
  name: DIRTY_RATE,
  min: 0,
  max: () => DIRTY_PAGES_PER_SECOND_MAX,
  maxIs: t`a limit of the lab`,
  default: defaultRate,
});

/** The page dirtier: it does nothing else, so that what a migration does can be computed. */
export const DIRTY: Program = {
  name: "dirty",
  file: "dirty.elf",
  minimumRamPages: PAGES_OF_A_MEBIBYTE,
  picturesPerSecond: null,
  takesRequests: false,
  settings: [
    {
      kind: "number",
      name: "workingSetPages",
      min: 1,
      max: (ramPages) => ramPages - OWN_PAGES,
      maxIs: t`the pages of RAM less ${OWN_PAGES}`,
      default: (ramPages) => Math.min(8192, ramPages - OWN_PAGES),
    },
    dirtyPagesPerSecond(() => 8192),
    { kind: "choice", name: "order", choices: ["scattered", "ascending", "random"] },
  ],
};

/**
 * The working set of a guest with a screen. Its defaults outrun the default link, and a link that carries the whole RAM
 * in a second, so pre-copy never ends by itself.
 */
const BESIDE_THE_SCREEN: readonly Setting[] = [
  {
    kind: "number",
    name: "workingSetPages",
    min: 1,
    max: (ramPages) => ramPages - OWN_PAGES - SCREEN_PAGES,
    maxIs: t`the pages of RAM less ${OWN_PAGES} and the screen's ${SCREEN_PAGES}`,
    default: (ramPages) => Math.floor((ramPages * 3) / 4),
  },
  dirtyPagesPerSecond((ramPages) => Math.min(12288, Math.floor((ramPages * 3) / 2))),
];

/** The painter: a moving picture, and a working set beside it. */
export const CANVAS: Program = {
  name: "canvas",
  file: "canvas.elf",
  minimumRamPages: PAGES_OF_A_MEBIBYTE,
  picturesPerSecond: 20,
  takesRequests: false,
  settings: BESIDE_THE_SCREEN,
};

/** The game: played with keys while it moves, and a working set beside it. */
export const BREAKOUT: Program = {
  name: "breakout",
  file: "breakout.elf",
  minimumRamPages: PAGES_OF_A_MEBIBYTE,
  picturesPerSecond: 30,
  takesRequests: false,
  settings: BESIDE_THE_SCREEN,
};

/** What the console of {@link BREAKOUT} takes for the press and the release of an arrow key, and for the serve. */
export const BREAKOUT_KEYS = {
  leftPressed: "a",
  leftReleased: "A",
  rightPressed: "d",
  rightReleased: "D",
  serve: " ",
} as const;

/** A slot of the key-value table is a line of 64 bytes, and the lines of its value. */
const LINE_BYTES = 64;
/** The most keys whose table has room in RAM: it has a slot for each, for every fourth another, and one more. */
function keysMax(ramPages: number, valueBytes: number): number {
  const slotBytes = LINE_BYTES * (1 + Math.ceil(valueBytes / LINE_BYTES));
  const slots = Math.floor(((ramPages - OWN_PAGES - SCREEN_PAGES) * PAGE_BYTES) / slotBytes);
  return Math.floor(((slots - 1) * 4) / 5);
}

/** The server: a table over most of RAM, read and written at the client's requests only. */
export const KEYVALUE: Program = {
  name: "keyvalue",
  file: "keyvalue.elf",
  minimumRamPages: PAGES_OF_A_MEBIBYTE,
  picturesPerSecond: null,
  takesRequests: true,
  settings: [
    {
      kind: "number",
      name: "valueBytes",
      min: 1,
      max: () => PAGE_BYTES,
      maxIs: t`a page`,
      default: () => 960,
    },
    {
      kind: "number",
      name: "keys",
      min: 1,
      max: (ramPages, [valueBytes]) => keysMax(ramPages, valueBytes!),
      maxIs: t`what fits beside ${OWN_PAGES} pages and the screen's ${SCREEN_PAGES}, with a fifth of the table free`,
      default: (ramPages, [valueBytes]) => keysMax(ramPages, valueBytes!),
    },
  ],
};

export const PROGRAMS: Readonly<Record<ProgramName, Program>> = {
  canvas: CANVAS,
  dirty: DIRTY,
  keyvalue: KEYVALUE,
  breakout: BREAKOUT,
};

/**
 * The words that a program finds in the device block.
 * Throws {@link SettingError} for too little RAM, a setting that it does not have, or a value that is not allowed.
 */
export function settingsWords(program: Program, ramPages: number, given: GivenSettings = {}): number[] {
  if (ramPages < program.minimumRamPages) {
    throw new SettingError(
      "",
      t`${program.name} needs ${program.minimumRamPages} pages of RAM; there are ${ramPages}`,
    );
  }
  for (const name of Object.keys(given)) {
    if (program.settings.some((setting) => setting.name === name)) continue;
    const names = program.settings.map((setting) => setting.name).join(", ");
    throw new SettingError(
      name,
      t`settings.${named(name)} is not a setting of ${program.name}; allowed are ${names}`,
    );
  }
  const words: number[] = [];
  for (const setting of program.settings) words.push(word(setting, ramPages, words, given[setting.name]));
  return words;
}

function word(setting: Setting, ramPages: number, words: readonly number[], value: unknown): number {
  if (setting.kind === "choice") return choiceWord(setting, value);
  if (value === undefined) return setting.default(ramPages, words);
  const max = setting.max(ramPages, words);
  if (typeof value === "number" && Number.isInteger(value) && value >= setting.min && value <= max)
    return value;
  throw new SettingError(
    setting.name,
    t`settings.${setting.name} is ${quote(value)}; allowed are whole numbers from ${setting.min} to ${max} (${setting.maxIs})`,
  );
}

function choiceWord({ name, choices }: ChoiceSetting, value: unknown): number {
  if (value === undefined) return 0;
  const index = typeof value === "string" ? choices.indexOf(value) : -1;
  if (index >= 0) return index;
  throw new SettingError(name, t`settings.${name} is ${quote(value)}; allowed are ${choices.join(", ")}`);
}
