import type { Beginning } from "./instance.ts";
import type { Model } from "./model.ts";
import { Kind, move } from "./moves.ts";
import { type Lead, RunOut } from "./run-out.ts";
import { SIDES, type World } from "./world.ts";

/** The migration never comes to where the exploration should begin. */
export class UnreachableError extends Error {}

/** The world where the exploration begins, and the moves to it. Throws an {@link UnreachableError} where there is none. */
export function leadTo(model: Model, beginning: Beginning): Lead {
  switch (beginning) {
    case "file":
      return leadThrough(model, beginning, move(Kind.cut), hasChunk);
    case "orphaned":
      return leadThrough(model, beginning, move(Kind.crash, SIDES.indexOf("source")), readsFile);
    case "again":
      return leadThrough(model, beginning, move(Kind.again), isNamed("setup"), "freed");
    default:
      return lead(model, model.begin(), beginning, isNamed(beginning));
  }
}

/** Through the page-in, or to another state, and one fault, or what else happens, in it. */
function leadThrough(
  model: Model,
  beginning: Beginning,
  fault: number,
  isThere: (world: World) => boolean,
  through: "serving" | "freed" = "serving",
): Lead {
  const serving = lead(model, model.begin(), beginning, isNamed(through));
  const rest = lead(model, model.after(serving.world, fault, "free"), beginning, isThere);
  return { world: rest.world, moves: [...serving.moves, fault, ...rest.moves] };
}

function lead(model: Model, from: World, beginning: Beginning, isThere: (world: World) => boolean): Lead {
  const found = RunOut.lead(model, from, isThere);
  if (found) return found;
  const { strategy } = model.instance.settings;
  throw new UnreachableError(`Without faults ${strategy} never comes to "${beginning}".`);
}

function isNamed(name: Beginning | "freed"): (world: World) => boolean {
  return ({ source }) => source.role.name === name;
}

function readsFile({ destination }: World): boolean {
  return destination.role.file.reading;
}

function hasChunk(world: World): boolean {
  const { source, file } = world;
  return (
    readsFile(world) && source.role.file.reading && (file?.chunks.some((chunk) => chunk !== null) ?? false)
  );
}
