import type { Places } from "../place/place.ts";

const ROLE = /\b(source|destination)\b/;

/** Sentences as one message. Where they speak of roles, a last one says which machine had which. */
export function messageOf(sentences: readonly string[], { source, destination }: Places): string {
  const said = sentences.filter((sentence) => sentence !== "");
  if (said.some((sentence) => ROLE.test(sentence)))
    said.push(`The source was ${source}, the destination ${destination}.`);
  return said.join(" ");
}
