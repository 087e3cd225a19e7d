/* breakout: a game to be played while it moves. It shows thirty frames a second, plays itself while nobody has pressed a
 * key, and meanwhile dirties its memory. */
#include "game.h"
#include "runtime.h"
#include "scene.h"
#include "workload.h"

enum { FRAME_TICKS = TICKS_PER_SECOND / 30, SCREEN_PAGES = FIELD_WIDTH * FIELD_HEIGHT * 4 / PAGE_BYTES };

static struct game game, shown;

/* How many frames there were, for whoever looks into this page, and when the next is due. */
static volatile uint32_t frames;
static uint64_t frame_time;

static void print_settings(void) {
  print("breakout: ");
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
  *device(DEVICE_SCREEN_WIDTH) = FIELD_WIDTH;
  *device(DEVICE_SCREEN_HEIGHT) = FIELD_HEIGHT;
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

/* Every third frame is a tick longer, which makes thirty a second. A guest that is too slow plays slower, for a ball must
 * not jump. */
static void schedule_frame(void) {
  uint64_t now = time_now();
  frame_time += FRAME_TICKS + (frames % 3 == 0);
  if (frame_time < now) frame_time = now;
}

static void take_keys(void) {
  for (int key = key_typed(); key >= 0; key = key_typed()) game_key(&game, key);
}

static void play_frame(uint32_t *screen) {
  take_keys();
  int is_lost = game_step(&game);
  scene_update(screen, &shown, &game);
  memcpy(&shown, &game, sizeof game);
  frames++;
  if (!is_lost) return;
  print("game over, score ");
  print_number(game.score);
  print("\n");
}

int main(uint32_t hart, uint32_t device_tree) {
  (void)hart;
  print_settings();
  uint32_t *screen = show_screen();
  game_begin(&game);
  memcpy(&shown, &game, sizeof game);
  scene_paint(screen, &game);
  uint32_t end = screen_address() + SCREEN_PAGES * PAGE_BYTES;
  fill_pages(device_tree, screen_address(), end);
  uint64_t now = time_now();
  frame_time = now;
  schedule_frame();
  workload_start(now, SCATTERED, screen_address(), end);
  timer_fired();
  interrupts_on();
  for (;;) {
    wait_for_frame();
    play_frame(screen);
    schedule_frame();
  }
}
