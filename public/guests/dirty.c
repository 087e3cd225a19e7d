/* dirty: a guest that does nothing but dirty its memory, at a rate and in an order that are given. */
#include "runtime.h"
#include "workload.h"

/* Behind those of the workload. */
enum { ORDER = DIRTY_PAGES_PER_SECOND + 1 };

static const char *const ORDER_NAMES[] = {"scattered", "ascending", "random"};

static void print_settings(void) {
  print("dirty: ");
  print_number(ram_pages());
  print(" pages of RAM, working set ");
  print_number(setting(WORKING_SET_PAGES));
  print(", ");
  print_number(setting(DIRTY_PAGES_PER_SECOND));
  print(" pages/s, ");
  print(ORDER_NAMES[setting(ORDER)]);
  print("\n");
}

void timer_fired(void) { timer_set(workload_run(time_now())); }

int main(uint32_t hart, uint32_t device_tree) {
  (void)hart;
  print_settings();
  fill_pages(device_tree, 0, 0);
  uint32_t end = page_address(ram_pages());
  workload_start(time_now(), (enum order)setting(ORDER), end, end);
  timer_fired();
  interrupts_on();
  for (;;) wait();
}
