/* What every guest program stands on: the console, the clock, the device block and memory. */
#ifndef RUNTIME_H
#define RUNTIME_H

#include <stdint.h>

enum { PAGE_BYTES = 4096, RAM_START = (int)0x80000000u, OWN_PAGES = 15, TICKS_PER_SECOND = 10000000 };

/* Registers of the device block, as indexes of words. */
enum { DEVICE_RAM_PAGES = 2, DEVICE_SCREEN_ADDRESS = 4, DEVICE_SCREEN_WIDTH = 5, DEVICE_SCREEN_HEIGHT = 6, DEVICE_SETTINGS_CHANGED = 7 };
enum { DEVICE_REQUESTS = 8, DEVICE_REQUEST_ID, DEVICE_REQUEST_OPERATION, DEVICE_REQUEST_KEY, DEVICE_REQUEST_VALUE };
enum { DEVICE_ANSWER_VALUE = 13, DEVICE_ANSWER_CHECKSUM, DEVICE_ANSWER_ID, DEVICE_SETTINGS };

static inline volatile uint32_t *device(uint32_t word) { return (volatile uint32_t *)0x10000000 + word; }
static inline uint32_t setting(uint32_t index) { return *device(DEVICE_SETTINGS + index); }
/* Whether the lab has changed a setting since this was asked last. */
static inline int settings_changed(void) {
  if (!*device(DEVICE_SETTINGS_CHANGED)) return 0;
  *device(DEVICE_SETTINGS_CHANGED) = 0;
  return 1;
}
static inline uint32_t ram_pages(void) { return *device(DEVICE_RAM_PAGES); }
static inline uint32_t page_address(uint32_t page) { return (uint32_t)RAM_START + page * PAGE_BYTES; }

/* The first address behind the program's image, a multiple of the page size. */
extern char image_end[];

/* Ticks of 100 ns since the machine started. */
uint64_t time_now(void);

/* Makes timer_fired be called at that time or soon after it; a time in the past is now. */
void timer_set(uint64_t time);

/* The program's own: called with interrupts off when the time of timer_set has come, or the lab has changed a setting, of
 * which it must take note. It must call timer_set again. */
void timer_fired(void);

/* From here on the timer and a setting that changes interrupt the program. */
void interrupts_on(void);

/* Between these two they do not; wait() still ends for them. */
void interrupts_hold(void);
void interrupts_release(void);

/* From here on the timer and a waiting request both end wait(). Neither interrupts the program unless interrupts_on
 * was called. */
void wakeups_on(void);

/* Sleeps until something comes that ends it. */
void wait(void);

/* The next byte typed at the console, or -1. */
int key_typed(void);

void print(const char *text);
void print_number(uint32_t number);

_Noreturn void shut_down(void);

void *memset(void *to, int byte, unsigned long count);
void *memcpy(void *to, const void *from, unsigned long count);

/* Writes a word that no other page has, its own address, at the start of every page behind the program's image and
 * below the device tree, except the pages from skip to skip_end. */
void fill_pages(uint32_t device_tree, uint32_t skip, uint32_t skip_end);

#endif
