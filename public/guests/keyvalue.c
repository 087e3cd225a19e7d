/* keyvalue: a server. It answers the client's requests from a hash table over most of its memory, counts the hits of
 * every key, and shows which parts of the table are asked for. */
#include "heat.h"
#include "runtime.h"
#include "table.h"

enum { VALUE_BYTES, KEYS };
enum { GET, PUT };
enum { SCREEN_PAGES = HEAT_WIDTH * HEAT_HEIGHT * 4 / PAGE_BYTES, COOL_TICKS = TICKS_PER_SECOND / 12 };

#define NEVER (~(uint64_t)0)

static uint64_t cool_time;
static uint32_t requests;

/* The screen lies behind the program's own pages, and the table behind the screen. */
static uint32_t *screen(void) { return (uint32_t *)page_address(OWN_PAGES); }

static void print_settings(void) {
  print("keyvalue: ");
  print_number(ram_pages());
  print(" pages of RAM, ");
  print_number(setting(KEYS));
  print(" keys of ");
  print_number(setting(VALUE_BYTES));
  print(" bytes\n");
}

static void show_screen(void) {
  heat_paint(screen());
  *device(DEVICE_SCREEN_WIDTH) = HEAT_WIDTH;
  *device(DEVICE_SCREEN_HEIGHT) = HEAT_HEIGHT;
  *device(DEVICE_SCREEN_ADDRESS) = (uint32_t)screen();
}

static void schedule_cooling(uint64_t time) {
  cool_time = time;
  timer_set(time);
}

static void show_hit(const struct slot *slot) {
  requests++;
  heat_touch(screen(), table_part(slot, HEAT_CELLS));
  if (cool_time == NEVER) schedule_cooling(time_now() + COOL_TICKS);
}

static void answer(uint32_t id, uint32_t value, uint32_t checksum) {
  *device(DEVICE_ANSWER_VALUE) = value;
  *device(DEVICE_ANSWER_CHECKSUM) = checksum;
  *device(DEVICE_ANSWER_ID) = id;
}

/* Takes the oldest request and answers it. A key that is not there and an operation that is none get zeros. */
static void serve(void) {
  uint32_t id = *device(DEVICE_REQUEST_ID), operation = *device(DEVICE_REQUEST_OPERATION);
  uint32_t key = *device(DEVICE_REQUEST_KEY), value = *device(DEVICE_REQUEST_VALUE);
  *device(DEVICE_REQUESTS) = 0;
  struct slot *slot = operation > PUT ? 0 : table_find(key);
  if (!slot) return answer(id, 0, 0);
  slot->hits++;
  if (operation == PUT) table_put(slot, value);
  answer(id, slot->value, table_checksum(slot));
  show_hit(slot);
}

/* Called by this program only: interrupts end its sleep, but never enter the trap handler. */
void timer_fired(void) { schedule_cooling(heat_cool(screen(), requests) ? cool_time + COOL_TICKS : NEVER); }

int main(uint32_t hart, uint32_t device_tree) {
  (void)hart;
  print_settings();
  show_screen();
  fill_pages(device_tree, (uint32_t)screen(), page_address(OWN_PAGES + SCREEN_PAGES));
  table_fill(page_address(OWN_PAGES + SCREEN_PAGES), setting(KEYS), setting(VALUE_BYTES));
  print("ready\n");
  schedule_cooling(NEVER);
  wakeups_on();
  for (;;) {
    while (*device(DEVICE_REQUESTS)) serve();
    if (time_now() >= cool_time) timer_fired();
    else wait();
  }
}
