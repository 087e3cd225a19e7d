/* canvas: a guest with a screen. It paints twenty frames a second and, meanwhile, dirties its memory. */
#include "picture.h"
#include "runtime.h"
#include "workload.h"

enum { FRAME_TICKS = TICKS_PER_SECOND / 20, SCREEN_PAGES = PICTURE_WIDTH * PICTURE_HEIGHT * 4 / PAGE_BYTES };

/* When the next frame is due. The timer does not ask for it while it is being painted. */
static uint64_t frame_time;

static void print_settings(void) {
  print("canvas: ");
  print_number(ram_pages());
  print(" pages of RAM, working set ");
  print_number(setting(WORKING_SET_PAGES));
  print(", ");
  print_number(setting(DIRTY_PAGES_PER_SECOND));
  print(" pages/s\n");
}

/* The screen lies a little behind the middle of RAM, whatever its size: page 560 of 1,024. */
static uint32_t screen_address(void) { return page_address((uint32_t)((uint64_t)ram_pages() * 35 / 64)); }

static uint32_t *show_screen(void) {
  *device(DEVICE_SCREEN_WIDTH) = PICTURE_WIDTH;
  *device(DEVICE_SCREEN_HEIGHT) = PICTURE_HEIGHT;
  *device(DEVICE_SCREEN_ADDRESS) = screen_address();
  return (uint32_t *)screen_address();
}

void timer_fired(void) {
  uint64_t now = time_now();
  uint64_t write_time = workload_run(now);
  timer_set(frame_time > now && frame_time < write_time ? frame_time : write_time);
}

/* Interrupts are held meanwhile, lest the frame's time pass unseen between the test and the sleep. */
static void wait_for_frame(void) {
  interrupts_hold();
  while (time_now() < frame_time) {
    timer_fired();
    wait();
  }
  interrupts_release();
}

/* A guest that is too slow paints as often as it can; the times that it missed are left out. */
static void schedule_frame(void) {
  uint64_t now = time_now();
  do frame_time += FRAME_TICKS;
  while (frame_time <= now);
}

int main(uint32_t hart, uint32_t device_tree) {
  (void)hart;
  print_settings();
  picture_prepare();
  uint32_t *screen = show_screen();
  picture_paint(screen, 0);
  uint32_t end = screen_address() + SCREEN_PAGES * PAGE_BYTES;
  fill_pages(device_tree, screen_address(), end);
  uint64_t now = time_now();
  frame_time = now + FRAME_TICKS;
  workload_start(now, SCATTERED, screen_address(), end);
  timer_fired();
  interrupts_on();
  for (uint32_t frame = 1;; frame++) {
    wait_for_frame();
    picture_update(screen, frame);
    schedule_frame();
  }
}
