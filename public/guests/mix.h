/* A number whose every bit depends on every bit of another: the finaliser lowbias32 by Chris Wellons. */
#ifndef MIX_H
#define MIX_H

#include <stdint.h>

static inline uint32_t mix(uint32_t number) {
  number = (number ^ number >> 16) * 0x7feb352du;
  number = (number ^ number >> 15) * 0x846ca68bu;
  return number ^ number >> 16;
}

#endif
