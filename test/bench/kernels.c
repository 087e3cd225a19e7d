/* The programs that the benchmark of the machine runs; KERNEL chooses one. Each puts a checksum into a0 and shuts down. */
typedef unsigned int u32;
typedef unsigned char u8;

static u32 seed = 1;

static u32 next(void) {
  seed ^= seed << 13;
  seed ^= seed >> 17;
  seed ^= seed << 5;
  return seed;
}

#if KERNEL == 0 /* arithmetic: registers only */
static u32 kernel(void) {
  u32 a = 1, b = 2, sum = 0;
  for (u32 i = 0; i < 1800000; i++) {
    a ^= a << 13;
    a ^= a >> 17;
    a ^= a << 5;
    b = b * 1664525 + 1013904223;
    sum += a ^ b;
    if (sum & 64) sum -= i;
  }
  return sum;
}
#elif KERNEL == 1 /* mixed: checksum, sort, matrix, list and parser, with calls */
static u32 table[256], numbers[2048], left[32][32], right[32][32], product[32][32];
static u8 text[4096];
static struct node {
  struct node *next;
  u32 value;
} nodes[1024];

static void make_table(void) {
  for (u32 i = 0; i < 256; i++) {
    u32 c = i;
    for (int k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >> 1) : c >> 1;
    table[i] = c;
  }
}

static u32 checksum(void) {
  u32 c = ~0u;
  for (u32 i = 0; i < sizeof text; i++) c = table[(c ^ text[i]) & 255] ^ (c >> 8);
  return ~c;
}

__attribute__((noinline)) static void sort(u32 *from, u32 *to) {
  if (to - from < 2) return;
  u32 pivot = from[(to - from) / 2], *low = from, *high = to - 1;
  while (low <= high) {
    while (*low < pivot) low++;
    while (*high > pivot) high--;
    if (low <= high) {
      u32 swapped = *low;
      *low++ = *high;
      *high-- = swapped;
    }
  }
  sort(from, high + 1);
  sort(low, to);
}

static void multiply(void) {
  for (int i = 0; i < 32; i++)
    for (int j = 0; j < 32; j++) {
      u32 sum = 0;
      for (int k = 0; k < 32; k++) sum += left[i][k] * right[k][j];
      product[i][j] = sum;
    }
}

static u32 parse(void) {
  u32 words = 0, state = 0;
  for (u32 i = 0; i < sizeof text; i++) {
    u8 c = text[i];
    switch (state) {
      case 0: if (c > 'a') state = 1, words++; else if (c == '"') state = 2; break;
      case 1: if (c <= 'a') state = c == '"' ? 2 : 0; break;
      default: if (c == '"') state = 0;
    }
  }
  return words;
}

static u32 follow(void) {
  u32 sum = 0;
  for (struct node *at = nodes; at; at = at->next) sum += at->value++;
  return sum;
}

static u32 kernel(void) {
  u32 sum = 0;
  make_table();
  for (u32 i = 0; i < 1024; i++) {
    u32 to = (i * 5 + 3) & 1023;
    nodes[i].next = to ? &nodes[to] : 0;
  }
  for (int round = 0; round < 40; round++) {
    for (u32 i = 0; i < sizeof text; i++) text[i] = next() >> 24;
    for (int i = 0; i < 2048; i++) numbers[i] = next();
    for (int i = 0; i < 1024; i++) left[i >> 5][i & 31] = next(), right[i & 31][i >> 5] = i;
    sum += checksum();
    sort(numbers, numbers + 2048);
    multiply();
    sum += numbers[7] + product[3][5] + parse() + follow();
  }
  return sum;
}
#elif KERNEL == 2 /* memory: copies and sums of a mebibyte */
static u32 kernel(void) {
  volatile u32 *from = (u32 *)0x80100000, *to = (u32 *)0x80200000;
  u32 sum = 0;
  for (int round = 0; round < 8; round++) {
    for (int i = 0; i < 262144; i += 4) {
      u32 a = from[i], b = from[i + 1], c = from[i + 2], d = from[i + 3];
      to[i] = a + 1, to[i + 1] = b, to[i + 2] = c, to[i + 3] = d;
    }
    for (int i = 0; i < 262144; i++) sum += to[i];
  }
  return sum;
}
#else /* dirty: one word in each of 2048 pages, in scattered order */
static u32 kernel(void) {
  u32 page = 0;
  for (u32 i = 0; i < 2000000; i++) {
    page = (page * 1029 + 773) & 2047;
    u32 *word = (u32 *)(0x80200000 + page * 4096 + (i & 1023) * 4);
    *word += i;
  }
  return *(u32 *)0x80200000 + next();
}
#endif

static u32 result;

__attribute__((noreturn, used)) void run(void) {
  result = kernel();
  register u32 a0 __asm__("a0") = result;
  register u32 a7 __asm__("a7") = 8;
  __asm__ volatile("ecall" : : "r"(a0), "r"(a7));
  for (;;) {
  }
}

__attribute__((naked, section(".start"))) void start(void) {
  __asm__("lui sp, 0x81000\n j run");
}
