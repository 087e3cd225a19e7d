import { OPERATION_BYTES, Op, plainNumber, setNumber } from "./operation";

// Which pairs are worth fusing was counted in compiled programs and in Linux: two in five instructions are in one.

let isFusing: bool = true;

export function setFusing(on: bool): void {
  isFusing = on;
}

function afterAddi(second: u32): u32 {
  if (second === <u32>Op.Addi) return Op.AddiAddi;
  if (second === <u32>Op.Bne) return Op.AddiBne;
  if (second === <u32>Op.Beq) return Op.AddiBeq;
  if (second === <u32>Op.Blt) return Op.AddiBlt;
  if (second === <u32>Op.Bltu) return Op.AddiBltu;
  if (second === <u32>Op.Lw) return Op.AddiLw;
  if (second === <u32>Op.Sw) return Op.AddiSw;
  return 0;
}

function afterAdd(second: u32): u32 {
  if (second === <u32>Op.Addi) return Op.AddAddi;
  if (second === <u32>Op.Add) return Op.AddAdd;
  if (second === <u32>Op.Lw) return Op.AddLw;
  if (second === <u32>Op.Sw) return Op.AddSw;
  return 0;
}

function afterSlli(second: u32): u32 {
  if (second === <u32>Op.Add) return Op.SlliAdd;
  if (second === <u32>Op.Or) return Op.SlliOr;
  if (second === <u32>Op.Xor) return Op.SlliXor;
  if (second === <u32>Op.Srli) return Op.SlliSrli;
  return 0;
}

function afterSrli(second: u32): u32 {
  return second === <u32>Op.Xor ? Op.SrliXor : 0;
}

function afterXor(second: u32): u32 {
  if (second === <u32>Op.Slli) return Op.XorSlli;
  if (second === <u32>Op.Srli) return Op.XorSrli;
  return 0;
}

function afterMul(second: u32): u32 {
  return second === <u32>Op.Add ? Op.MulAdd : 0;
}

function afterAndi(second: u32): u32 {
  return second === <u32>Op.Beq ? Op.AndiBeq : 0;
}

function afterLui(second: u32): u32 {
  return second === <u32>Op.Addi ? Op.LuiAddi : 0;
}

function afterAuipc(second: u32): u32 {
  return second === <u32>Op.Addi ? Op.AuipcAddi : 0;
}

function afterLw(second: u32): u32 {
  if (second === <u32>Op.Lw) return Op.LwLw;
  if (second === <u32>Op.Addi) return Op.LwAddi;
  if (second === <u32>Op.Add) return Op.LwAdd;
  if (second === <u32>Op.Mul) return Op.LwMul;
  return 0;
}

function afterSw(second: u32): u32 {
  if (second === <u32>Op.Sw) return Op.SwSw;
  if (second === <u32>Op.Addi) return Op.SwAddi;
  return 0;
}

/** The operation that does two at once, or 0. */
function fused(first: u32, second: u32): u32 {
  switch (first) {
    case Op.Addi:
      return afterAddi(second);
    case Op.Add:
      return afterAdd(second);
    case Op.Slli:
      return afterSlli(second);
    case Op.Srli:
      return afterSrli(second);
    case Op.Xor:
      return afterXor(second);
    case Op.Mul:
      return afterMul(second);
    case Op.Andi:
      return afterAndi(second);
    case Op.Lui:
      return afterLui(second);
    case Op.Auipc:
      return afterAuipc(second);
    case Op.Lw:
      return afterLw(second);
    case Op.Sw:
      return afterSw(second);
    default:
      return 0;
  }
}

/** Makes an operation do the work of the next one too, if there is an operation for both. */
export function fuse(at: usize): void {
  if (!isFusing) return;
  const both = fused(plainNumber(at), plainNumber(at + OPERATION_BYTES));
  if (both) setNumber(at, both);
}
