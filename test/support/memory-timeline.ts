import { MemoryDatastore } from "../../src/datastore/memory.ts";
import { TIMELINE_DEFAULTS, Timeline, type TimelineOptions } from "../../src/timeline/timeline.ts";
import { openLab } from "./lab.ts";
import { SMALL } from "./small.ts";

/** A timeline on a lab in this process, whose one store in memory is both the real datastore and its copy. */
export async function openTimeline(
  input: object = SMALL,
  options: Partial<TimelineOptions> = {},
  startsItself = true,
  named?: (path: string) => Promise<Uint8Array>,
): Promise<Timeline> {
  const datastore = new MemoryDatastore();
  const simulation = await openLab(input, startsItself, datastore, named);
  const store = {
    contents: () => datastore.readContents(),
    repeatOn: (contents: Awaited<ReturnType<MemoryDatastore["readContents"]>>) =>
      datastore.writeContents(contents),
    arrive: async () => {},
  };
  const timeline = new Timeline(simulation, store, { ...TIMELINE_DEFAULTS, ...options });
  await timeline.begin();
  return timeline;
}
