/* dirty PAGES RATE SECONDS: writes one word into each of PAGES pages in turn, RATE pages a second, and prints a sum of
 * all words at the end, so that a guest that moved meanwhile shows that nothing was lost. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { WORDS_PER_PAGE = 1024, TICKS_PER_SECOND = 50 };

static unsigned argument(int count, char **words, int index, unsigned otherwise) {
  int value = index < count ? atoi(words[index]) : 0;
  return value > 0 ? (unsigned)value : otherwise;
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
  unsigned written = 0;
  for (unsigned tick = 1; tick <= seconds * TICKS_PER_SECOND; tick++) {
    unsigned due = (unsigned)((unsigned long long)rate * tick / TICKS_PER_SECOND);
    for (; written < due; written++) memory[written % pages * WORDS_PER_PAGE] += written + 1;
    usleep(1000000 / TICKS_PER_SECOND);
  }
  unsigned sum = 0;
  for (unsigned page = 0; page < pages; page++) sum = sum * 31 + memory[page * WORDS_PER_PAGE];
  printf("%u writes into %u pages, sum %08x\n", written, pages, sum);
  return 0;
}
