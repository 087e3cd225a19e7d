/**
 * The two machines by their own names. A host keeps its name for ever, while source and destination are its roles in
 * one migration: in the migration back they are the other way round.
 */

/** A host by its role in a migration. */
export type HostName = "source" | "destination";

/** A machine's own name, as it stands in words, traces and reports. */
export const PLACES = ["West", "East"] as const;
export type Place = (typeof PLACES)[number];

/** Which machine has which role in a migration. */
export type Places = Readonly<Record<HostName, Place>>;

/** The first migration leads from West to East. */
export const WEST_TO_EAST: Places = { source: "West", destination: "East" };

/** The other way round. */
export function turned({ source, destination }: Places): Places {
  return { source: destination, destination: source };
}

/** The role of a machine. */
export function roleOf(places: Places, place: Place): HostName {
  return places.source === place ? "source" : "destination";
}
