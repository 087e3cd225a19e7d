/** Broken promises in sentences, as a report's `invariants` have them; the page and the failure matrix show the same ones. */

import type { Violation } from "../simulation/parts/violations.ts";

type Words = { readonly [Kind in Violation["kind"]]: (violation: Violation & { kind: Kind }) => string };

const WORDS: Words = {
  twoRunners: ({ host, runner }) =>
    `The guest was resumed at the ${host} while the ${runner} could still run it.`,
  resumedWithoutOwning: ({ host }) => `The guest was resumed at the ${host}, which does not own it.`,
  oldPage: ({ page }) => `The destination resumed with an old version of page ${page}.`,
  pageTwice: () => "A page came twice after the switchover although nothing failed.",
  freedTooEarly: () => "The source gave its memory back before the destination had every page.",
  carryingLinkDown: ({ host }) =>
    `The ${host} declared the link down while something that was sent to it was on its way.`,
  wrongAnswer: ({ key, id }) => `The client got a wrong answer for key ${key} (request ${id}).`,
  typedOutOfOrder: () => "The guest was given typed bytes that were not the next ones.",
  typedLostTooMany: () => "More typed bytes were called lost than were open.",
  requestCameAfter: ({ id, before }) => `Request ${id} came after request ${before}.`,
  requestAtTwoHosts: ({ id }) => `Request ${id} was handed to two hosts.`,
  requestFromNowhere: ({ id }) => `Request ${id} reached the guest, but waited nowhere.`,
  requestReachedAfter: ({ id, before }) => `Request ${id} reached the guest after request ${before}.`,
  typedStranded: ({ count }) =>
    `${count} typed bytes wait where the guest never takes them, and nobody is told.`,
  requestsStranded: ({ count }) =>
    `${count} requests wait where the guest never takes them, and nobody is told.`,
  typedUnaccounted: ({ entered, reached, waiting, lost }) =>
    `${entered} bytes were typed, but ${reached} reached the guest, ${waiting} wait and ${lost} are known to be lost.`,
  requestsUnaccounted: ({ entered, reached, waiting, lost }) =>
    `${entered} requests came, but ${reached} reached the guest, ${waiting} wait and ${lost} are known to be lost.`,
  typedMiscounted: ({ delivered, reached }) =>
    `${delivered} typed bytes were called delivered, ${reached} reached the guest.`,
  requestsMiscounted: ({ delivered, reached }) =>
    `${delivered} requests were called delivered, ${reached} reached the guest.`,
  requestsAstray: ({ sent, arrived, travelling }) =>
    `The client sent ${sent} requests, but ${arrived} came to a port and ${travelling} travel.`,
  unlisted: () => "More promises were broken; they are not listed.",
};

/** A broken promise in one sentence. */
export function violationWords(violation: Violation): string {
  return (WORDS[violation.kind] as (violation: Violation) => string)(violation);
}
