#include "sprites.h"

#include "picture.h"

enum { HULL = 0x231f3c, HULL_LIGHT = 0x5a3a52, MAST = 0x2b2442 };
enum { SAIL = 0xfdeec6, SAIL_SHADE = 0xf0b983, JIB = 0xe58f62 };
enum { BIRD = 0x6d3b55, DIGIT = 0x2a2547, REFLECTION = 0x20213f, REFLECTION_SAIL = 0x8a6a78 };

static void put(uint32_t *row, int x, uint32_t color) {
  if ((unsigned)x < PICTURE_WIDTH) row[x] = color;
}

/* # mast, S sail in the light, s its shaded edge, j the small sail, H hull, h the hull's lit rim. */
static const char BOAT[][33] = {
    "..............#.................",
    "..............#.................",
    ".............j#S................",
    ".............j#S................",
    "............jj#SS...............",
    "............jj#SSS..............",
    "...........jjj#SSS..............",
    "...........jjj#SSSS.............",
    "..........jjjj#SSSS.............",
    "..........jjjj#SSSSS............",
    ".........jjjjj#SSSSSs...........",
    ".........jjjjj#SSSSSs...........",
    "........jjjjjj#SSSSSSs..........",
    "........jjjjjj#SSSSSSs..........",
    ".......jjjjjjj#SSSSSSss.........",
    "......jjjjjjjj#SSSSSSSs.........",
    "......jjjjjjjj#SSSSSSSss........",
    ".....jjjjjjjjj#SSSSSSSss........",
    ".....jjjjjjjjj#SSSSSSSsss.......",
    "....jjjjjjjjjj#SSSSSSSSss.......",
    "....jjjjjjjjjj#SSSSSSSsss.......",
    "..............#.................",
    "..hhhhhhhhhhhhhhhhhhhhhhhhhhhh..",
    "..HHHHHHHHHHHHHHHHHHHHHHHHHHH...",
    "...HHHHHHHHHHHHHHHHHHHHHHHHH....",
    "....HHHHHHHHHHHHHHHHHHHHHHH.....",
};
enum { BOAT_WIDTH = 32, BOAT_ROWS = sizeof BOAT / sizeof *BOAT, REFLECTION_ROWS = 7, BOAT_Y = 94, BOAT_START = 70 };

/* How far the waves lift the boat, in pixels. */
static int boat_lift(uint32_t frame) { return frame / 27 & 1; }

/* Three frames a pixel: about 40 seconds from edge to edge. */
static int boat_x(uint32_t frame) {
  return (int)((frame / 3 + BOAT_START + BOAT_WIDTH) % (PICTURE_WIDTH + BOAT_WIDTH)) - BOAT_WIDTH;
}

struct window boat_window(uint32_t frame) {
  return (struct window){boat_x(frame), BOAT_Y - 1, BOAT_WIDTH, BOAT_ROWS + REFLECTION_ROWS + 1};
}

static uint32_t boat_color(char letter) {
  switch (letter) {
    case '#': return MAST;
    case 'S': return SAIL;
    case 's': return SAIL_SHADE;
    case 'j': return JIB;
    case 'h': return HULL_LIGHT;
    default: return HULL;
  }
}

/* The water shows the hull as a dark patch that frays, and a little of the sail. */
static void reflection_row(uint32_t *row, int depth, uint32_t frame) {
  int x = boat_x(frame), sway = (int)((frame / 6 + (uint32_t)depth) & 1);
  int inset = 4 + depth * 3 / 2;
  for (int column = inset; column < BOAT_WIDTH - inset; column++) put(row, x + column + sway, REFLECTION);
  if (depth & 1) {
    for (int column = 12; column < 20 - depth / 2; column++) put(row, x + column + sway, REFLECTION_SAIL);
  }
}

void boat_row(uint32_t *row, int y, uint32_t frame) {
  int line = y - BOAT_Y + boat_lift(frame);
  if (line < 0) return;
  if (line >= BOAT_ROWS) {
    if (line < BOAT_ROWS + REFLECTION_ROWS) reflection_row(row, line - BOAT_ROWS, frame);
    return;
  }
  int x = boat_x(frame);
  for (int column = 0; column < BOAT_WIDTH; column++) {
    char letter = BOAT[line][column];
    if (letter != '.') put(row, x + column, boat_color(letter));
  }
}

/* Wings up, level and down: for each column the row that is dark, counted from the top. */
static const char WINGS[][10] = {"001232100", "011222110", "322111223"};
static const uint8_t BEAT[] = {0, 1, 2, 1};
enum { BIRD_WIDTH = 9, BIRD_ROWS = 4, BIRD_FRAMES = 3 };
static const struct {
  uint16_t x;
  uint8_t y, beat;
} FLOCK[BIRDS] = {{112, 44, 0}, {128, 51, 5}, {97, 55, 9}};

struct window bird_window(int bird, uint32_t frame) {
  uint32_t range = PICTURE_WIDTH + 2 * BIRD_WIDTH;
  uint32_t flown = frame / BIRD_FRAMES % range;
  int x = (int)((FLOCK[bird].x + range - flown) % range) - BIRD_WIDTH;
  return (struct window){x, FLOCK[bird].y, BIRD_WIDTH, BIRD_ROWS};
}

void bird_row(uint32_t *row, int y, int bird, uint32_t frame) {
  struct window window = bird_window(bird, frame);
  const char *wings = WINGS[BEAT[(frame + FLOCK[bird].beat) / 4 % sizeof BEAT]];
  for (int column = 0; column < BIRD_WIDTH; column++) {
    if (wings[column] - '0' == y - window.y) put(row, window.x + column, BIRD);
  }
}

/* Seven rows of five dots for each digit, the leftmost dot the highest bit. */
static const uint8_t DIGITS[10][7] = {
    {14, 17, 17, 17, 17, 17, 14}, {4, 12, 4, 4, 4, 4, 14},      {14, 17, 1, 6, 8, 16, 31},   {14, 17, 1, 6, 1, 17, 14},
    {2, 6, 10, 18, 31, 2, 2},     {31, 16, 30, 1, 1, 17, 14},   {6, 8, 16, 30, 17, 17, 14},  {31, 1, 2, 4, 4, 8, 8},
    {14, 17, 17, 14, 17, 17, 14}, {14, 17, 17, 15, 1, 2, 12},
};
enum { COUNTER_X = 10, COUNTER_Y = 9, COUNTER_DIGITS = 5, DOT = 2, ADVANCE = 13 };

struct window counter_window(void) {
  return (struct window){COUNTER_X, COUNTER_Y, COUNTER_DIGITS * ADVANCE, 7 * DOT};
}

void counter_row(uint32_t *row, int y, uint32_t frame) {
  int line = (y - COUNTER_Y) / DOT;
  for (int digit = COUNTER_DIGITS - 1; digit >= 0; digit--, frame /= 10) {
    uint32_t dots = DIGITS[frame % 10][line];
    uint32_t *at = row + COUNTER_X + digit * ADVANCE;
    for (int dot = 0; dot < 5; dot++, at += DOT) {
      /* A dot is three pixels wide, so that upright strokes stay visible in a small picture. */
      if (dots & 16u >> dot) at[0] = at[1] = at[2] = DIGIT;
    }
  }
}
