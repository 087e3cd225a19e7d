/* What breakout shows of its game. */
#ifndef SCENE_H
#define SCENE_H

#include "game.h"

/* Paints the whole of it. */
void scene_paint(uint32_t *screen, const struct game *game);

/* Paints what has changed from one frame to the next. */
void scene_update(uint32_t *screen, const struct game *before, const struct game *now);

#endif
