import type { World } from "./world.ts";

/** The first invariant that a world breaks, in words, or null. */
export function checkWorld(world: World): string | null {
  return ownerRuns(world) ?? nothingOld(world) ?? nothingLost(world);
}

/** Whoever runs the guest is the owner on record. */
function ownerRuns({ runner, owner }: World): string | null {
  if (runner === null || runner === owner.owner) return null;
  return `The guest runs at the ${runner} while the ${owner.owner} is the owner on record.`;
}

/** Whoever runs the guest has the newest version of each page that is there. */
function nothingOld({ runner, memory, truth }: World): string | null {
  if (runner === null) return null;
  const here = memory[runner];
  for (let page = 0; page < truth.length; page++)
    if (here[page]! >= 0 && here[page] !== truth[page])
      return `Page ${page} is there in version ${here[page]} where the guest runs; the newest is ${truth[page]}.`;
  return null;
}

/** While both hosts live, one of them has the newest version of each page. */
function nothingLost({ crashed, memory, truth }: World): string | null {
  if (crashed !== null) return null;
  for (let page = 0; page < truth.length; page++)
    if (memory.source[page] !== truth[page] && memory.destination[page] !== truth[page])
      return `The newest version of page ${page} is nowhere.`;
  return null;
}
