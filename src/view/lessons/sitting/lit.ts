import type { Lit } from "../../../lab/rule.ts";
import type { Misconception } from "../../../lessons/misconceptions.ts";
import type { Place } from "../../../place/place.ts";

/** What the moment that refutes an idea is about, by the roles in the migration. */
type Part = "source" | "destination" | "cable" | "mailbox";

const ABOUT: Readonly<Record<Misconception, readonly Part[]>> = {
  M1: ["source", "cable"],
  M2: ["source", "destination"],
  M3: ["source", "cable"],
  M4: ["source", "cable"],
  M5: ["destination"],
  M6: ["source", "destination"],
  M7: ["destination", "cable"],
  M8: ["mailbox", "destination"],
  M9: ["destination"],
  M10: ["source", "destination"],
  M11: ["source", "destination"],
  M12: ["source", "cable"],
  M13: ["source", "cable"],
  M14: ["source"],
  M15: ["destination", "cable"],
  M16: ["source", "cable"],
  M17: ["mailbox", "source"],
};

/** What of the lab stays lit while an idea is refuted; all else is dimmed. */
export function litBy(
  misconception: string,
  { source, destination }: { readonly source: Place; readonly destination: Place },
): readonly Lit[] {
  const parts = (ABOUT as Readonly<Record<string, readonly Part[]>>)[misconception] ?? [];
  return parts.map((part) => (part === "source" ? source : part === "destination" ? destination : part));
}
