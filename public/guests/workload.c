#include "workload.h"

#include "runtime.h"

enum {
  BATCHES_PER_SECOND = 10000,
  /* Missed writes are made up for if they are at most 50 ms late, and forgotten otherwise. */
  LATENESS_MAX = TICKS_PER_SECOND / 20
};

static struct {
  enum order order;
  uint32_t pages, stride, position, random;
  uint32_t hole, hole_bytes;
  /* Writes made at one time, so that those times are at least 100 us apart. */
  uint32_t batch;
  /* Ticks from one batch to the next: whole ticks, and a remainder of 1/pages_per_second of a tick each. */
  uint32_t pages_per_second, ticks, remainder, carry;
  uint64_t next;
  uint32_t writes;
} workload;

static uint32_t common_divisor(uint32_t a, uint32_t b) {
  while (b) {
    uint32_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/* A stride near 0.618 of the pages that meets each of them once before it meets one again. */
static uint32_t scattered_stride(uint32_t pages) {
  uint32_t stride = (uint32_t)((uint64_t)pages * 2654435769u >> 32);
  if (stride == 0) return 1 % pages;
  while (common_divisor(stride, pages) != 1) stride++;
  return stride;
}

/* The first batch is due a batch's time from now. */
static void set_rate(uint64_t now, uint32_t pages_per_second) {
  workload.next = NEVER;
  if (pages_per_second == 0) return;
  workload.batch = (pages_per_second + BATCHES_PER_SECOND - 1) / BATCHES_PER_SECOND;
  workload.pages_per_second = pages_per_second;
  workload.ticks = workload.batch * TICKS_PER_SECOND / pages_per_second;
  workload.remainder = workload.batch * TICKS_PER_SECOND % pages_per_second;
  workload.next = now + workload.ticks;
  workload.carry = workload.remainder;
}

void workload_start(uint64_t now, enum order order, uint32_t hole, uint32_t hole_end) {
  uint32_t pages = setting(WORKING_SET_PAGES);
  workload.order = order;
  workload.pages = pages;
  workload.stride = order == ASCENDING ? 1 % pages : scattered_stride(pages);
  workload.random = 2463534242u;
  workload.hole = hole;
  workload.hole_bytes = hole_end - hole;
  set_rate(now, setting(DIRTY_PAGES_PER_SECOND));
}

static uint32_t next_position(void) {
  if (workload.order == RANDOM) {
    uint32_t random = workload.random;
    random ^= random << 13;
    random ^= random >> 17;
    random ^= random << 5;
    workload.random = random;
    return random % workload.pages;
  }
  uint32_t position = workload.position;
  uint32_t next = position + workload.stride;
  workload.position = next < workload.pages ? next : next - workload.pages;
  return position;
}

/* The number of the write is written, so the word is another each time. */
static void write_batch(void) {
  for (uint32_t left = workload.batch; left; left--) {
    uint32_t address = page_address(OWN_PAGES + next_position());
    if (address >= workload.hole) address += workload.hole_bytes;
    *(volatile uint32_t *)address = ++workload.writes;
  }
}

/* Batch k is due at start + k * batch / rate: the remainder is carried exactly, so nothing adds up over time. */
static void advance(void) {
  workload.next += workload.ticks;
  workload.carry += workload.remainder;
  if (workload.carry >= workload.pages_per_second) {
    workload.carry -= workload.pages_per_second;
    workload.next++;
  }
}

uint64_t workload_run(uint64_t now) {
  if (settings_changed()) set_rate(now, setting(DIRTY_PAGES_PER_SECOND));
  if (workload.next == NEVER) return NEVER;
  if (workload.next + LATENESS_MAX < now) workload.next = now - LATENESS_MAX;
  while (workload.next <= now) {
    write_batch();
    advance();
  }
  return workload.next;
}
