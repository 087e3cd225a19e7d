import type { Instance } from "./instance.ts";
import {
  DAMAGES,
  type Damage,
  deadlineIndex,
  deadlineNames,
  type Operation,
  QUEUES,
  SIDES,
  type World,
} from "./world.ts";

/** What can happen next. A move is one number, because millions of them are kept: its kind and an argument. */
export const Kind = {
  /** The first message of a queue arrives, is lost, arrives while a copy strays, or strays. */
  deliver: 0,
  lose: 1,
  double: 2,
  stray: 3,
  /** A stray message arrives. */
  arriveLate: 4,
  /** The link's queue has room. */
  room: 5,
  /** An operation takes effect, is answered, is answered by damaged bytes, or its answer is lost. */
  effect: 6,
  answer: 7,
  damage: 8,
  loseAnswer: 9,
  deadline: 10,
  /** The guest writes a page, or faults on it. */
  guest: 11,
  cut: 12,
  heal: 13,
  stop: 14,
  start: 15,
  crash: 16,
  /** A chunk or a note is damaged where it lies. */
  spoil: 17,
  /** The migration is over, and the next one begins from where the guest is. */
  again: 18,
} as const;

const ARGUMENTS = 256;
const DEADLINES_PER_SIDE = 32;
/** Where the slots of the ring back begin, as places that can be spoiled. */
const BACK = 32;

export function move(kind: number, argument = 0): number {
  return kind * ARGUMENTS + argument;
}

export function kindOf(code: number): number {
  return Math.floor(code / ARGUMENTS);
}

export function argumentOf(code: number): number {
  return code % ARGUMENTS;
}

/** The deadline that a move lets pass. */
export function deadlineOf(argument: number) {
  const side = SIDES[Math.floor(argument / DEADLINES_PER_SIDE)]!;
  return { side, name: deadlineNames()[argument % DEADLINES_PER_SIDE]! };
}

export function deadlineMove(side: number, index: number): number {
  return move(Kind.deadline, side * DEADLINES_PER_SIDE + index);
}

/** The slot that a move spoils, and how. */
export function spoilOf(argument: number): { isNote: boolean; slot: number; damage: Damage } {
  const place = Math.floor(argument / DAMAGES.length);
  return {
    isNote: place >= BACK,
    slot: place % BACK,
    damage: DAMAGES[argument % DAMAGES.length]!,
  };
}

/** All moves of a world within its budget. */
export function movesOf(world: World, instance: Instance): number[] {
  const moves: number[] = [];
  if (world.linkWhole) linkMoves(world, moves);
  if (world.storeUp) storeMoves(world, moves);
  deadlineMoves(world, moves);
  guestMoves(world, instance, moves);
  faultMoves(world, instance, moves);
  if (world.budget.spoils > 0) spoilMoves(world, moves);
  return moves;
}

function linkMoves(world: World, moves: number[]): void {
  const { queues, strays, budget } = world;
  for (let queue = 0; queue < queues.length; queue++) {
    if (queues[queue]!.length === 0) continue;
    moves.push(move(Kind.deliver, queue));
    if (budget.losses > 0) moves.push(move(Kind.lose, queue));
    if (budget.doubles > 0) moves.push(move(Kind.double, queue));
    if (budget.strays > 0) moves.push(move(Kind.stray, queue));
  }
  for (let index = 0; index < strays.length; index++)
    if (index === 0 || strays[index]!.id !== strays[index - 1]!.id) moves.push(move(Kind.arriveLate, index));
  if (world.wantsRoom) moves.push(move(Kind.room));
}

/** Operations of one host take effect, and are answered, in the order of their issue. */
function storeMoves(world: World, moves: number[]): void {
  SIDES.forEach((name, side) => {
    const list = world.operations[name];
    if (list.some(isUndone)) moves.push(move(Kind.effect, side));
    const first = list[0];
    if (!first || isUndone(first)) return;
    moves.push(move(Kind.answer, side));
    if (world.budget.damages > 0 && first.what.kind === "readChunk" && first.operation > 0)
      moves.push(move(Kind.damage, side));
    if (world.budget.lostAnswers > 0) moves.push(move(Kind.loseAnswer, side));
  });
}

export function isUndone(operation: Operation): boolean {
  return operation.answer === null;
}

/** A deadline may pass at any moment after it was set; those that come again and again only within the budget. */
function deadlineMoves(world: World, moves: number[]): void {
  SIDES.forEach((name, side) => {
    for (let index = 0, rest = world.deadlines[name]; rest !== 0; index++, rest >>>= 1)
      if ((rest & 1) === 1 && mayPass(world, side, index)) moves.push(deadlineMove(side, index));
  });
}

function mayPass(world: World, side: number, index: number): boolean {
  const { budget } = world;
  const name = SIDES[side]!;
  if (index === deadlineIndex("alive")) return mayBeat(world, side);
  if (index === deadlineIndex("silence")) return !world.linkWhole || budget.silences > 0;
  if (index === deadlineIndex("store")) return world.operations[name].length === 0 || budget.retries > 0;
  return true;
}

/** A sign of life on a cut link does nothing, except that a destination also gives it in the file. */
function mayBeat(world: World, side: number): boolean {
  const { budget, queues, linkWhole, destination } = world;
  const left = side === 0 ? budget.sourceBeats : budget.destinationBeats;
  if (left === 0) return false;
  if (!linkWhole) return side === 1 && destination.role.file.reading;
  return !QUEUES.some(
    ({ from }, index) =>
      from === SIDES[side] && queues[index]!.some(({ message }) => message.content.channel === null),
  );
}

function guestMoves(world: World, instance: Instance, moves: number[]): void {
  if (world.runner === null || world.waitsFor >= 0 || world.budget.writes === 0) return;
  if (!instance.anyPage) moves.push(move(Kind.guest, world.next));
  else for (let page = 0; page < instance.settings.pages; page++) moves.push(move(Kind.guest, page));
}

function faultMoves(world: World, instance: Instance, moves: number[]): void {
  const { budget } = world;
  if (!world.linkWhole) moves.push(move(Kind.heal));
  else if (budget.cuts > 0) moves.push(move(Kind.cut));
  if (!world.storeUp) moves.push(move(Kind.start));
  else if (budget.stops > 0) moves.push(move(Kind.stop));
  if (budget.again > 0 && mayMoveAgain(world)) moves.push(move(Kind.again));
  if (instance.crash && budget.crashes > 0) moves.push(move(Kind.crash, SIDES.indexOf(instance.crash)));
}

/** Whether a migration has ended, with a guest that runs: the simulation begins none before. */
export function mayMoveAgain({ source, runner, waitsFor, crashed }: World): boolean {
  const { name } = source.role;
  return crashed === null && runner !== null && waitsFor < 0 && (name === "freed" || name === "continued");
}

/** What was read and used already may be damaged without harm. */
function spoilMoves({ file, source, destination }: World, moves: number[]): void {
  const spoil = (place: number, damages: readonly Damage[]) => {
    for (const damage of damages)
      moves.push(move(Kind.spoil, place * DAMAGES.length + DAMAGES.indexOf(damage)));
  };
  file?.chunks.forEach((chunk, slot) => {
    if (chunk && !chunk.damage && chunk.sequence > destination.role.file.lastChunk) spoil(slot, DAMAGES);
  });
  file?.notes.forEach((note, slot) => {
    if (note && !note.damage && note.sequence > source.role.file.lastNote) spoil(BACK + slot, ["head"]);
  });
}
