import { t } from "../../language/words.ts";
import type { Heard } from "../../sound/caption.ts";
import type { Figure } from "../../sound/sound.ts";

const FIGURES: Readonly<Record<Figure, string>> = {
  cut: t`cut: falling note`,
  healed: t`healed: rising note`,
  identical: t`identical: two rising notes`,
  different: t`different: two falling notes`,
  lost: t`lost: two deep notes`,
};

function tickWords({ link, file }: Heard): string | null {
  if (link && file) return t`ticks: by link and mailbox`;
  if (link) return t`high ticks: by link`;
  return file ? t`low ticks: by mailbox` : null;
}

/** What is heard, in brackets as captions of films have it. */
export function captionWords(heard: Heard): string {
  if (heard.stands) return `[${t`silence: the guest stands still`}]`;
  const parts = [
    heard.figure ? FIGURES[heard.figure] : null,
    heard.wait ? t`low tone: the guest waits` : null,
    tickWords(heard),
  ];
  // Two are as much as can be read while it is heard; what tells most comes first.
  const said = parts.filter((part) => part !== null).slice(0, 2);
  return said.map((part) => `[${part}]`).join(" ");
}
