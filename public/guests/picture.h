/* The canvas guest's picture: an evening at the sea, a boat that sails, and a number that counts frames. */
#ifndef PICTURE_H
#define PICTURE_H

#include <stdint.h>

enum { PICTURE_WIDTH = 256, PICTURE_HEIGHT = 144 };

/* Must be called once, before anything is painted. */
void picture_prepare(void);

/* Paints the whole of a frame, about half a million instructions. */
void picture_paint(uint32_t *screen, uint32_t frame);

/* Paints what differs from the frame before, which must be on the screen. */
void picture_update(uint32_t *screen, uint32_t frame);

#endif
