import { t } from "../language/words.ts";
import type { Places } from "../place/place.ts";

/** Sentences as one message. Where they speak of roles, a last one says which machine had which. */
export function messageOf(sentences: readonly string[], { source, destination }: Places): string {
  const said = sentences.filter((sentence) => sentence !== "");
  const roles = new RegExp(`(?<!\\p{L})(${t`source`}|${t`destination`})(?!\\p{L})`, "u");
  if (said.some((sentence) => roles.test(sentence)))
    said.push(t`The source was ${source}, the destination ${destination}.`);
  return said.join(" ");
}
