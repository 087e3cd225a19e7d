# Entry from the machine (a0 = hart, a1 = device tree, supervisor mode) and the one trap handler.

.section .start, "ax"
.globl start
start:
  la sp, stack_top
  la t0, trap
  csrw stvec, t0
  call main
  j shut_down

# The interrupts of the timer and of the device block are served by the program's timer_fired; anything else is a fault of the program and ends it. A
# called function keeps the s registers, so only the others are saved.
.text
.balign 4
trap:
  addi sp, sp, -64
  sw ra, 0(sp)
  sw t0, 4(sp)
  sw t1, 8(sp)
  sw t2, 12(sp)
  sw t3, 16(sp)
  sw t4, 20(sp)
  sw t5, 24(sp)
  sw t6, 28(sp)
  sw a0, 32(sp)
  sw a1, 36(sp)
  sw a2, 40(sp)
  sw a3, 44(sp)
  sw a4, 48(sp)
  sw a5, 52(sp)
  sw a6, 56(sp)
  sw a7, 60(sp)
  csrr a0, scause
  li t0, 0x80000005
  beq a0, t0, 2f
  li t0, 0x80000009
  bne a0, t0, 1f
2:
  call timer_fired
  lw ra, 0(sp)
  lw t0, 4(sp)
  lw t1, 8(sp)
  lw t2, 12(sp)
  lw t3, 16(sp)
  lw t4, 20(sp)
  lw t5, 24(sp)
  lw t6, 28(sp)
  lw a0, 32(sp)
  lw a1, 36(sp)
  lw a2, 40(sp)
  lw a3, 44(sp)
  lw a4, 48(sp)
  lw a5, 52(sp)
  lw a6, 56(sp)
  lw a7, 60(sp)
  addi sp, sp, 64
  sret
1:
  csrr a1, sepc
  csrr a2, stval
  call trap_failed
