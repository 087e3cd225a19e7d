import { createDestination, type Destination, handleDestination } from "../../src/migration/destination.ts";
import type { Input } from "../../src/migration/input.ts";
import type { Output } from "../../src/migration/output.ts";
import type { MigrationSettings } from "../../src/migration/settings.ts";
import { createSource, handleSource, type Source } from "../../src/migration/source.ts";

/** The protocol under exploration: the transition code itself, or a copy of it with a planted mistake. */
export interface Roles {
  createSource(settings: MigrationSettings): Source;
  handleSource(source: Source, input: Input, now: number): Output[];
  createDestination(settings: MigrationSettings): Destination;
  handleDestination(destination: Destination, input: Input, now: number): Output[];
}

/** The roles as the lab runs them. */
export const ROLES: Roles = { createSource, handleSource, createDestination, handleDestination };
