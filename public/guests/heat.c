#include "heat.h"

#include "font.h"
#include "runtime.h"

enum { COLUMNS = 40, ROWS = 20, CELL = 6, LEFT = 8, TOP = 19, TEXT_Y = 6, DIGITS = 7, GLOW_STEPS = 4 };
enum { PAPER = 0x141a26, RULE = 0x232c3d, TITLE = 0x8fa3bf, NUMBER = 0xf2e3c0 };
enum { NUMBER_X = HEAT_WIDTH - LEFT - DIGITS * FONT_WIDTH };

/* From never asked for to asked for a thousand times and more: each step is twice the one before. */
static const uint32_t WARMTH[] = {0x1e2635, 0x233f56, 0x275a70, 0x2a7682, 0x3f9384, 0x6bab7c,
                                  0x9dbd72, 0xcfc468, 0xe9b457, 0xef9a4c, 0xf07d48};
enum { WARMEST = sizeof WARMTH / sizeof *WARMTH - 1, WHITE = 0xfff6e0 };

static uint32_t hits[HEAT_CELLS];
static uint8_t glow[HEAT_CELLS];

static uint32_t warmth(uint32_t count) {
  uint32_t step = 0;
  while (count && step < WARMEST) {
    count >>= 1;
    step++;
  }
  return WARMTH[step];
}

/* A color that lies so many quarters of the way towards another. */
static uint32_t blend(uint32_t from, uint32_t to, uint32_t quarters) {
  uint32_t result = 0;
  for (int shift = 0; shift < 24; shift += 8) {
    uint32_t a = from >> shift & 255, b = to >> shift & 255;
    result |= (a * (GLOW_STEPS - quarters) + b * quarters) / GLOW_STEPS << shift;
  }
  return result;
}

static void paint_cell(uint32_t *screen, uint32_t cell) {
  uint32_t color = blend(warmth(hits[cell]), WHITE, glow[cell]);
  uint32_t *at = screen + (TOP + cell / COLUMNS * CELL) * HEAT_WIDTH + LEFT + cell % COLUMNS * CELL;
  for (int y = 0; y < CELL - 1; y++, at += HEAT_WIDTH) {
    for (int x = 0; x < CELL - 1; x++) at[x] = color;
  }
}

/* The number is composed beside the screen, so that the screen never shows half of it. */
static void paint_number(uint32_t *screen, uint32_t number) {
  uint32_t line[HEAT_WIDTH];
  char text[DIGITS + 1];
  font_number(text, number, DIGITS);
  for (int row = 0; row < FONT_HEIGHT; row++) {
    uint32_t *shown = screen + (TEXT_Y + row) * HEAT_WIDTH;
    for (int x = NUMBER_X; x < HEAT_WIDTH - LEFT; x++) line[x] = PAPER;
    font_row(line, NUMBER_X, row, text, NUMBER, NUMBER_X, HEAT_WIDTH - LEFT);
    for (int x = NUMBER_X; x < HEAT_WIDTH - LEFT; x++) {
      if (shown[x] != line[x]) shown[x] = line[x];
    }
  }
}

void heat_paint(uint32_t *screen) {
  for (int pixel = 0; pixel < HEAT_WIDTH * HEAT_HEIGHT; pixel++) screen[pixel] = PAPER;
  for (int x = LEFT; x < HEAT_WIDTH - LEFT - 1; x++) screen[(TOP - 3) * HEAT_WIDTH + x] = RULE;
  for (int row = 0; row < FONT_HEIGHT; row++) {
    font_row(screen + (TEXT_Y + row) * HEAT_WIDTH, LEFT, row, "KEY-VALUE", TITLE, 0, HEAT_WIDTH);
  }
  for (uint32_t cell = 0; cell < HEAT_CELLS; cell++) paint_cell(screen, cell);
  paint_number(screen, 0);
}

void heat_touch(uint32_t *screen, uint32_t cell) {
  hits[cell]++;
  glow[cell] = GLOW_STEPS;
  paint_cell(screen, cell);
}

int heat_cool(uint32_t *screen, uint32_t requests) {
  int glows = 0;
  for (uint32_t cell = 0; cell < HEAT_CELLS; cell++) {
    if (!glow[cell]) continue;
    glow[cell]--;
    glows |= glow[cell];
    paint_cell(screen, cell);
  }
  paint_number(screen, requests);
  return glows != 0;
}
