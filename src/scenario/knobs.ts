/**
 * The list of all fields that can be set, read off the schema. The fuzzer draws its scenarios from it, so that a new
 * field cannot be forgotten there.
 */

import type { Limits } from "./schema.ts";

/** A field of a scenario that somebody may set. */
export interface Knob {
  /** Its name with those of the fields around it, such as `link.latencyMs`. */
  readonly path: string;
  readonly limits: Limits;
  /** Whether null is allowed beside what the limits say. */
  readonly isNullable: boolean;
}

/** What a schema is made of, as far as fields are concerned. */
interface Node {
  readonly type?: string;
  readonly limits?: Limits;
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly wrapped?: unknown;
  readonly item?: unknown;
}

/** All knobs of an object's schema; `prefix` comes before their names. What another field decides on is left out. */
export function knobsOf(schema: unknown, prefix: string): Knob[] {
  const { entries = {} } = schema as Node;
  return Object.entries(entries).flatMap(([name, field]) => fieldKnobs(field as Node, prefix + name, false));
}

function fieldKnobs(node: Node, path: string, isNullable: boolean): Knob[] {
  if (node.limits) return [{ path, limits: node.limits, isNullable }];
  const inner = node.wrapped ?? node.item;
  if (inner) return fieldKnobs(inner as Node, path, isNullable || node.type === "nullable");
  return knobsOf(node, `${path}.`);
}
