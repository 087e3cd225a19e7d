import { hasGuest } from "../../host/status.ts";
import { t } from "../../language/words.ts";
import type { Frame } from "../../report/frame.ts";
import { seconds } from "../design/words.ts";

export interface Action {
  readonly name: "migrate" | "cancel" | "cutLink" | "healLink" | "restart" | "reset";
  readonly label: string;
  /** What it does, when it was pressed, or why it cannot be pressed now. */
  readonly note: string;
  readonly enabled: boolean;
  /** The one that is proposed now. */
  readonly primary: boolean;
}

/** The moment a frame proposes an action for: before the move, in page-in, while the cable is cut, at the end. */
function proposed({ phase, ended, link, datastore, pressed, report, restart }: Frame): Action["name"] | null {
  if (phase === null) return "migrate";
  if (report.outcome === "lost") return restart.offeredOn === null ? "reset" : "restart";
  if (ended) return "reset";
  if (!link.whole) return "healLink";
  // A datastore that is stopped is what to mend first; its own switch proposes that.
  if (!datastore.reachable) return null;
  return phase === "pageIn" && pressed.cutLink === null ? "cutLink" : null;
}

function cutNote({ link, pressed, ended }: Frame): string {
  if (!link.whole) return pressed.cutLink === null ? t`is cut` : t`at ${seconds(pressed.cutLink)} s`;
  if (ended) return t`all is over`;
  return pressed.cutLink === null ? t`any time` : t`once more`;
}

function healNote({ link, pressed }: Frame): string {
  if (!link.whole) return t`put it back`;
  return pressed.healLink === null ? t`it is whole` : t`at ${seconds(pressed.healLink)} s`;
}

/** What an HA restart does, or where it stands; it never claims to bring the lost guest back. */
function restartNote({ restart }: Frame): string {
  if (restart.pending) return t`the datastore is asked`;
  if (restart.at !== null) return t`new guest at ${seconds(restart.at)} s`;
  return restart.offeredOn === null ? t`needs the datastore` : t`boots anew; memory is lost`;
}

/** A guest that is lost needs no cable; where its machines could boot another one, that is what is left to do. */
function offersRestart({ restart, report, pressed }: Frame): boolean {
  const isAsked = pressed.restart !== null && report.outcome === "lost";
  return restart.offeredOn !== null || restart.pending || restart.at !== null || isAsked;
}

/** Until the owner record may change, the migration that goes on can be given up. */
const BEFORE_THE_COMMIT: ReadonlySet<Frame["phase"]> = new Set(["setup", "preCopy", "stun"]);

/** Whether Cancel stands in the place of Migrate. */
function isCancellable({ phase, ended, report, source }: Frame): boolean {
  return BEFORE_THE_COMMIT.has(phase) && !ended && report.outcome !== "lost" && source.status !== "crashed";
}

/** A guest that has moved can be moved back to where it came from; one that stayed, or was booted anew, is tried again. */
function againLabel({ report }: Frame): string {
  return report.outcome === "completed" || report.outcome === "recovered"
    ? t`Migrate back`
    : t`Migrate again`;
}

function againNote(frame: Frame): string {
  if (!frame.link.whole) return t`heal the link first`;
  const { source, destination } = frame.places;
  return hasGuest(frame.destination.status) ? t`${destination} to ${source}` : t`${source} to ${destination}`;
}

/**
 * What the learner can do at a frame, in a lab that a link may have opened; nothing where the lab has failed and does not
 * work. `pending` is what the next Reset would change, in words; null where it changes nothing.
 */
export function actionsOf(
  frame: Frame,
  works = true,
  isLinked = false,
  pending: string | null = null,
): readonly Action[] {
  const { phase, ended, link, pressed } = frame;
  const moving = phase !== null;
  const started = pressed.migrate === null ? t`under way` : t`at ${seconds(pressed.migrate)} s`;
  const primary = pending !== null ? "reset" : proposed(frame);
  const action = (name: Action["name"], label: string, note: string, enabled: boolean): Action => ({
    name,
    label,
    note,
    enabled: enabled && works,
    primary: enabled && works && primary === name,
  });
  const atTheLink = [
    action("cutLink", t`Cut link`, cutNote(frame), moving && link.whole && !ended),
    action("healLink", t`Heal link`, healNote(frame), moving && !link.whole),
  ];
  const restart = action("restart", t`HA restart`, restartNote(frame), frame.restart.offeredOn !== null);
  const migrate = frame.mayMoveAgain
    ? action("migrate", againLabel(frame), againNote(frame), link.whole)
    : action("migrate", t`Migrate`, moving ? started : "", !moving);
  return [
    isCancellable(frame) ? action("cancel", t`Cancel`, t`${frame.places.source} keeps it`, true) : migrate,
    ...(offersRestart(frame) ? [restart] : atTheLink),
    action("reset", t`Reset`, pending ?? (isLinked ? t`to the link` : t`to the start`), moving),
  ];
}
