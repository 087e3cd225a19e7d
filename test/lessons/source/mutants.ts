import type { Random } from "../../../src/clock/random.ts";

/** What a careless or a hostile hand puts into a lesson. */
const PIECES: readonly string[] = [
  "",
  "null",
  "-1",
  "1e999",
  "{",
  "}}",
  "[",
  "]",
  ": ",
  "- ",
  "&a ",
  "*a",
  "<<: *a",
  "!!binary x",
  "\n",
  "\n\n",
  "\t",
  "---\n",
  "# ",
  "## ask\n",
  "## __proto__\nx\n",
  "## term.x\n**x**: y\n",
  "[x](#term/x)",
  "![x](x.png)",
  "<b>",
  "`{{ 1 }}`",
  "{{ 1 }}",
  "{{ pages",
  "{{ trace.map(a, trace) }}",
  "\uE0000\uE001",
  "\u0000",
  "\uD800",
  "\u202E",
  "__proto__",
  "constructor",
  "others",
  "report.downtime",
  'at("stun")',
  "size(rounds)",
  "true",
  '"',
  "'",
  "faults.0.at.afterMs",
  "guest.image",
  "9".repeat(40),
  "(".repeat(60),
];

/** A lesson's text in which a few things were done wrong: lines swapped, doubled or left out, words replaced, pieces put in. */
export function mutated(text: string, random: Random): string {
  let next = text;
  for (let left = 1 + random.below(3); left > 0; left--) next = once(next, random);
  return next;
}

function once(text: string, random: Random): string {
  const lines = text.split("\n");
  const line = random.below(lines.length);
  const at = random.below(text.length + 1);
  const piece = PIECES[random.below(PIECES.length)]!;
  switch (random.below(7)) {
    case 0:
      return lines.toSpliced(line, 1).join("\n");
    case 1:
      return lines.toSpliced(line, 0, lines[random.below(lines.length)]!).join("\n");
    case 2:
      return text.slice(0, at) + piece + text.slice(at);
    case 3:
      return text.slice(0, at) + text.slice(at + 1 + random.below(12));
    case 4:
      return text.slice(0, at);
    case 5:
      return withWord(text, random, piece);
    default:
      return withWord(text, random, wordsOf(text)[random.below(wordsOf(text).length)] ?? "");
  }
}

const wordsOf = (text: string) => text.match(/[\w.]+/g) ?? [];

/** One of the text's words replaced. */
function withWord(text: string, random: Random, by: string): string {
  const words = [...text.matchAll(/[\w.]+/g)];
  if (words.length === 0) return text + by;
  const word = words[random.below(words.length)]!;
  return text.slice(0, word.index) + by + text.slice(word.index + word[0].length);
}
