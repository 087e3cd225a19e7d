#include "table.h"

#include "mix.h"

enum { LINE_BYTES = 64, LINE_WORDS = LINE_BYTES / 4 };

static struct {
  uint32_t address, slots, slot_bytes, lines;
  /* A slot's share of the table, in 2^-32. */
  uint32_t share;
} table;

static struct slot *slot_at(uint32_t index) { return (struct slot *)(table.address + index * table.slot_bytes); }

/* The place where the search for a key begins. */
static uint32_t home(uint32_t key) { return (uint32_t)((uint64_t)mix(key) * table.slots >> 32); }

/* The slot that a key has or would get. There is always a free one, so the search ends. */
static struct slot *search(uint32_t key) {
  uint32_t index = home(key);
  for (;;) {
    struct slot *slot = slot_at(index);
    if (slot->key_plus_one == 0 || slot->key_plus_one == key + 1) return slot;
    if (++index == table.slots) index = 0;
  }
}

struct slot *table_find(uint32_t key) {
  struct slot *slot = search(key);
  return slot->key_plus_one ? slot : 0;
}

uint32_t table_part(const struct slot *slot, uint32_t parts) {
  uint32_t index = ((uint32_t)slot - table.address) / table.slot_bytes;
  return (uint32_t)((uint64_t)index * parts * table.share >> 32);
}

/* Writes the first word of each line of the value. */
static void write_lines(struct slot *slot, uint32_t value) {
  uint32_t word = mix(slot->key_plus_one ^ mix(value));
  uint32_t *line = (uint32_t *)slot + LINE_WORDS;
  for (uint32_t left = table.lines; left; left--, line += LINE_WORDS) *line = word += 0x9e3779b9u;
}

void table_put(struct slot *slot, uint32_t value) {
  slot->value = value;
  write_lines(slot, value);
}

uint32_t table_checksum(const struct slot *slot) {
  uint32_t sum = slot->key_plus_one ^ slot->value;
  const uint32_t *line = (const uint32_t *)slot + LINE_WORDS;
  for (uint32_t left = table.lines; left; left--, line += LINE_WORDS) sum = (sum << 5 | sum >> 27) ^ *line;
  return sum;
}

void table_fill(uint32_t address, uint32_t keys, uint32_t value_bytes) {
  table.address = address;
  table.slots = keys + keys / 4 + 1;
  table.share = 0xffffffffu / table.slots;
  table.lines = (value_bytes + LINE_BYTES - 1) / LINE_BYTES;
  table.slot_bytes = LINE_BYTES * (1 + table.lines);
  for (uint32_t key = 0; key < keys; key++) {
    struct slot *slot = search(key);
    slot->key_plus_one = key + 1;
    slot->value = mix(key);
    write_lines(slot, slot->value);
  }
}
