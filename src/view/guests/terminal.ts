/** What a console shows: its newest lines, and where in the last of them the next character goes. */
export interface Terminal {
  readonly lines: readonly string[];
  /** Characters of the last line before the caret. */
  readonly caret: number;
}

/** More characters than any console on the page has room for; what lies before them is not looked at. */
const TAIL = 4096;
/** More lines than any console on the page has room for. */
const LINES = 48;
const TAB = 8;

/** What escape sequences begin with, and what ends the text of some. */
const ESC = "\x1b";
const BEL = "\x07";
/** CSI with its parameters and final letter; OSC and the like with their text; the short ones of two or three characters. */
const SEQUENCE = new RegExp(
  [
    String.raw`^${ESC}\[([0-?]*)[ -/]*([@-~])`,
    String.raw`^${ESC}[\]P_^X][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\)`,
    `^${ESC}(?:[()*+#% ][0-~]|[78=>DEHMNOZc])`,
  ].join("|"),
);
/** Characters that turn the direction of the text round them: on a console every character stands where it was printed. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** A sheet on which characters are put one after the other, as on a console of old. */
class Sheet {
  lines: string[][] = [[]];
  column = 0;

  get line(): string[] {
    return this.lines.at(-1)!;
  }

  put(character: string): void {
    while (this.line.length < this.column) this.line.push(" ");
    this.line[this.column++] = character;
  }

  newLine(): void {
    this.lines.push([]);
    if (this.lines.length > LINES) this.lines.shift();
    this.column = 0;
  }

  clear(): void {
    this.lines = [[]];
    this.column = 0;
  }

  /** A rubout takes the last character away; a backspace only goes over it. */
  rubOut(): void {
    this.column = Math.max(0, this.column - 1);
    this.line.splice(this.column, 1);
  }

  /** CSI sequences that clear; colours and the rest have no place on this console. */
  obey(parameters: string, final: string): void {
    if (final === "J" && /^[23]$/.test(parameters)) this.clear();
    if (final === "K") this.line.length = Math.min(this.line.length, this.column);
    if (final === "C") this.column += Math.min(TAIL, Number.parseInt(parameters, 10) || 1);
    if (final === "D") this.column = Math.max(0, this.column - (Number.parseInt(parameters, 10) || 1));
  }
}

const CONTROLS: Readonly<Record<string, (sheet: Sheet) => void>> = {
  "\n": (sheet) => sheet.newLine(),
  "\v": (sheet) => sheet.newLine(),
  "\f": (sheet) => sheet.clear(),
  "\r": (sheet) => {
    sheet.column = 0;
  },
  "\b": (sheet) => {
    sheet.column = Math.max(0, sheet.column - 1);
  },
  "\t": (sheet) => {
    sheet.column += TAB - (sheet.column % TAB);
  },
  "\x7f": (sheet) => sheet.rubOut(),
  // A bell and padding are not seen.
  "\x07": () => {},
  "\0": () => {},
};

/** How a character looks that has no picture of its own: a control by its sign, one that turns the text by a mark. */
function visible(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  const isStranger = (code >= 0x80 && code < 0xa0) || TURNING.test(character);
  return isStranger ? "\ufffd" : character;
}

/** The end of what was printed, from the beginning of a line where that can be. */
function tailOf(printed: string): string {
  if (printed.length <= TAIL) return printed;
  const tail = printed.slice(-TAIL);
  const end = tail.indexOf("\n");
  return end < 0 || end > TAIL / 2 ? tail : tail.slice(end + 1);
}

/**
 * What a console shows of all that was printed. Carriage return, backspace, tab, form feed and the escape sequences that
 * clear do what they do on a console; colours are left out; whatever else cannot be seen is shown as a sign.
 */
export function terminalOf(printed: string): Terminal {
  const sheet = new Sheet();
  const text = tailOf(printed);
  for (let at = 0; at < text.length; ) {
    const sequence = text[at] === ESC ? SEQUENCE.exec(text.slice(at, at + 256)) : null;
    if (sequence) {
      if (sequence[2]) sheet.obey(sequence[1] ?? "", sequence[2]);
      at += sequence[0].length;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at)!);
    const control = CONTROLS[character];
    if (control) control(sheet);
    else sheet.put(visible(character));
    at += character.length;
  }
  while (sheet.line.length < sheet.column) sheet.line.push(" ");
  return {
    lines: sheet.lines.map((line) => line.join("")),
    caret: sheet.line.slice(0, sheet.column).join("").length,
  };
}
