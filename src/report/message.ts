import type { HostName, Places } from "../place/place.ts";

/** A role, where it stands for the machine itself and not for something of it. */
const ROLE = /\b(source|destination)\b(?!['’])/g;

/** Sentences as one message. The first time that it speaks of a role it says which machine had it. */
export function messageOf(sentences: readonly string[], places: Places): string {
  const named = new Set<string>();
  return sentences
    .filter((sentence) => sentence !== "")
    .join(" ")
    .replace(ROLE, (role) => {
      if (named.has(role)) return role;
      named.add(role);
      return `${role} (${places[role as HostName]})`;
    });
}
