#include "runtime.h"

enum { SBI_SET_TIMER = 0x54494d45, SBI_PUT_CHARACTER = 1, SBI_GET_CHARACTER = 2, SBI_SHUT_DOWN = 8 };
enum { TIMER_ENABLE = 1 << 5, DEVICE_ENABLE = 1 << 9, INTERRUPTS_ENABLE = 1 << 1 };

static uint32_t call_machine(uint32_t extension, uint32_t first, uint32_t second) {
  register uint32_t a0 __asm__("a0") = first;
  register uint32_t a1 __asm__("a1") = second;
  register uint32_t a6 __asm__("a6") = 0;
  register uint32_t a7 __asm__("a7") = extension;
  __asm__ volatile("ecall" : "+r"(a0), "+r"(a1) : "r"(a6), "r"(a7) : "memory");
  return a0;
}

uint64_t time_now(void) {
  uint32_t high, low, again;
  /* The low half may wrap between the two reads; then the high half has changed. */
  do {
    __asm__ volatile("csrr %0, timeh\n csrr %1, time\n csrr %2, timeh" : "=r"(high), "=r"(low), "=r"(again));
  } while (high != again);
  return (uint64_t)high << 32 | low;
}

void timer_set(uint64_t time) { call_machine(SBI_SET_TIMER, (uint32_t)time, (uint32_t)(time >> 32)); }

void interrupts_release(void) { __asm__ volatile("csrs sstatus, %0" ::"r"(INTERRUPTS_ENABLE) : "memory"); }

void interrupts_hold(void) { __asm__ volatile("csrc sstatus, %0" ::"r"(INTERRUPTS_ENABLE) : "memory"); }

void interrupts_on(void) {
  __asm__ volatile("csrs sie, %0" ::"r"(TIMER_ENABLE | DEVICE_ENABLE) : "memory");
  interrupts_release();
}

void wakeups_on(void) { __asm__ volatile("csrs sie, %0" ::"r"(TIMER_ENABLE | DEVICE_ENABLE) : "memory"); }

int key_typed(void) { return (int)call_machine(SBI_GET_CHARACTER, 0, 0); }

void wait(void) { __asm__ volatile("wfi" ::: "memory"); }

void print(const char *text) {
  while (*text) call_machine(SBI_PUT_CHARACTER, (uint8_t)*text++, 0);
}

void print_number(uint32_t number) {
  char digits[11];
  char *first = digits + sizeof digits - 1;
  *first = 0;
  do {
    *--first = (char)('0' + number % 10);
    number /= 10;
  } while (number);
  print(first);
}

static void print_word(uint32_t word) {
  char text[] = "0x00000000";
  for (int digit = 9; digit > 1; digit--, word >>= 4) text[digit] = "0123456789abcdef"[word & 15];
  print(text);
}

_Noreturn void shut_down(void) {
  call_machine(SBI_SHUT_DOWN, 0, 0);
  for (;;) wait();
}

/* Called by the trap handler for every trap but those of the timer and the device block. */
_Noreturn void trap_failed(uint32_t cause, uint32_t address, uint32_t value);
_Noreturn void trap_failed(uint32_t cause, uint32_t address, uint32_t value) {
  print("trap: cause ");
  print_word(cause);
  print(" at ");
  print_word(address);
  print(", value ");
  print_word(value);
  print("\n");
  shut_down();
}

void fill_pages(uint32_t device_tree, uint32_t skip, uint32_t skip_end) {
  uint32_t end = device_tree & ~(uint32_t)(PAGE_BYTES - 1);
  for (uint32_t address = (uint32_t)image_end; address < end; address += PAGE_BYTES) {
    if (address < skip || address >= skip_end) *(volatile uint32_t *)address = address;
  }
}

void *memset(void *to, int byte, unsigned long count) {
  for (uint8_t *at = to; count; count--) *at++ = (uint8_t)byte;
  return to;
}

void *memcpy(void *to, const void *from, unsigned long count) {
  const uint8_t *source = from;
  for (uint8_t *at = to; count; count--) *at++ = *source++;
  return to;
}
