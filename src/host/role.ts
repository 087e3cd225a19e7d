/**
 * The half of the protocol that a host plays. The roles themselves are pure functions in `src/migration`; this holds
 * their data and notes their states for the state diagram.
 */

import type { Tick } from "../clock/tick.ts";
import { createDestination, type Destination, handleDestination } from "../migration/destination.ts";
import type { Input } from "../migration/input.ts";
import type { Output } from "../migration/output.ts";
import type { MigrationSettings } from "../migration/settings.ts";
import { createSource, handleSource, type Source } from "../migration/source.ts";
import type { DestinationName, SourceName } from "../migration/transitions.ts";
import { type HostName, type Place, type Places, turned, WEST_TO_EAST } from "../place/place.ts";

/** A state of either role, as the transition tables name it. */
export type RoleState = SourceName | DestinationName;

/** A role as plain data. */
export interface RoleRecord {
  /** Which machine has which role in the present migration. */
  places: Places;
  source: Source | null;
  destination: Destination | null;
  /** Its states so far, in their order, the present one last. */
  readonly states: RoleState[];
}

/** What a host is in the migration: its source, its destination, or nothing any more once it has booted a new guest. */
export class Role {
  readonly #place: Place;
  record: RoleRecord;

  /** The machine at `place` in the first migration. */
  constructor(place: Place, settings: MigrationSettings) {
    this.#place = place;
    this.record = recordOf(WEST_TO_EAST.source === place ? "source" : "destination", WEST_TO_EAST, settings);
    this.#noteState();
  }

  /** Takes a role in the next migration: all that was known of the last one is forgotten. */
  assume(name: HostName, settings: MigrationSettings): void {
    const places = WEST_TO_EAST[name] === this.#place ? WEST_TO_EAST : turned(WEST_TO_EAST);
    this.record = recordOf(name, places, settings);
    this.#noteState();
  }

  get source(): Source | null {
    return this.record.source;
  }

  get destination(): Destination | null {
    return this.record.destination;
  }

  /** The name of the present state; null for a host without a role. */
  get state(): RoleState | null {
    return this.source?.name ?? this.destination?.name ?? null;
  }

  /** What follows from an input. A host without a role hears nothing of the migration that was. */
  handle(input: Input, now: Tick): Output[] {
    const { source, destination } = this;
    const outputs = source
      ? handleSource(source, input, now)
      : destination
        ? handleDestination(destination, input, now)
        : [];
    this.#noteState();
    return outputs;
  }

  /**
   * Gives the role up for good. After an HA-style restart nothing of the migration may touch the new guest, which
   * only shares the host with the old one.
   */
  leave(): void {
    this.record.source = null;
    this.record.destination = null;
  }

  #noteState(): void {
    const { states } = this.record;
    if (this.state !== null && states.at(-1) !== this.state) states.push(this.state);
  }
}

function recordOf(name: HostName, places: Places, settings: MigrationSettings): RoleRecord {
  return {
    places,
    source: name === "source" ? createSource(settings) : null,
    destination: name === "destination" ? createDestination(settings) : null,
    states: [],
  };
}
