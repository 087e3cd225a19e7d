import type { Tick } from "../../clock/tick.ts";
import type { Asked } from "../../host/asked.ts";
import type { GuestState, HostAnswer, InputCount } from "../../host/port.ts";
import type { SettingWrite } from "../../machine/machine.ts";
import type { HostName } from "../../place/place.ts";
import { type Places, turned, WEST_TO_EAST } from "../../place/place.ts";
import { ACTION_KINDS, type ActionKind } from "../../scenario/action.ts";
import { type Conditions, conditionsAtStart } from "../../scenario/conditions.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { type ConsoleState, openConsole } from "./console.ts";
import type { LossReason } from "./loss-reason.ts";
import type { Verdict } from "./verdict.ts";

/**
 * What the simulation knows of a host from its last answer. The loop goes by this and does not ask: a host's answer
 * holds until its next call, since nothing happens to it between.
 */
export interface Known {
  guest: GuestState;
  /** Cycles of guest time, and instructions retired. */
  cycle: number;
  retired: number;
  slept: Tick;
  /** How far its guest has run, where it runs. */
  ranUntil: Tick;
  linkUp: boolean;
  /** Inputs that have come into its machine, and those that wait for it there. */
  received: InputCount;
  waiting: InputCount;
  /** Answers of its guest that nobody asked for. */
  unasked: number;
  /** Pages that its guest has written since the present round of pre-copy began; null outside of the rounds. */
  dirtied: number | null;
}

/** An HA-style restart that the learner asked for. */
export interface Restart {
  readonly host: HostName;
  /** When the new guest began to run; null while the datastore has not answered. */
  at: Tick | null;
  /** Why the guest that was there before is lost. */
  readonly lossReason: LossReason;
}

/** What a run knows beside its parts, as plain data. */
export interface RunState {
  now: Tick;
  /** Which machine is the source and which the destination. */
  places: Places;
  /** Number of the present migration, or of the next one before it, from 1 on. */
  migration: number;
  verdict: Verdict | null;
  cutAt: { at: Tick; pagesLost: number } | null;
  /** The tick at which the learner did each action last. */
  readonly pressed: Record<ActionKind, Tick | null>;
  readonly known: Record<HostName, Known>;
  /** Each deadline's number in the queue, by host and name. */
  readonly deadlines: Map<string, number>;
  /** What was typed while no host ran the guest. */
  readonly typedWhileHeld: Uint8Array[];
  /** A settings word that is to change as soon as a host runs the guest; null while none is. */
  settingWhileHeld: SettingWrite | null;
  /** What the world is like now. */
  conditions: Conditions;
  readonly console: ConsoleState;
  /** Where and when the guest shut itself down; null while it has not. */
  shutDown: { readonly host: HostName; readonly at: Tick } | null;
  /** Every page is at the destination. */
  isWhole: boolean;
  restart: Restart | null;
  /** Instructions that the guest has retired, wherever it ran, and a new one after it. */
  worked: number;
  /** The requests that the guest was given and has not answered, wherever it ran. */
  readonly asked: Asked;
  /** When the guest was lost; null where it is not. */
  lostAt: Tick | null;
}

/** The guest runs at the source, and nobody has done anything. */
export function openRunState(scenario: Scenario): RunState {
  return {
    now: 0,
    places: WEST_TO_EAST,
    migration: 1,
    verdict: null,
    cutAt: null,
    pressed: Object.fromEntries(ACTION_KINDS.map((name) => [name, null])) as RunState["pressed"],
    known: { source: known("running"), destination: known("absent") },
    deadlines: new Map(),
    typedWhileHeld: [],
    settingWhileHeld: null,
    conditions: conditionsAtStart(scenario),
    console: openConsole(),
    shutDown: null,
    isWhole: false,
    restart: null,
    worked: 0,
    asked: new Set(),
    lostAt: null,
  };
}

/** Another migration begins, which leads the other way where `isOther`. What the run knows of both hosts goes on. */
export function beginAgain(state: RunState, isOther: boolean): void {
  state.migration++;
  Object.assign(state, { verdict: null, isWhole: false, restart: null, lostAt: null });
  // Both machines live again, whatever had been done to them.
  Object.assign(state.pressed, { crashSource: null, crashDestination: null, restart: null });
  for (const host of Object.values(state.known)) host.linkUp = true;
  if (!isOther) return;
  const { source, destination } = state.known;
  Object.assign(state.known, { source: destination, destination: source });
  state.places = turned(state.places);
}

const HOSTS = ["source", "destination"] as const;

/** The host whose guest runs, or waits for a page; null while none does. */
export function hostOfGuest(known: Record<HostName, Known>): HostName | null {
  return HOSTS.find((host) => known[host].guest === "running" || known[host].guest === "waiting") ?? null;
}

/** Whether the guest has shut itself down. */
export function isOff(known: Record<HostName, Known>): boolean {
  return HOSTS.some((host) => known[host].guest === "off");
}

/** No inputs. */
export const NONE: InputCount = { typed: 0, requests: 0 };

function known(guest: GuestState): Known {
  return {
    guest,
    cycle: 0,
    retired: 0,
    slept: 0,
    ranUntil: 0,
    linkUp: true,
    received: NONE,
    waiting: NONE,
    unasked: 0,
    dirtied: null,
  };
}

/** Notes what a host answered. */
export function updateKnown(known: Known, answer: HostAnswer): void {
  const { guest, cycle, retired, slept, tick, received, waiting, unasked, dirtied } = answer;
  Object.assign(known, {
    guest,
    cycle,
    retired,
    slept,
    received,
    waiting,
    unasked,
    dirtied,
    ranUntil: tick,
  });
}
