// Deferring functions' contexts, stack segments, preemption, and doors to C.

// Offsets; stack.cpp checks them.
#define G_SEG 0
#define G_SYSCALLSEG 8
#define G_SCHED 16
#define G_M 24
#define G_DEFER 32
#define G_SYSCALLSP 48
#define G_PSAVE 104
#define M_G0 0
#define M_LOCKS 72
#define M_PSAVE 208
#define SEG_HI 8
#define SEG_GUARD 16
#define SEG_PREV 24
#define SEG_NEXT 32
#define SEG_ENTRYCFA 40
#define SEG_CALLERCFA 48
#define SEG_NOSPLIT 56

    .text
    .weak goloom_textbegin, goloom_textend

// What calls may change, but rax, to and from the 336 bytes at rax: a psave.
.macro eachxmm op, n
    .if \op
    movups %xmm\n, 80+16*\n(%rax)
    .else
    movups 80+16*\n(%rax), %xmm\n
    .endif
.endm
.macro saveall
    movq %rcx, (%rax)
    movq %rdx, 8(%rax)
    movq %rsi, 16(%rax)
    movq %rdi, 24(%rax)
    movq %r8, 32(%rax)
    movq %r9, 40(%rax)
    movq %r10, 48(%rax)
    movq %r11, 56(%rax)
    stmxcsr 64(%rax)
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    eachxmm 1, \n
    .endr
.endm
.macro restoreall
    .irp n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    eachxmm 0, \n
    .endr
    ldmxcsr 64(%rax)
    movq 56(%rax), %r11
    movq 48(%rax), %r10
    movq 40(%rax), %r9
    movq 32(%rax), %r8
    movq 24(%rax), %rdi
    movq 16(%rax), %rsi
    movq 8(%rax), %rdx
    movq (%rax), %rcx
.endm

// What a function with a frame of r10 bytes and r11 bytes of arguments on the stack calls if it has no room. The
// return address is that of a ret behind which the function goes on; see stack.h. Keeps all registers in which
// arguments are passed on the way there, and results on the way back. To the unwinder it stands between the
// function and its caller, with the latter's address as its own return address.
    .globl __morestack
    .type __morestack, @function
    .p2align 4
__morestack:
    .cfi_startproc
    .cfi_def_cfa_offset 16
    cmpq $-1, %fs:0x70
    je 6f
    // Is there room after all? The prologue has looked before a preemption, or at a poisoned guard.
0:  pushq %rax
    .cfi_adjust_cfa_offset 8
    movq %fs:goloom_g@tpoff, %rax
    movq G_SEG(%rax), %rax
    movq SEG_GUARD(%rax), %rax
    cmpq $256, %r10
    jb 8f
    addq %r10, %rax
8:  subq $16, %rax
    cmpq %rax, %rsp
    popq %rax
    .cfi_adjust_cfa_offset -8
    jbe 9f
    incq (%rsp)
    ret
9:  pushq %rbp
    .cfi_def_cfa_offset 24
    .cfi_offset %rbp, -24
    movq %rsp, %rbp
    .cfi_def_cfa_register %rbp
    pushq %rax
    pushq %rcx
    movq %fs:goloom_g@tpoff, %rax
    movq G_SEG(%rax), %rax
    movq SEG_NEXT(%rax), %rcx
    testq %rcx, %rcx
    jz 3f
    leaq 256(%r10,%r11), %rax
    addq SEG_GUARD(%rcx), %rax
    cmpq SEG_HI(%rcx), %rax
    ja 3f
1:  // to the segment in rcx
    movq %fs:goloom_g@tpoff, %rax
    movq %rcx, G_SEG(%rax)
    leaq 24(%rbp), %rax
    movq %rax, SEG_CALLERCFA(%rcx)
    movq SEG_GUARD(%rcx), %rax
    movq %rax, %fs:0x70
    movq SEG_HI(%rcx), %r10
    testq %r11, %r11
    jnz 4f
2:  movq %r10, SEG_ENTRYCFA(%rcx)
    popq %rcx
    popq %rax
    movq %r10, %rsp
    movq 8(%rbp), %r10
    incq %r10
    callq *%r10
    // and back
    movq %fs:goloom_g@tpoff, %r10
    movq G_SEG(%r10), %r11
    movq SEG_PREV(%r11), %r11
    movq %r11, G_SEG(%r10)
    movq SEG_GUARD(%r11), %r11
    movq %r11, %fs:0x70
    movq %rbp, %rsp
    popq %rbp
    .cfi_remember_state
    .cfi_def_cfa %rsp, 16
    ret
    .cfi_restore_state
3:  // a new segment, by the scheduler's stack
    movq %fs:goloom_g@tpoff, %rax
    movq G_M(%rax), %rax
    movq M_G0(%rax), %rax
    movq G_SCHED(%rax), %rax
    andq $-16, %rax
    leaq -192(%rax), %rsp
    movups %xmm0, (%rsp)
    movups %xmm1, 16(%rsp)
    movups %xmm2, 32(%rsp)
    movups %xmm3, 48(%rsp)
    movups %xmm4, 64(%rsp)
    movups %xmm5, 80(%rsp)
    movups %xmm6, 96(%rsp)
    movups %xmm7, 112(%rsp)
    movq %rdi, 128(%rsp)
    movq %rsi, 136(%rsp)
    movq %rdx, 144(%rsp)
    movq %r8, 152(%rsp)
    movq %r9, 160(%rsp)
    movq %r11, 168(%rsp)
    movq $0, %fs:0x70
    leaq 256(%r10,%r11), %rdi
    leaq 24(%rbp), %rsi
    callq goloom_newstack
    movq %rax, %rcx
    movups (%rsp), %xmm0
    movups 16(%rsp), %xmm1
    movups 32(%rsp), %xmm2
    movups 48(%rsp), %xmm3
    movups 64(%rsp), %xmm4
    movups 80(%rsp), %xmm5
    movups 96(%rsp), %xmm6
    movups 112(%rsp), %xmm7
    movq 128(%rsp), %rdi
    movq 136(%rsp), %rsi
    movq 144(%rsp), %rdx
    movq 152(%rsp), %r8
    movq 160(%rsp), %r9
    movq 168(%rsp), %r11
    leaq -16(%rbp), %rsp
    jmp 1b
4:  // arguments
    leaq 15(%r11), %rax
    andq $-16, %rax
    subq %rax, %r10
5:  subq $8, %r11
    movq 24(%rbp,%r11), %rax
    movq %rax, (%r10,%r11)
    jnz 5b
    jmp 2b
6:  // The guard is poisoned: the goroutine is to yield. Emitted code does, of all there is to be called here.
    .cfi_def_cfa %rsp, 16
    .cfi_restore %rbp
    pushq %rbp
    .cfi_def_cfa_offset 24
    .cfi_offset %rbp, -24
    movq %rsp, %rbp
    .cfi_def_cfa_register %rbp
    pushq %rax
    movq %fs:goloom_g@tpoff, %rax
    movq G_M(%rax), %rax
    cmpl $0, M_LOCKS(%rax)
    jne 7f
    movq 8(%rbp), %rax
    cmpq goloom_textbegin@GOTPCREL(%rip), %rax
    jb 7f
    cmpq goloom_textend@GOTPCREL(%rip), %rax
    jae 7f
    // Room for the registers, from the M if need be.
    movq %fs:goloom_g@tpoff, %rax
    cmpq $0, G_PSAVE(%rax)
    jne 10f
    movq G_M(%rax), %rax
    pushq %rcx
    xorl %ecx, %ecx
    xchgq %rcx, M_PSAVE(%rax)
    movq %fs:goloom_g@tpoff, %rax
    movq %rcx, G_PSAVE(%rax)
    testq %rcx, %rcx
    popq %rcx
    jz 7f
10: movq %fs:goloom_g@tpoff, %rax
    movq G_SEG(%rax), %rax
    movq SEG_GUARD(%rax), %rax
    movq %rax, %fs:0x70
    movq %fs:goloom_g@tpoff, %rax
    movq G_PSAVE(%rax), %rax
    saveall
    andq $-16, %rsp
    callq goloom_asyncPreempt2
    movq %fs:goloom_g@tpoff, %rax
    movq G_PSAVE(%rax), %rax
    restoreall
7:  movq -8(%rbp), %rax
    movq %rbp, %rsp
    popq %rbp
    .cfi_def_cfa %rsp, 16
    .cfi_restore %rbp
    jmp 0b
    .cfi_endproc
    .size __morestack, .-__morestack

// The same of a function that calls code without split stacks.
    .globl __morestack_non_split
    .type __morestack_non_split, @function
    .p2align 4
__morestack_non_split:
    .cfi_startproc
    .cfi_def_cfa_offset 16
    cmpq $0, %fs:0x70
    je 1f // a thread's own stack
    pushq %rax
    .cfi_adjust_cfa_offset 8
    movq %fs:goloom_g@tpoff, %rax
    movq G_SEG(%rax), %rax
    movq SEG_NOSPLIT(%rax), %rax
    cmpq $-1, %rax
    je 2f
    addq %r10, %rax
    cmpq %rax, %rsp
    jb 2f
    popq %rax
    .cfi_adjust_cfa_offset -8
1:  incq (%rsp)
    ret
    .cfi_adjust_cfa_offset 8
2:  popq %rax
    .cfi_adjust_cfa_offset -8
    leaq 16384(%r10), %r10
    jmp __morestack
    .cfi_endproc
    .size __morestack_non_split, .-__morestack_non_split

    .globl goloom_jump_fcontext
    .type goloom_jump_fcontext, @function
goloom_jump_fcontext:
    .cfi_startproc
    jmp jump_fcontext
    .cfi_endproc
    .size goloom_jump_fcontext, .-goloom_jump_fcontext

    .globl goloom_make_fcontext
    .type goloom_make_fcontext, @function
goloom_make_fcontext:
    .cfi_startproc
    jmp make_fcontext
    .cfi_endproc
    .size goloom_make_fcontext, .-goloom_make_fcontext

// void unwindfrom(fcontext_t from, void *arg, void (*fn)(void *arg)): fn(arg), which sees the frames of a
// context that has been left instead of its callers. jump_fcontext has laid down two words and
// r12-r15 rbx rbp rip.
    .globl goloom_unwindfrom
    .type goloom_unwindfrom, @function
    .p2align 4
goloom_unwindfrom:
    .cfi_startproc
    pushq %rbx
    .cfi_adjust_cfa_offset 8
    .cfi_offset %rbx, -16
    movq %rdi, %rbx
    movq %rsi, %rdi
    .cfi_remember_state
    .cfi_def_cfa %rbx, 72
    .cfi_offset %rip, -8
    .cfi_offset %rbp, -16
    .cfi_offset %rbx, -24
    .cfi_offset %r15, -32
    .cfi_offset %r14, -40
    .cfi_offset %r13, -48
    .cfi_offset %r12, -56
    callq *%rdx
    nop
    .cfi_restore_state
    popq %rbx
    .cfi_adjust_cfa_offset -8
    ret
    .cfi_endproc
    .size goloom_unwindfrom, .-goloom_unwindfrom

// Doors to C's functions that need no room to speak of: the linker leads their callers here (--wrap).
.macro door name
    .globl __wrap_\name
    .type __wrap_\name, @function
__wrap_\name:
    .cfi_startproc
    jmpq *__real_\name@GOTPCREL(%rip)
    .cfi_endproc
    .size __wrap_\name, .-__wrap_\name
.endm
// And to those that need little.
.macro smalldoor name
    .globl __wrap_\name
    .type __wrap_\name, @function
    .p2align 4
__wrap_\name:
    .cfi_startproc
    leaq -1280(%rsp), %r11
    cmpq %fs:0x70, %r11
    jb 1f
2:  jmpq *__real_\name@GOTPCREL(%rip)
1:  movl $1280, %r10d
    xorl %r11d, %r11d
    callq __morestack
    ret
    jmp 2b
    .cfi_endproc
    .size __wrap_\name, .-__wrap_\name
.endm
#if GOLOOM_SPLIT_STACK
#define DOOR(name) door name
#define SMALLDOOR(name) smalldoor name
#include "runtime/src/doors.def"
#endif

// Notes the pointer in rax for the collector and goes on at r11; see go/barrier.h. Changes r10 and r11 only. When the buffer is
// full, on the scheduler's stack: the caller's need not have room.
    .globl goloom_gcshade
    .type goloom_gcshade, @function
    .p2align 4
goloom_gcshade:
    .cfi_startproc
    .cfi_def_cfa %rsp, 0
    .cfi_register %rip, %r11
    testq %rax, %rax
    jz 2f
1:  movq %fs:goloom_wb@tpoff, %r10
    cmpq %fs:goloom_wb@tpoff+8, %r10
    je 3f
    movq %rax, (%r10)
    addq $8, %r10
    movq %r10, %fs:goloom_wb@tpoff
2:  jmpq *%r11
3:  movq %fs:goloom_g@tpoff, %r10
    movq G_M(%r10), %r10
    movq M_G0(%r10), %r10
    cmpq %r10, %fs:goloom_g@tpoff
    je 4f
    movq G_SCHED(%r10), %r10
    jmp 5f
4:  leaq -128(%rsp), %r10
5:  andq $-16, %r10
    leaq -400(%r10), %r10
    movq %rax, 336(%r10)
    movq %rsp, 344(%r10)
    .cfi_undefined %rip // for a moment the unwinder has no way
    movq %r10, %rsp
    movq %rsp, %rax
    saveall
    movq %fs:0x70, %rcx
    movq %rcx, 352(%rsp)
    movq $0, %fs:0x70
    callq goloom_wbflush
    movq 352(%rsp), %rcx
    movq %rcx, %fs:0x70
    movq %rsp, %rax
    restoreall
    movq 336(%rsp), %rax
    movq 344(%rsp), %rsp
    .cfi_register %rip, %r11
    jmp 1b
    .cfi_endproc
    .size goloom_gcshade, .-goloom_gcshade

// bool deferenter(deferframe &d): d.regs = {rbx rbp r12 r13 r14 r15 rsp rip}, links d into the running G; false.
    .globl goloom_deferenter
    .type goloom_deferenter, @function
    .p2align 4
goloom_deferenter:
    .cfi_startproc
    movq %rbx, 0(%rdi)
    movq %rbp, 8(%rdi)
    movq %r12, 16(%rdi)
    movq %r13, 24(%rdi)
    movq %r14, 32(%rdi)
    movq %r15, 40(%rdi)
    leaq 8(%rsp), %rax
    movq %rax, 48(%rdi)
    movq (%rsp), %rax
    movq %rax, 56(%rdi)
    movq %fs:goloom_g@tpoff, %rax
    movq G_DEFER(%rax), %rcx
    movq %rcx, 64(%rdi)        // up
    movq $0, 72(%rdi)          // head
    movq %rdi, G_DEFER(%rax)
    xorl %eax, %eax
    ret
    .cfi_endproc
    .size goloom_deferenter, .-goloom_deferenter

// [[noreturn]] void recovery(deferframe *d, uintptr guard): deferenter returns again, now true.
    .globl goloom_recovery
    .type goloom_recovery, @function
    .p2align 4
goloom_recovery:
    .cfi_startproc
    .cfi_undefined %rip
    movq 0(%rdi), %rbx
    movq 8(%rdi), %rbp
    movq 16(%rdi), %r12
    movq 24(%rdi), %r13
    movq 32(%rdi), %r14
    movq 40(%rdi), %r15
    movq 48(%rdi), %rsp
#if GOLOOM_SPLIT_STACK
    movq %rsi, %fs:0x70
#endif
    movl $1, %eax
    jmpq *56(%rdi)
    .cfi_endproc
    .size goloom_recovery, .-goloom_recovery

// void calldefer(void (GO_CC *code)(void *), void *self, void **callsp): *callsp is the CFA that code will see.
    .globl goloom_calldefer
    .type goloom_calldefer, @function
    .p2align 4
goloom_calldefer:
    .cfi_startproc
    subq $8, %rsp
    .cfi_adjust_cfa_offset 8
    movq %rsp, (%rdx)
    movq %rdi, %rax
    movq %rsi, %rdi
    callq *%rax
    addq $8, %rsp
    .cfi_adjust_cfa_offset -8
    ret
    .cfi_endproc
    .size goloom_calldefer, .-goloom_calldefer

// Where a fault in Go code goes on: the handler has pushed the faulting pc.
    .globl goloom_sigpanic
    .type goloom_sigpanic, @function
    .p2align 4
goloom_sigpanic:
    .cfi_startproc
    .cfi_signal_frame
    pushq %rbp
    .cfi_def_cfa_offset 16
    .cfi_offset %rbp, -16
    movq %rsp, %rbp
    .cfi_def_cfa_register %rbp
    andq $-16, %rsp
    callq goloom_sigpanic_
    ud2
    .cfi_endproc
    .size goloom_sigpanic, .-goloom_sigpanic

// void entersyscall(): notes the stack pointer and the callee-saved registers in the G, for the collector.
    .globl goloom_entersyscall
    .type goloom_entersyscall, @function
    .p2align 4
goloom_entersyscall:
    .cfi_startproc
    movq %fs:goloom_g@tpoff, %rax
    movq G_SEG(%rax), %rcx
    movq %rcx, G_SYSCALLSEG(%rax)
    leaq 8(%rsp), %rcx
    movq %rcx, G_SYSCALLSP(%rax)
    movq %rbx, G_SYSCALLSP+8(%rax)
    movq %rbp, G_SYSCALLSP+16(%rax)
    movq %r12, G_SYSCALLSP+24(%rax)
    movq %r13, G_SYSCALLSP+32(%rax)
    movq %r14, G_SYSCALLSP+40(%rax)
    movq %r15, G_SYSCALLSP+48(%rax)
    jmp goloom_entersyscall_
    .cfi_endproc
    .size goloom_entersyscall, .-goloom_entersyscall

// "Called" by whatever Go code a signal has interrupted; the return address lies below its red zone. Saves what
// calls may change, most of it in the G since there may be little stack left (emitted code uses the general and
// the SSE registers), yields, and goes on as if nothing had been.
    .globl goloom_asyncPreempt
    .type goloom_asyncPreempt, @function
    .p2align 4
goloom_asyncPreempt:
    .cfi_startproc
    .cfi_signal_frame
    .cfi_def_cfa %rsp, 136      // the interrupted stack pointer
    .cfi_offset %rip, -136
    pushfq
    .cfi_adjust_cfa_offset 8
    pushq %rbp
    .cfi_adjust_cfa_offset 8
    .cfi_offset %rbp, -152
    movq %rsp, %rbp
    .cfi_def_cfa %rbp, 152
    pushq %rax
    movq %fs:goloom_g@tpoff, %rax
    movq G_PSAVE(%rax), %rax
    saveall
    andq $-16, %rsp
    cld
    callq goloom_asyncPreempt2
    movq %fs:goloom_g@tpoff, %rax
    movq G_PSAVE(%rax), %rax
    restoreall
    leaq -8(%rbp), %rsp
    popq %rax
    popq %rbp
    .cfi_def_cfa %rsp, 144
    popfq
    .cfi_def_cfa %rsp, 136
    ret $128
    .cfi_endproc
    .size goloom_asyncPreempt, .-goloom_asyncPreempt

    .section .note.GNU-stack,"",@progbits
#if GOLOOM_SPLIT_STACK
    // Callers of this file's functions need no more than they look for.
    .section .note.GNU-split-stack,"",@progbits
    .section .note.GNU-no-split-stack,"",@progbits
#endif
