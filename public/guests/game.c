#include "game.h"

enum { DEMO_SPEED = 2 * UNIT, FIRST_SPEED = 5 * UNIT / 2, FASTER = UNIT / 4, FASTEST = 4 * UNIT };
enum { PADDLE_STEP = 5 * UNIT, DEMO_STEP = 2 * UNIT, GIVE_UP = 900, OVER_FRAMES = 150, OVER_AT_LEAST = 30, DEMO_REST = 20 };
enum { SPARK_LIFE = 14, SPARKS_OF_A_BRICK = 6 };

/* Where the ball goes after it has met one of the eight parts of the paddle: a direction of length 256. */
static const struct point BOUNCES[] = {{-226, -120}, {-181, -181}, {-128, -222}, {-54, -250},
                                       {54, -250},   {128, -222},  {181, -181},  {226, -120}};
static const uint8_t POINTS[BRICK_ROWS] = {7, 7, 4, 4, 1, 1};

static int clamp(int value, int low, int high) { return value < low ? low : value > high ? high : value; }

static void set_mode(struct game *game, enum mode mode) {
  game->mode = mode;
  game->rest = 0;
}

static void build_wall(struct game *game) {
  for (int row = 0; row < BRICK_ROWS; row++) game->bricks[row] = (1 << BRICK_COLUMNS) - 1;
}

static void move_trail(struct game *game) {
  for (int step = TRAIL - 1; step > 0; step--) game->trail[step] = game->trail[step - 1];
  game->trail[0] = game->ball;
}

/* The ball lies on the paddle, and nothing of its way is left. */
static void rest_ball(struct game *game) {
  game->ball.x = game->paddle + (PADDLE_WIDTH - BALL) * UNIT / 2;
  game->ball.y = (PADDLE_Y - BALL) * UNIT;
  for (int step = 0; step < TRAIL; step++) game->trail[step] = game->ball;
}

static int pace(const struct game *game) {
  if (game->mode == DEMO) return DEMO_SPEED;
  return clamp(FIRST_SPEED + (int)game->walls * FASTER, 0, FASTEST);
}

static void send_ball(struct game *game, unsigned part) {
  game->speed.x = BOUNCES[part].x * pace(game) / UNIT;
  game->speed.y = BOUNCES[part].y * pace(game) / UNIT;
}

static void new_game(struct game *game, enum mode mode) {
  game->score = game->walls = 0;
  game->lives = LIVES;
  build_wall(game);
  set_mode(game, mode);
  rest_ball(game);
  send_ball(game, 5);
}

void game_begin(struct game *game) {
  game->paddle = (FIELD_WIDTH - PADDLE_WIDTH) * UNIT / 2;
  new_game(game, DEMO);
}

/* Serves, or begins a game where none is played. Somebody who still steers when a game is over has time to see it. */
static void press(struct game *game, int key) {
  if (game->mode == DEMO || (game->mode == OVER && game->rest >= OVER_AT_LEAST)) {
    new_game(game, SERVING);
  } else if (game->mode == SERVING && key == SERVE) {
    send_ball(game, game->right ? 5 : game->left ? 2 : 4);
    set_mode(game, PLAYING);
  } else if (game->mode != OVER) {
    game->rest = 0;
  }
}

void game_key(struct game *game, int key) {
  if (key == LEFT_PRESSED || key == LEFT_RELEASED) game->left = key == LEFT_PRESSED;
  if (key == RIGHT_PRESSED || key == RIGHT_RELEASED) game->right = key == RIGHT_PRESSED;
  if (key == LEFT_PRESSED || key == RIGHT_PRESSED || key == SERVE) press(game, key);
}

static void throw_sparks(struct game *game, int column, int row) {
  int left = SPARKS_OF_A_BRICK;
  for (int index = 0; index < SPARKS && left; index++) {
    struct spark *spark = &game->sparks[index];
    if (spark->life) continue;
    left--;
    spark->at.x = (BRICKS_LEFT + column * BRICK_WIDTH + 2 + left * 3) * UNIT;
    spark->at.y = (BRICKS_TOP + row * BRICK_HEIGHT + 2 + (left & 1) * 3) * UNIT;
    spark->speed.x = (left * 2 - SPARKS_OF_A_BRICK + 1) * UNIT / 5;
    spark->speed.y = -(1 + left % 3) * UNIT / 2;
    spark->life = (uint8_t)(SPARK_LIFE - left % 3);
    spark->row = (uint8_t)row;
  }
}

static void move_sparks(struct game *game) {
  for (int index = 0; index < SPARKS; index++) {
    struct spark *spark = &game->sparks[index];
    if (!spark->life) continue;
    spark->life--;
    spark->at.x += spark->speed.x;
    spark->at.y += spark->speed.y;
    spark->speed.y += UNIT / 5;
  }
}

/* Takes the brick away that a pixel of the field belongs to, where one stands. */
static int hit_brick(struct game *game, int x, int y) {
  int column = (x - BRICKS_LEFT) / BRICK_WIDTH, row = (y - BRICKS_TOP) / BRICK_HEIGHT;
  if (x < BRICKS_LEFT || y < BRICKS_TOP || column >= BRICK_COLUMNS || row >= BRICK_ROWS) return 0;
  if (!(game->bricks[row] >> column & 1)) return 0;
  game->bricks[row] &= (uint16_t) ~(1 << column);
  game->score += POINTS[row];
  throw_sparks(game, column, row);
  return 1;
}

/* A brick at one of the ball's corners. */
static int hit_any(struct game *game) {
  int x = game->ball.x / UNIT, y = game->ball.y / UNIT;
  return hit_brick(game, x, y) || hit_brick(game, x + BALL - 1, y) || hit_brick(game, x, y + BALL - 1) ||
         hit_brick(game, x + BALL - 1, y + BALL - 1);
}

/* Moves the ball along one axis; it turns round at a wall or a brick. */
static void move_ball(struct game *game, int *at, int *speed, int low, int high) {
  *at += *speed;
  if (*at >= low && *at <= high && !hit_any(game)) return;
  *at = clamp(*at - *speed, low, high);
  *speed = -*speed;
}

static void meet_paddle(struct game *game, int before) {
  int top = (PADDLE_Y - BALL) * UNIT, x = game->ball.x + BALL * UNIT - game->paddle;
  if (game->speed.y <= 0 || before > top || game->ball.y < top) return;
  if (x < 0 || x >= (PADDLE_WIDTH + BALL) * UNIT) return;
  game->ball.y = top;
  game->bounces++;
  send_ball(game, (unsigned)(x * 8 / ((PADDLE_WIDTH + BALL) * UNIT)));
}

/* The demo aims a little beside the ball, each time elsewhere, so that it meets the whole wall. */
static void move_paddle(struct game *game) {
  int step = (game->right - game->left) * PADDLE_STEP;
  if (game->mode == DEMO) {
    int aim = game->ball.x + BALL * UNIT / 2 - PADDLE_WIDTH * UNIT / 2 + ((int)(game->bounces * 5 % 7) - 3) * 4 * UNIT;
    step = clamp(aim - game->paddle, -DEMO_STEP, DEMO_STEP);
  }
  game->paddle = clamp(game->paddle + step, FIELD_LEFT * UNIT, (FIELD_RIGHT - PADDLE_WIDTH) * UNIT);
}

/* The ball goes back to the paddle, where the player serves it, or the demo after a moment. */
static void take_ball_back(struct game *game) {
  rest_ball(game);
  send_ball(game, 4);
  set_mode(game, game->mode == DEMO ? DEMO : SERVING);
}

/* Returns whether that was the last ball of a game. */
static int lose_ball(struct game *game) {
  take_ball_back(game);
  if (game->mode == DEMO || --game->lives) return 0;
  set_mode(game, OVER);
  return 1;
}

static int is_wall_down(const struct game *game) {
  uint32_t bricks = 0;
  for (int row = 0; row < BRICK_ROWS; row++) bricks |= game->bricks[row];
  return !bricks;
}

static int play(struct game *game) {
  int before = game->ball.y;
  move_trail(game);
  move_ball(game, &game->ball.x, &game->speed.x, FIELD_LEFT * UNIT, (FIELD_RIGHT - BALL) * UNIT);
  move_ball(game, &game->ball.y, &game->speed.y, FIELD_TOP * UNIT, (FIELD_HEIGHT + BALL) * UNIT);
  meet_paddle(game, before);
  if (game->ball.y > FIELD_HEIGHT * UNIT) return lose_ball(game);
  if (!is_wall_down(game)) return 0;
  game->walls++;
  build_wall(game);
  take_ball_back(game);
  return 0;
}

int game_step(struct game *game) {
  game->rest++;
  move_paddle(game);
  move_sparks(game);
  if (game->mode == SERVING) rest_ball(game);
  if (game->mode == OVER ? game->rest >= OVER_FRAMES : game->mode != DEMO && game->rest >= GIVE_UP) new_game(game, DEMO);
  if (game->mode == PLAYING || (game->mode == DEMO && game->rest >= DEMO_REST)) return play(game);
  if (game->mode == DEMO) rest_ball(game);
  return 0;
}
