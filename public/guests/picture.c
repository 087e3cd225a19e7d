#include "picture.h"

#include "sprites.h"

enum { HORIZON = 113, SUN_X = 181, SUN_Y = 66, SUN_RADIUS = 26, HALO_RADIUS = 35, GLOW_RADIUS = 48 };
enum { SUN = 0xfff1c9, GLITTER = 0xfde3ae, GLITTER_EDGE = 0xe79a72, CLOUD = 0xfde6bb, CLOUD_SHADE = 0xf3b88c };

/* Bands of the sky: the row where each ends, its color, and its color in the sun's glow and halo. */
static const struct {
  uint8_t end;
  uint32_t color, glow, halo;
} SKY[] = {
    {16, 0xf9d596, 0xfad99b, 0xfcdda2},  {32, 0xf8c586, 0xfacc8f, 0xfbd599},  {46, 0xf5b178, 0xf7bd84, 0xfaca92},
    {59, 0xef9a6b, 0xf3ab7a, 0xf7be8b},  {71, 0xe58362, 0xeb9973, 0xf1b386},  {82, 0xd76f5f, 0xe08970, 0xeaa885},
    {93, 0xc45d5f, 0xd17b70, 0xe09f85},  {103, 0xab4f63, 0xbd7074, 0xd39787}, {113, 0x914667, 0xa96977, 0xc69389},
};

static const struct {
  uint8_t end;
  uint32_t color, streak;
} WATER[] = {
    {115, 0x6b4468, 0xa8667a}, {119, 0x523a64, 0x8f5d78}, {126, 0x40325c, 0x785578},
    {135, 0x332c53, 0x684e76}, {144, 0x282648, 0x5a4670},
};

/* Ranges of hills from far to near: the row of the crest at every 32nd column, the color of the slope and its rim. */
enum { RANGES = 3, CREST_STEP = 32 };
static const struct {
  uint8_t crest[PICTURE_WIDTH / CREST_STEP + 1];
  uint32_t color, rim;
} HILLS[RANGES] = {
    {{83, 73, 88, 97, 104, 99, 88, 93, 84}, 0x8b4a68, 0xa85c6c},
    {{97, 92, 100, 107, 110, 103, 97, 89, 95}, 0x673d63, 0x7f4a6a},
    {{103, 107, 111, 114, 115, 111, 106, 102, 96}, 0x43325a, 0x573e64},
};

/* Clouds drift to the left, a pixel every so many frames; each line of one is two rows high
 * and begins and ends at these columns of it. */
enum { CLOUDS = 4, CLOUD_LINES = 4, CLOUD_ROWS = 2 * CLOUD_LINES };
static const struct {
  uint16_t x;
  uint8_t y, width, frames;
  uint8_t lines[CLOUD_LINES][2];
} CLOUD_BANK[CLOUDS] = {
    {104, 25, 60, 5, {{22, 36}, {10, 48}, {0, 60}, {14, 44}}},
    {208, 35, 46, 4, {{18, 30}, {8, 40}, {0, 46}, {16, 30}}},
    {142, 55, 50, 7, {{16, 30}, {4, 50}, {0, 38}, {0, 0}}},
    {22, 52, 42, 6, {{12, 24}, {4, 34}, {0, 42}, {0, 0}}},
};

/* Half the width of the sun, its halo and its glow in every row, and the row of each range's crest in every column. */
static uint8_t sun[HORIZON], halo[HORIZON], glow[HORIZON], crest[RANGES][PICTURE_WIDTH];

/* One row is composed here before the pixels that differ go to the screen, so that nobody sees half a row. */
static uint32_t line[PICTURE_WIDTH];

static void prepare_disc(uint8_t *half_widths, int radius) {
  for (int y = 0; y < HORIZON; y++) {
    int height = y - SUN_Y, half = 0;
    while (half <= radius && half * half + height * height < radius * radius) half++;
    half_widths[y] = (uint8_t)half;
  }
}

/* Between two given crests the slope follows 3t^2 - 2t^3, which is level at both. */
static void prepare_crest(int range) {
  for (int x = 0; x < PICTURE_WIDTH; x++) {
    int from = HILLS[range].crest[x / CREST_STEP], to = HILLS[range].crest[x / CREST_STEP + 1];
    int t = x % CREST_STEP, smooth = t * t * (3 * CREST_STEP - 2 * t);
    crest[range][x] = (uint8_t)(from + ((to - from) * smooth + (1 << 14)) / (CREST_STEP * CREST_STEP * CREST_STEP));
  }
}

void picture_prepare(void) {
  prepare_disc(sun, SUN_RADIUS);
  prepare_disc(halo, HALO_RADIUS);
  prepare_disc(glow, GLOW_RADIUS);
  for (int range = 0; range < RANGES; range++) prepare_crest(range);
}

static int larger(int a, int b) { return a > b ? a : b; }
static int smaller(int a, int b) { return a < b ? a : b; }

static void span(int from, int to, uint32_t color) {
  from = larger(from, 0);
  to = smaller(to, PICTURE_WIDTH);
  uint32_t *at = line + from, *end = line + to;
  for (; at + 4 <= end; at += 4) at[0] = at[1] = at[2] = at[3] = color;
  while (at < end) *at++ = color;
}

static uint32_t noise(uint32_t number) {
  number *= 2654435769u;
  number ^= number >> 15;
  number *= 2246822519u;
  return number ^ number >> 13;
}

static int cloud_x(int cloud, uint32_t frame) {
  uint32_t range = PICTURE_WIDTH + CLOUD_BANK[cloud].width;
  uint32_t drift = frame / CLOUD_BANK[cloud].frames % range;
  return (int)((CLOUD_BANK[cloud].x + CLOUD_BANK[cloud].width + range - drift) % range) - CLOUD_BANK[cloud].width;
}

static void clouds_row(int y, uint32_t frame) {
  for (int cloud = 0; cloud < CLOUDS; cloud++) {
    unsigned row = (unsigned)(y - CLOUD_BANK[cloud].y);
    if (row >= CLOUD_ROWS) continue;
    const uint8_t *ends = CLOUD_BANK[cloud].lines[row / 2];
    int x = cloud_x(cloud, frame);
    span(x + ends[0], x + ends[1], row < CLOUD_ROWS / 2 ? CLOUD : CLOUD_SHADE);
  }
}

static void hills_row(int y, int from, int to) {
  for (int range = 0; range < RANGES; range++) {
    const uint8_t *top = crest[range];
    uint32_t color = HILLS[range].color, rim = HILLS[range].rim;
    for (int x = from; x < to; x++) {
      if (y >= top[x]) line[x] = y == top[x] ? rim : color;
    }
  }
}

static void sky_row(int y, int from, int to, uint32_t frame) {
  int band = 0;
  while (y >= SKY[band].end) band++;
  span(from, to, SKY[band].color);
  if (glow[y]) span(larger(from, SUN_X - glow[y]), smaller(to, SUN_X + glow[y]), SKY[band].glow);
  if (halo[y]) span(larger(from, SUN_X - halo[y]), smaller(to, SUN_X + halo[y]), SKY[band].halo);
  if (sun[y]) span(larger(from, SUN_X - sun[y]), smaller(to, SUN_X + sun[y]), SUN);
  clouds_row(y, frame);
  for (int bird = 0; bird < BIRDS; bird++) {
    struct window window = bird_window(bird, frame);
    if ((unsigned)(y - window.y) < (unsigned)window.height) bird_row(line, y, bird, frame);
  }
  if (y >= 72) hills_row(y, from, to);
}

/* Light streaks run to the left, the nearer the faster and the longer. */
static void streaks_row(int y, uint32_t color, uint32_t frame) {
  int depth = y - HORIZON;
  for (uint32_t streak = 0; streak < 3; streak++) {
    uint32_t random = noise((uint32_t)(y / 2) * 8 + streak);
    if ((random & 3) == 0) continue;
    uint32_t drift = frame * (uint32_t)(3 + depth / 3) / 12;
    int x = (int)(((random >> 4) - drift) & 511) - 128, length = 6 + (int)(random >> 24 & 15) + depth;
    int inset = y & 1 ? 3 : 0;
    span(x + inset, x + length - inset, color);
  }
}

/* The sun's path on the water: broken dashes, wider towards the viewer, that swing and change a few times a second. */
static void glitter_row(int y, uint32_t frame, uint32_t water) {
  int depth = y - HORIZON;
  uint32_t random = noise((uint32_t)y * 64 + (frame + (uint32_t)y * 5) / 7);
  int swing = (int)(random & 7) - 3, half = 5 + depth * 3 / 5 + (int)(random >> 3 & 3);
  if (depth > 2 && (random >> 6 & 7) == 0) return;
  int center = SUN_X + (depth > 2 ? swing : 0);
  span(center - half - 4, center + half + 4, GLITTER_EDGE);
  span(center - half, center + half, GLITTER);
  if (depth < 5) return;
  int gap = center - half + (int)((random >> 10) % (uint32_t)(2 * half)), width = 2 + (int)(random >> 20 & 3);
  span(gap, gap + width, water);
}

static void water_row(int y, int from, int to, uint32_t frame) {
  int band = 0;
  while (y >= WATER[band].end) band++;
  span(from, to, WATER[band].color);
  streaks_row(y, WATER[band].streak, frame);
  glitter_row(y, frame, WATER[band].color);
}

static int meets(struct window window, int y) { return (unsigned)(y - window.y) < (unsigned)window.height; }

/* Composes the columns from..to of one row and brings what differs to the screen. */
static void paint_row(uint32_t *screen, int y, int from, int to, uint32_t frame) {
  if (y < HORIZON) {
    sky_row(y, from, to, frame);
  } else {
    water_row(y, from, to, frame);
  }
  if (meets(boat_window(frame), y)) boat_row(line, y, frame);
  if (meets(counter_window(), y)) counter_row(line, y, frame);
  uint32_t *row = screen + y * PICTURE_WIDTH;
  for (int x = from; x < to; x++) {
    if (row[x] != line[x]) row[x] = line[x];
  }
}

static void paint_window(uint32_t *screen, struct window window, uint32_t frame) {
  int from = larger(window.x, 0), to = smaller(window.x + window.width, PICTURE_WIDTH);
  if (from >= to) return;
  for (int y = window.y; y < window.y + window.height; y++) paint_row(screen, y, from, to, frame);
}

/* The window of a thing that moves sideways, with a pixel more on both sides for where it was. */
static struct window widened(struct window window) {
  return (struct window){window.x - 1, window.y, window.width + 2, window.height};
}

static void update_clouds(uint32_t *screen, uint32_t frame) {
  for (int cloud = 0; cloud < CLOUDS; cloud++) {
    if (frame % CLOUD_BANK[cloud].frames) continue;
    struct window window = {cloud_x(cloud, frame), CLOUD_BANK[cloud].y, CLOUD_BANK[cloud].width, CLOUD_ROWS};
    paint_window(screen, widened(window), frame);
  }
}

void picture_update(uint32_t *screen, uint32_t frame) {
  paint_window(screen, counter_window(), frame);
  update_clouds(screen, frame);
  for (int bird = 0; bird < BIRDS; bird++) paint_window(screen, widened(bird_window(bird, frame)), frame);
  struct window boat = widened(boat_window(frame));
  boat.height = HORIZON - boat.y;
  paint_window(screen, boat, frame);
  paint_window(screen, (struct window){0, HORIZON, PICTURE_WIDTH, PICTURE_HEIGHT - HORIZON}, frame);
}

void picture_paint(uint32_t *screen, uint32_t frame) {
  paint_window(screen, (struct window){0, 0, PICTURE_WIDTH, PICTURE_HEIGHT}, frame);
}
