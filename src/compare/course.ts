import type { Tick } from "../clock/tick.ts";
import { pagesOf } from "../scenario/derived.ts";
import type { Simulation } from "../simulation/simulation.ts";
import type { MilestoneKind } from "../trace/milestone.ts";

/** What had come to the destination at a tick. */
export interface Arrival {
  readonly at: Tick;
  /** Pages that had come since the move began; one that was written meanwhile and came again counts again. */
  readonly came: number;
  /** Of the pages that were owed at the switchover: those that had not come. Null before the guest ran there. */
  readonly missing: number | null;
}

/** A stretch of virtual time. */
export interface Stretch {
  readonly from: Tick;
  readonly to: Tick;
}

/** The course of one move, to the tick: what places a cut, and what is drawn. Ticks are null where they never came. */
export interface Course {
  /** Pages that the guest's memory has. */
  readonly pages: number;
  readonly startedAt: Tick | null;
  readonly stunnedAt: Tick | null;
  /** When the guest ran on: at the destination, or at a source that gave up. */
  readonly resumedAt: Tick | null;
  /** Whether that was at the destination. */
  readonly switched: boolean;
  readonly endedAt: Tick | null;
  readonly cutAt: Tick | null;
  readonly healedAt: Tick | null;
  /** Pages that had not come when the guest began to run at the destination; 0 where it never did. */
  readonly owed: number;
  /** In the order of their ticks, one wherever something came. */
  readonly arrivals: readonly Arrival[];
  /** When the guest waited for a page, oldest first; one that lasts ends at `until`. */
  readonly waits: readonly Stretch[];
  /** How far the run was computed. */
  readonly until: Tick;
}

/**
 * Looks at a simulation after each of its events, and knows the course of its move. It changes nothing. It reads what
 * a run knows anyway and calls no host.
 */
export class CourseMeter {
  readonly #simulation: Simulation;
  readonly #arrivals: Arrival[] = [];
  readonly #waits: Stretch[] = [];
  #waitsSince: Tick | null = null;
  #owed = 0;
  #switched = false;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** Pages that the destination lacks, once the guest runs there; before that null. */
  get missing(): number | null {
    return this.#switched ? (this.#simulation.run.census.state.lacking?.count ?? null) : null;
  }

  look(): void {
    this.#lookAtGuest();
    this.#lookAtPages();
  }

  /** What is known up to now. */
  course(): Course {
    const { now, statistics, scenario } = this.#simulation.run;
    const firstOf = (kind: MilestoneKind) =>
      statistics.milestones.find((each) => each.kind === kind)?.at ?? null;
    const since = this.#waitsSince;
    return {
      pages: pagesOf(scenario),
      startedAt: statistics.startedAt,
      stunnedAt: statistics.stunnedAt,
      resumedAt: statistics.resumedAt,
      switched: this.#switched,
      endedAt: statistics.endedAt,
      cutAt: firstOf("cutLink"),
      healedAt: firstOf("healLink"),
      owed: this.#owed,
      arrivals: [...this.#arrivals],
      waits: since === null ? [...this.#waits] : [...this.#waits, { from: since, to: now }],
      until: now,
    };
  }

  #lookAtGuest(): void {
    const { statistics, known, recoverability, now } = this.#simulation.run;
    const { waitingSince } = statistics;
    if (this.#waitsSince !== null && waitingSince !== this.#waitsSince)
      this.#waits.push({ from: this.#waitsSince, to: now });
    this.#waitsSince = waitingSince;
    if (this.#switched || statistics.resumedAt === null || known.destination.guest === "absent") return;
    this.#switched = recoverability.owner.owner === "destination";
    if (this.#switched) this.#owed = this.missing ?? 0;
  }

  #lookAtPages(): void {
    const { now, statistics } = this.#simulation.run;
    const came = statistics.paths.link.pages + statistics.paths.file.pages;
    const last = this.#arrivals.at(-1);
    if (came === (last?.came ?? 0)) return;
    const arrival = { at: now, came, missing: this.missing };
    if (last?.at === now) this.#arrivals.pop();
    this.#arrivals.push(arrival);
  }
}
