import type { Lit } from "../../../lab/rule.ts";
import type { Part } from "../../../lessons/lesson.ts";
import type { Misconception } from "../../../lessons/misconceptions.ts";
import type { Place } from "../../../place/place.ts";

/** What the moment that refutes an idea is about. */
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

/** The machines by the roles that they have now. */
interface Roles {
  readonly source: Place;
  readonly destination: Place;
}

/** What of the lab stays lit while an idea is refuted; all else is dimmed. */
export function litBy(misconception: string, roles: Roles): readonly Lit[] {
  return litParts((ABOUT as Readonly<Record<string, readonly Part[]>>)[misconception] ?? [], roles);
}

/** What of the lab stays lit where a moment is about these parts. */
export function litParts(parts: readonly Part[], { source, destination }: Roles): readonly Lit[] {
  return parts.map((part) => (part === "source" ? source : part === "destination" ? destination : part));
}
