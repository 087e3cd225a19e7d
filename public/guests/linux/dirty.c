/* dirty PAGES RATE SECONDS: writes one word into each of PAGES pages in turn, RATE pages a second, and prints a sum of
 * all words at the end, so that a guest that moved meanwhile shows that nothing was lost. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { WORDS_PER_PAGE = 1024, PAUSE_MICROSECONDS = 20000 };

static unsigned argument(int count, char **words, int index, unsigned otherwise) {
  int value = index < count ? atoi(words[index]) : 0;
  return value > 0 ? (unsigned)value : otherwise;
}

/* In microseconds. A pause lasts longer than it was asked to, so what is due is computed from the clock. */
static unsigned long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000ull + (unsigned long long)time.tv_nsec / 1000;
}

int main(int count, char **words) {
  unsigned pages = argument(count, words, 1, 256);
  unsigned rate = argument(count, words, 2, 500);
  unsigned seconds = argument(count, words, 3, 10);
  unsigned *memory = mmap(0, pages * WORDS_PER_PAGE * sizeof(unsigned), PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) {
    perror("dirty");
    return 1;
  }
  unsigned written = 0, all = rate * seconds;
  unsigned long long start = now();
  while (written < all) {
    unsigned due = (unsigned)((now() - start) * rate / 1000000);
    for (; written < due && written < all; written++) memory[written % pages * WORDS_PER_PAGE] += written + 1;
    usleep(PAUSE_MICROSECONDS);
  }
  unsigned sum = 0;
  for (unsigned page = 0; page < pages; page++) sum = sum * 31 + memory[page * WORDS_PER_PAGE];
  printf("%u writes into %u pages, sum %08x\n", written, pages, sum);
  return 0;
}
