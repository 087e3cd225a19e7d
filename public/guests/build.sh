#!/bin/bash
# Builds the guest programs: the .elf files beside their sources. The same sources give the same bytes.
#
# usage: build.sh [--check]
#   --check   builds into a temporary folder and compares with the binaries here; exit code 1 when they differ. Without
#             clang and lld of the right version there is nothing to compare, which is said, and the exit code is 0.
set -euo pipefail
cd "$(dirname "$0")"

version=14
programs=(dirty canvas keyvalue breakout)
declare -A sources=(
  [dirty]="dirty.c workload.c"
  [canvas]="canvas.c picture.c sprites.c workload.c"
  [keyvalue]="keyvalue.c table.c heat.c font.c"
  [breakout]="breakout.c game.c scene.c font.c workload.c"
)
flags=(
  --target=riscv32 -march=rv32ima -mabi=ilp32 -mno-relax -ffreestanding -fno-builtin -nostdlib -static -std=c11 -O2
  -fno-pic -fno-asynchronous-unwind-tables -ffunction-sections -Wall -Wextra -Werror
)

has_tools() {
  command -v "clang-$version" "ld.lld-$version" > /dev/null
}

# build FOLDER: compiles each program there, object by object, with no name of a folder in any of them.
build() {
  local program source
  for program in "${programs[@]}"; do
    local objects=()
    for source in start.S runtime.c ${sources[$program]}; do
      "clang-$version" "${flags[@]}" -c "$source" -o "$1/$program-$source.o"
      objects+=("$1/$program-$source.o")
    done
    "ld.lld-$version" -T link.ld --gc-sections --strip-all --build-id=none -z max-page-size=4 \
      "${objects[@]}" -o "$1/$program.elf"
  done
}

check() {
  local program result=0
  for program in "${programs[@]}"; do
    cmp "$1/$program.elf" "$program.elf" || result=1
  done
  return $result
}

if ! has_tools; then
  message="clang and lld $version are not installed"
  if [ "${1:-}" = --check ]; then
    echo "guests: the byte check was left out, $message"
    exit 0
  fi
  echo "guests: $message" >&2
  exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build "$work"
if [ "${1:-}" = --check ]; then
  check "$work" || { echo "guests: the binaries are not what the sources give; run build.sh" >&2; exit 1; }
  echo "guests: the binaries are what the sources give"
else
  for program in "${programs[@]}"; do install -m 644 "$work/$program.elf" "$program.elf"; done
fi
