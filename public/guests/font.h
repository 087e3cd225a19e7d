/* Capital letters, digits and a little more, five pixels wide and seven high, with a pixel between them. */
#ifndef FONT_H
#define FONT_H

#include <stdint.h>

enum { FONT_WIDTH = 6, FONT_HEIGHT = 7 };

/* Draws the part of a text that lies in one row: row 0 is its uppermost. Columns outside from..to are left out. */
void font_row(uint32_t *line, int x, int row, const char *text, uint32_t color, int from, int to);

int font_width(const char *text);

/* Writes a number with leading zeros, and a zero byte behind it. */
void font_number(char *text, uint32_t number, int digits);

#endif
