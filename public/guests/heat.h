/* The key-value guest's picture: the table as a field of cells that glow when they are asked for and stay the warmer
 * the more often they were. */
#ifndef HEAT_H
#define HEAT_H

#include <stdint.h>

enum { HEAT_WIDTH = 256, HEAT_HEIGHT = 144, HEAT_CELLS = 40 * 20 };

/* Paints the whole picture. */
void heat_paint(uint32_t *screen);

/* A request has met a cell. */
void heat_touch(uint32_t *screen, uint32_t cell);

/* Lets what glows cool down by a step and shows how many requests there were. Returns whether anything glows still. */
int heat_cool(uint32_t *screen, uint32_t requests);

#endif
