#include "scene.h"

#include "font.h"

enum { WIDTH = FIELD_WIDTH, HEIGHT = FIELD_HEIGHT, TEXT_Y = 4, DIGITS = 5, SCORE_X = 44, LIVES_X = 220, MESSAGE_Y = 100 };
enum { BAR = 0x141229, RULE = 0x3a3168, LABEL = 0x8f86c4, NUMBER = 0xffe9b8, MESSAGE = 0xe9e4ff };
enum { WALL = 0x4a3f85, WALL_LIGHT = 0x6a5db0, TOP_RED = 0x17, TOP_GREEN = 0x15, TOP_BLUE = 0x33 };
enum { BALL_COLOR = 0xffffff, BALL_SHADE = 0xcfd4ff, LIFE = 0xff8fa3 };

static const uint32_t BRICK[BRICK_ROWS] = {0xff5d73, 0xff8c5a, 0xffc857, 0x6fd08c, 0x45b8e8, 0x8f7bff};
static const uint32_t BRICK_LIGHT[BRICK_ROWS] = {0xff9aa8, 0xffb795, 0xffe09a, 0xa6e8b8, 0x8fd8f7, 0xbdb0ff};
static const uint32_t BRICK_SHADE[BRICK_ROWS] = {0xc23a50, 0xc9653a, 0xc99a35, 0x489b63, 0x2b86b3, 0x6353c4};
static const uint32_t PADDLE[PADDLE_HEIGHT] = {0xffffff, 0xe6e1ff, 0xd0c8ff, 0xb3a8f2, 0x9488dc, 0x7468bd};
static const uint32_t PADDLE_END[PADDLE_HEIGHT] = {0xffb3bf, 0xff8fa3, 0xff7389, 0xf25f78, 0xd54c66, 0xb03a53};
static const uint32_t TRAIL_COLOR[TRAIL] = {0x8c86c9, 0x655fa3, 0x494383, 0x352f69};

/* The row that is being composed; only what differs goes to the screen, so that it never shows half a thing. */
static uint32_t line[WIDTH];

static int smaller(int a, int b) { return a < b ? a : b; }
static int larger(int a, int b) { return a > b ? a : b; }

static void span(int from, int to, uint32_t color, int left, int right) {
  to = smaller(to, right);
  for (int x = larger(from, left); x < to; x++) line[x] = color;
}

/* The field grows a little lighter downwards; a fine grid of dots gives the eye something to measure speed by. */
static void field_row(int y, int left, int right) {
  int depth = (y - FIELD_TOP) / 4;
  uint32_t color = (uint32_t)((TOP_RED + depth * 3 / 4) << 16 | (TOP_GREEN + depth / 3) << 8 | (TOP_BLUE + depth));
  span(left, right, color, left, right);
  if (y % 12 == 3) {
    for (int x = left; x < right; x++) {
      if (x % 12 == 8) line[x] = color + 0x0d0b1c;
    }
  }
  span(0, FIELD_LEFT, WALL, left, right);
  span(FIELD_LEFT - 1, FIELD_LEFT, WALL_LIGHT, left, right);
  span(FIELD_RIGHT, WIDTH, WALL, left, right);
  span(FIELD_RIGHT, FIELD_RIGHT + 1, WALL_LIGHT, left, right);
}

static void bricks_row(const struct game *game, int y, int left, int right) {
  int row = (y - BRICKS_TOP) / BRICK_HEIGHT, part = (y - BRICKS_TOP) % BRICK_HEIGHT;
  if (y < BRICKS_TOP || row >= BRICK_ROWS || part == BRICK_HEIGHT - 1) return;
  for (int column = 0; column < BRICK_COLUMNS; column++) {
    int x = BRICKS_LEFT + column * BRICK_WIDTH, end = x + BRICK_WIDTH - 1;
    if (!(game->bricks[row] >> column & 1) || end <= left || x >= right) continue;
    uint32_t color = part == 0 ? BRICK_LIGHT[row] : part == BRICK_HEIGHT - 2 ? BRICK_SHADE[row] : BRICK[row];
    span(x, end, color, left, right);
    if (part == 0 || part == BRICK_HEIGHT - 2) continue;
    span(x, x + 1, BRICK_LIGHT[row], left, right);
    span(end - 1, end, BRICK_SHADE[row], left, right);
  }
}

static const char *message(const struct game *game) {
  if (game->mode == SERVING) return "SPACE SERVES";
  return game->mode == OVER ? "GAME OVER" : "";
}

static void sparks_row(const struct game *game, int y, int left, int right) {
  for (int index = 0; index < SPARKS; index++) {
    const struct spark *spark = &game->sparks[index];
    int x = spark->at.x / UNIT, top = spark->at.y / UNIT;
    if (!spark->life || y < top || y >= top + 2) continue;
    span(x, x + 2, spark->life > 6 ? BRICK_LIGHT[spark->row] : BRICK_SHADE[spark->row], left, right);
  }
}

/* A small square for each place where the ball was, the older the smaller and fainter. */
static void trail_row(const struct game *game, int y, int left, int right) {
  for (int step = TRAIL - 1; step >= 0; step--) {
    int inset = 1 + step / 3, x = game->trail[step].x / UNIT, top = game->trail[step].y / UNIT;
    if (y < top + inset || y >= top + BALL - inset) continue;
    span(x + inset, x + BALL - inset, TRAIL_COLOR[step], left, right);
  }
}

static void ball_row(const struct game *game, int y, int left, int right) {
  int part = y - game->ball.y / UNIT, x = game->ball.x / UNIT;
  if (part < 0 || part >= BALL || game->mode == OVER) return;
  int inset = part == 0 || part == BALL - 1;
  span(x + inset, x + BALL - inset, part < BALL - 1 ? BALL_COLOR : BALL_SHADE, left, right);
  if (!inset && part > 1) span(x + BALL - 1, x + BALL, BALL_SHADE, left, right);
}

static void paddle_row(const struct game *game, int y, int left, int right) {
  int part = y - PADDLE_Y, x = game->paddle / UNIT, end = x + PADDLE_WIDTH;
  if (part < 0 || part >= PADDLE_HEIGHT) return;
  int inset = part == 0 || part == PADDLE_HEIGHT - 1 ? 2 : part == 1 || part == PADDLE_HEIGHT - 2;
  span(x + inset, end - inset, PADDLE[part], left, right);
  span(x + inset, x + 6, PADDLE_END[part], left, right);
  span(end - 6, end - inset, PADDLE_END[part], left, right);
}

static void bar_row(const struct game *game, int y, int left, int right) {
  char number[DIGITS + 1];
  span(left, right, y < FIELD_TOP - 1 ? BAR : RULE, left, right);
  font_number(number, game->score, DIGITS);
  font_row(line, 8, y - TEXT_Y, "SCORE", LABEL, left, right);
  font_row(line, SCORE_X, y - TEXT_Y, number, NUMBER, left, right);
  const char *name = game->mode == DEMO ? "DEMO" : "BREAKOUT";
  font_row(line, (WIDTH - font_width(name)) / 2, y - TEXT_Y, name, LABEL, left, right);
  for (uint32_t life = 0; life < game->lives; life++) {
    int part = y - TEXT_Y - 1, x = LIVES_X + (int)life * 9, inset = part == 0 || part == 4;
    if (part >= 0 && part < 5) span(x + inset, x + 5 - inset, LIFE, left, right);
  }
}

static void compose_row(const struct game *game, int y, int left, int right) {
  if (y < FIELD_TOP) return bar_row(game, y, left, right);
  field_row(y, left, right);
  bricks_row(game, y, left, right);
  const char *text = message(game);
  font_row(line, (WIDTH - font_width(text)) / 2, y - MESSAGE_Y, text, MESSAGE, left, right);
  trail_row(game, y, left, right);
  paddle_row(game, y, left, right);
  ball_row(game, y, left, right);
  sparks_row(game, y, left, right);
}

static void paint(uint32_t *screen, const struct game *game, int x, int y, int width, int height) {
  int left = larger(x, 0), right = smaller(x + width, WIDTH), end = smaller(y + height, HEIGHT);
  if (left >= right) return;
  for (y = larger(y, 0); y < end; y++) {
    uint32_t *row = screen + y * WIDTH;
    compose_row(game, y, left, right);
    for (int column = left; column < right; column++) {
      if (row[column] != line[column]) row[column] = line[column];
    }
  }
}

static void paint_at(uint32_t *screen, const struct game *game, struct point at, int size) {
  paint(screen, game, at.x / UNIT, at.y / UNIT, size, size);
}

/* Paints anew where the moving things of one frame are, as another frame shows it. */
static void paint_moving(uint32_t *screen, const struct game *now, const struct game *where) {
  paint_at(screen, now, where->ball, BALL);
  for (int step = 0; step < TRAIL; step++) paint_at(screen, now, where->trail[step], BALL);
  for (int index = 0; index < SPARKS; index++) {
    if (where->sparks[index].life) paint_at(screen, now, where->sparks[index].at, 2);
  }
}

static void paint_bricks(uint32_t *screen, const struct game *before, const struct game *now) {
  for (int row = 0; row < BRICK_ROWS; row++) {
    uint32_t changed = before->bricks[row] ^ now->bricks[row];
    for (int column = 0; changed; column++, changed >>= 1) {
      if (!(changed & 1)) continue;
      paint(screen, now, BRICKS_LEFT + column * BRICK_WIDTH, BRICKS_TOP + row * BRICK_HEIGHT, BRICK_WIDTH, BRICK_HEIGHT);
    }
  }
}

void scene_update(uint32_t *screen, const struct game *before, const struct game *now) {
  int x = smaller(before->paddle, now->paddle) / UNIT, end = larger(before->paddle, now->paddle) / UNIT;
  if (x != end) paint(screen, now, x, PADDLE_Y, end - x + PADDLE_WIDTH, PADDLE_HEIGHT);
  paint_bricks(screen, before, now);
  paint_moving(screen, now, before);
  paint_moving(screen, now, now);
  if (before->mode != now->mode) paint(screen, now, 0, MESSAGE_Y, WIDTH, FONT_HEIGHT);
  int is_same = before->mode == now->mode && before->score == now->score && before->lives == now->lives;
  if (!is_same) paint(screen, now, 0, 0, WIDTH, FIELD_TOP);
}

void scene_paint(uint32_t *screen, const struct game *game) { paint(screen, game, 0, 0, WIDTH, HEIGHT); }
