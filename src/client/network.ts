import { SECOND, type Tick } from "../clock/tick.ts";
import { PLACES, type Place } from "../place/place.ts";

/** A port of the client network's switch: the machine behind it. */
export type Port = Place;

/**
 * A switch forgets where an address is when it has heard nothing from there for so long: the ageing time of IEEE
 * 802.1D.
 */
export const AGEING = 300 * SECOND;

/**
 * What the switch of the client network knows, as plain data: at which port it last heard the guest's address. It
 * stands at the client, so what a host sends teaches it a latency later.
 */
export interface SwitchState {
  port: Port;
  heardAt: Tick;
}

/** Something with the guest's address came from a port. */
export function hear(state: SwitchState, port: Port, now: Tick): void {
  state.port = port;
  state.heardAt = now;
}

/** The ports to which the switch sends what is for the guest: the one that it knows, or all when that is too long ago. */
export function portsAt(state: SwitchState, now: Tick): readonly Port[] {
  return now - state.heardAt > AGEING ? PLACES : [state.port];
}
