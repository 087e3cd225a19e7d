/* The part of a guest that dirties memory: one word into the next page of a working set, at a steady rate. */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include <stdint.h>

/* In this order the lab numbers them; programs.ts has the same names. */
enum order { SCATTERED, ASCENDING, RANDOM };

/* The settings that every guest with a workload has, in its first words. */
enum { WORKING_SET_PAGES, DIRTY_PAGES_PER_SECOND };

/* A time that never comes. */
#define NEVER (~(uint64_t)0)

/* The working set is so many pages as its setting says behind the program's own, leaving out those from hole to hole_end.
 * It begins at the given time; a rate of 0 dirties nothing. */
void workload_start(uint64_t now, enum order order, uint32_t hole, uint32_t hole_end);

/* Takes the rate anew where it has changed. Makes every write that is due and returns the time of the next, or NEVER. */
uint64_t workload_run(uint64_t now);

#endif
