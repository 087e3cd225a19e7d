import type { Session, SessionOptions } from "../browser/session.ts";
import type { Tick } from "../clock/tick.ts";
import type { Frame } from "../report/frame.ts";
import type { Entrance } from "./entrance.svelte.ts";
import type { Opening } from "./opening.ts";
import { endOf, replay, replayLanes } from "./replay.ts";

/** Opens a session; rejects with a clear error where that fails. */
export type OpenSession = (options: SessionOptions) => Promise<Session>;

/** A session that stands at the moment of its opening. */
export interface Arrival {
  readonly session: Session;
  readonly opening: Opening;
  readonly frame: Frame;
}

/** Opens one run after the other beside the present one. Whoever is let in next takes the place of who is on the way. */
export class Opener {
  /** What is being opened; null where nothing is. */
  entrance = $state.raw<Entrance | null>(null);
  /** What that begins with, once it is read. */
  opening = $state.raw<Opening | null>(null);
  readonly #open: OpenSession;
  /** The session that is on its way. */
  #coming: Session | null = null;

  constructor(open: OpenSession) {
    this.#open = open;
  }

  /** Lets something in, and ends what was on its way. */
  enter(entrance: Entrance): void {
    this.end();
    this.entrance = entrance;
  }

  /** Ends what is on its way, if anything. */
  end(): void {
    this.entrance?.end();
    this.entrance = null;
    this.opening = null;
    this.#coming?.close();
    this.#coming = null;
  }

  /**
   * Opens what `load` reads and leads it on to its moment. `makeRoom` is called before its session is opened. Resolves with
   * null where the entrance was ended meanwhile, and rejects where something failed; then the session is closed.
   */
  async lead(
    entrance: Entrance,
    load: () => Promise<Opening>,
    makeRoom: (opening: Opening) => void,
  ): Promise<Arrival | null> {
    const opening = await load();
    if (entrance.isOver) return null;
    this.opening = opening;
    makeRoom(opening);
    const session = await this.#open(opening);
    if (entrance.isOver) {
      session.close();
      return null;
    }
    this.#coming = session;
    await goOn(session, opening, entrance);
    const frame = await session.frame();
    if (entrance.isOver) return null;
    this.#coming = null;
    return { session, opening, frame };
  }
}

/** Does again what an opening holds, up to its moment, and tells the entrance how far it is. */
async function goOn(session: Session, opening: Opening, entrance: Entrance): Promise<void> {
  const until = endOf(opening);
  const guide = (now: Tick) => entrance.tell({ now, until });
  if (opening.lanes) await replayLanes(session, opening.lanes, opening.moment, guide);
  else await replay(session, opening, guide);
}
