import { openProgressStore } from "../../../../src/browser/progress-store.ts";
import { openSession } from "../../../../src/browser/session.ts";
import { routeOfLesson } from "../../../../src/lab/address.ts";
import type { Address, Store } from "../../../../src/lab/environment.ts";
import { Lab } from "../../../../src/lab/lab.svelte.ts";
import { parseScenario } from "../../../../src/scenario/scenario.ts";
import { anyLesson } from "../../../../src/view/lessons/sitting/any-lesson.ts";
import { LessonRuns } from "../../../../src/view/lessons/sitting/lesson-runs.svelte.ts";
import { lessonOpening } from "../../../../src/view/lessons/sitting/opening.ts";
import { openOwn } from "../../../../src/view/lessons/sitting/own-lessons.ts";
import { Progress } from "../../../../src/view/lessons/sitting/progress.svelte.ts";
import { Sitting } from "../../../../src/view/lessons/sitting/sitting.svelte.ts";
import { memoryAddress, memoryStore, testEnvironment } from "../../../support/environment.ts";
import { SMALL } from "../../../support/small.ts";

/** A whole lesson about a run that takes no time: does a move by pre-copy stand longer than Quick Resume? */
const TEXT = `---
version: 1
scenario: small
unlock: [link.bandwidthMiBps]
others: { plain: { migration.strategy: stopAndCopy } }
draw: { link.bandwidthMiBps: { from: 2, to: 4, step: 1 } }
ask:
  kind: choice
  options:
    - { id: shorter, right: report.downtime < others.plain.report.downtime }
    - { id: longer, right: report.downtime >= others.plain.report.downtime, misconception: M2, refutedAt: 'at("stun")' }
observe: { options: [{ id: some, right: report.faults > 0 }, { id: never, right: report.faults == 0 }] }
challenge:
  goals: [{ id: waits, value: report.stallTime + report.downtime, most: others.plain.report.downtime * 0.2 }]
  solution: { link.bandwidthMiBps: 20 }
---
# Standing still
## question
Does it stand still for long?
## play
Press Migrate.
## ask
Is the stun shorter or longer than that of a plain move?
## ask.shorter
Shorter
## ask.longer
Longer
## idea.longer
It is shorter. Watch it.
## observe
Did the guest touch a page that was not there?
## observe.some
Yes
## observe.never
No
## explain
It stood still for {{ number(report.downtime, 0) }} ms, and would have for {{ number(others.plain.report.downtime, 0) }} ms.
## challenge
Let it stand still and wait for a fifth of that.
## goal.waits
stands still and waits for a fifth
## hint.1
What brings the pages?
## hint.2
A quicker cable brings them sooner.
## hint.3
Try 20 MiB/s.
`;

export const SCENARIO = parseScenario(SMALL);
const load = async () => SCENARIO;

/** A page with the lesson in it, from real parts; it comes back from what a tab has kept. */
export interface LessonPage {
  readonly lab: Lab;
  readonly sitting: Sitting;
  readonly runs: LessonRuns;
  readonly progress: Progress;
  readonly address: Address;
  close(): void;
}

/** Opens a page with the lesson, or loads one anew, where its tab has been there before. */
export async function lessonPage(
  tab: Store = memoryStore(),
  progress = new Progress(openProgressStore(`test ${crypto.randomUUID()}`)),
  loadWorker = testEnvironment().workers.lesson,
): Promise<LessonPage> {
  const environment = testEnvironment({ tab });
  const id = tab.read("id") ?? (await openOwn([{ name: "small.md", content: TEXT }], tab, load));
  tab.write("id", id);
  const address = memoryAddress(routeOfLesson(id));
  const lab = new Lab({
    load: async () => (await lessonOpening(id, tab, load))!,
    open: (options) => openSession(environment, options),
    startsPlaying: false,
  });
  await lab.reset();
  const runs = new LessonRuns(environment.base, loadWorker);
  const lesson = (await anyLesson(id, tab, load))!;
  const sitting = new Sitting({ lesson, lab, runs, progress, tab, address });
  const close = () => {
    runs.close();
    lab.close();
  };
  return { lab, sitting, runs, progress, address, close };
}
