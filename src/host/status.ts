/**
 * The words for a host on the page. They follow from the state of its guest and of its role; nothing is decided by
 * them.
 */

/** What a host is doing. */
export type HostStatus =
  | "running" // the guest runs here
  | "stunned" // the guest is held here and may not run
  | "waiting" // the guest runs here but waits for a page
  | "empty" // no guest here yet
  | "receiving" // pages come in; the guest is elsewhere
  | "serving" // the guest left; this host still owes pages
  | "freed" // the guest left and its memory was given back
  | "crashed"
  | "off"; // the guest shut itself down here

/** What a host does where the guest is. */
const WITH_GUEST: ReadonlySet<HostStatus> = new Set(["running", "stunned", "waiting"]);

/** Whether the guest is at a host that says this of itself. */
export function hasGuest(status: HostStatus): boolean {
  return WITH_GUEST.has(status);
}
