/* The rules of the game that breakout plays: a ball, a paddle, a wall of bricks. Lengths are in 1/256 of a pixel. */
#ifndef GAME_H
#define GAME_H

#include <stdint.h>

enum { UNIT = 256, FIELD_WIDTH = 256, FIELD_HEIGHT = 144, FIELD_TOP = 15, FIELD_LEFT = 3, FIELD_RIGHT = 253 };
enum { BRICK_ROWS = 6, BRICK_COLUMNS = 12, BRICK_WIDTH = 20, BRICK_HEIGHT = 9, BRICKS_LEFT = 8, BRICKS_TOP = 26 };
enum { BALL = 5, PADDLE_WIDTH = 36, PADDLE_HEIGHT = 6, PADDLE_Y = 132, TRAIL = 4, SPARKS = 18, LIVES = 3 };

/* What is typed at the console: each key's press and release, and the serve. */
enum { LEFT_PRESSED = 'a', LEFT_RELEASED = 'A', RIGHT_PRESSED = 'd', RIGHT_RELEASED = 'D', SERVE = ' ' };

/* DEMO: nobody has pressed a key, and the game plays itself. */
enum mode { DEMO, SERVING, PLAYING, OVER };

struct point {
  int x, y;
};

/* A piece of a brick that was hit. It is gone when its life is 0. */
struct spark {
  struct point at, speed;
  uint8_t life, row;
};

struct game {
  enum mode mode;
  struct point ball, speed, trail[TRAIL];
  int paddle;
  /* A bit for each brick that stands, column 0 the lowest. */
  uint16_t bricks[BRICK_ROWS];
  uint32_t score, lives, walls;
  struct spark sparks[SPARKS];
  uint8_t left, right;
  /* Frames since the mode began or a key was pressed, and how often the paddle was hit. */
  uint32_t rest, bounces;
};

void game_begin(struct game *game);

/* A byte was typed. */
void game_key(struct game *game, int key);

/* Lets a frame's time pass. Returns whether a game has just been lost. */
int game_step(struct game *game);

#endif
