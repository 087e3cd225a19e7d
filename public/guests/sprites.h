/* Small things drawn pixel by pixel over one row of the picture, which spans all its columns. */
#ifndef SPRITES_H
#define SPRITES_H

#include <stdint.h>

/* A sprite's window on the picture; x may lie outside on both sides. */
struct window {
  int x, y, width, height;
};

struct window boat_window(uint32_t frame);
void boat_row(uint32_t *row, int y, uint32_t frame);

enum { BIRDS = 3 };
struct window bird_window(int bird, uint32_t frame);
void bird_row(uint32_t *row, int y, int bird, uint32_t frame);

struct window counter_window(void);
void counter_row(uint32_t *row, int y, uint32_t frame);

#endif
