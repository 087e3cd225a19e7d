import { t } from "../../language/words.ts";
import type { HostName } from "../../place/place.ts";
import type { Frame } from "../../report/frame.ts";
import type { ActionName } from "../../scenario/action.ts";
import { seconds } from "../design/words.ts";

/** A switch at one of the things in the drawing. */
export interface Switch {
  readonly action: ActionName;
  /** One word beside its sign. */
  readonly word: string;
  /** Its whole name, for those who do not see where it is. */
  readonly label: string;
  /** What it does, or why it cannot be used now. */
  readonly reason: string;
  readonly enabled: boolean;
  /** The one that is proposed now. */
  readonly primary: boolean;
}

/** Nothing more can go wrong with a migration that is over, or with a guest that was booted anew. */
function isOver({ ended, restart }: Frame): boolean {
  return ended || restart.at !== null;
}

function crashReason(frame: Frame, host: HostName): string {
  const at = frame.pressed[host === "source" ? "crashSource" : "crashDestination"];
  if (frame[host].status === "crashed")
    return at === null ? t`it has crashed` : t`crashed at ${seconds(at)} s`;
  return isOver(frame) ? t`the move is over` : t`it stops dead, for good`;
}

/** The switch at a cabinet that makes the machine in it stop dead. */
export function crashSwitch(frame: Frame, host: HostName, works = true): Switch {
  return {
    action: host === "source" ? "crashSource" : "crashDestination",
    word: t`Crash`,
    label: t`Crash ${frame.places[host]}`,
    reason: crashReason(frame, host),
    enabled: works && !isOver(frame) && frame[host].status !== "crashed",
    primary: false,
  };
}

/** The switch at the datastore: it stops it, and starts it again. */
export function storeSwitch(frame: Frame, works = true): Switch {
  const { datastore, link, report } = frame;
  if (datastore.reachable)
    return {
      action: "stopDatastore",
      word: t`Stop`,
      label: t`Stop the datastore`,
      reason: isOver(frame) ? t`the move is over` : t`nobody can read or write it`,
      enabled: works && !isOver(frame),
      primary: false,
    };
  return {
    action: "healDatastore",
    word: t`Start`,
    label: t`Start the datastore`,
    reason: t`all that was in it is still there`,
    enabled: works,
    primary: works && link.whole && report.outcome !== "lost" && !isOver(frame),
  };
}
