/* The key-value guest's hash table, which takes most of RAM: open addressing, a fifth of its slots free. */
#ifndef TABLE_H
#define TABLE_H

#include <stdint.h>

/* What a slot begins with. Each further 64 bytes hold one word of the value: reading and writing take little time that
 * way, and the pages are as full of what matters as any. */
struct slot {
  /* Not the table's: what fill_pages has written, where a page begins here. */
  uint32_t page_mark;
  uint32_t key_plus_one, value, hits;
};

/* Makes a table of that many keys from 0 on at an address, and puts all of them in. */
void table_fill(uint32_t address, uint32_t keys, uint32_t value_bytes);

/* The slot of a key, or 0 where the table does not have it. */
struct slot *table_find(uint32_t key);

/* Where in the table a slot lies, as one of so many equal parts. */
uint32_t table_part(const struct slot *slot, uint32_t parts);

/* Gives a slot another value. */
void table_put(struct slot *slot, uint32_t value);

/* Reads all of a value and adds it up with its key. */
uint32_t table_checksum(const struct slot *slot);

#endif
