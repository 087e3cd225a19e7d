import { createDestination, type Destination, handleDestination } from "../migration/destination.ts";
import type { Input } from "../migration/input.ts";
import type { Output } from "../migration/output.ts";
import type { MigrationSettings } from "../migration/settings.ts";
import { createSource, handleSource, type Source } from "../migration/source.ts";

/** The protocol under exploration: the transition code itself, or a copy of it with a planted mistake. */
export interface Roles {
  createSource(settings: MigrationSettings): Source;
  handleSource(source: Source, input: Input, now: number): Output[];
  createDestination(settings: MigrationSettings): Destination;
  handleDestination(destination: Destination, input: Input, now: number): Output[];
}

/** The roles as the lab runs them. */
export const ROLES: Roles = { createSource, handleSource, createDestination, handleDestination };
