// Multiplication and division, with the results that the M extension defines where WebAssembly would trap.

export function mulh(a: u32, b: u32): u32 {
  return <u32>((<i64>(<i32>a) * <i64>(<i32>b)) >> 32);
}

export function mulhsu(a: u32, b: u32): u32 {
  return <u32>((<i64>(<i32>a) * <i64>b) >> 32);
}

export function mulhu(a: u32, b: u32): u32 {
  return <u32>((<u64>a * <u64>b) >>> 32);
}

/** Whether the signed quotient does not fit: the smallest number divided by -1. */
function overflows(a: u32, b: u32): bool {
  return a === 0x80000000 && b === 0xffffffff;
}

export function div(a: u32, b: u32): u32 {
  if (b === 0) return 0xffffffff;
  return overflows(a, b) ? a : <u32>(<i32>a / <i32>b);
}

export function divu(a: u32, b: u32): u32 {
  return b === 0 ? 0xffffffff : a / b;
}

export function rem(a: u32, b: u32): u32 {
  if (b === 0) return a;
  return overflows(a, b) ? 0 : <u32>(<i32>a % <i32>b);
}

export function remu(a: u32, b: u32): u32 {
  return b === 0 ? a : a % b;
}

/** The results of the eight instructions of the M extension, by `funct3`. */
export function multiplyOrDivide(operation: u32, a: u32, b: u32): u32 {
  switch (operation) {
    case 0:
      return a * b;
    case 1:
      return mulh(a, b);
    case 2:
      return mulhsu(a, b);
    case 3:
      return mulhu(a, b);
    case 4:
      return div(a, b);
    case 5:
      return divu(a, b);
    case 6:
      return rem(a, b);
    default:
      return remu(a, b);
  }
}
