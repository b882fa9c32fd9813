// Saving and restoring the context of a deferring function, and the call of a deferred one.

#define G_DEFER 32 // offsetof(g, defer_); proc.cpp checks it

#define G_SYSCALLSP 48 // offsetof(g, syscallsp); syscall.cpp checks it

    .text

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
    movb $0, 144(%rdi)         // roomUsed
    movq %rdi, G_DEFER(%rax)
    xorl %eax, %eax
    ret
    .cfi_endproc
    .size goloom_deferenter, .-goloom_deferenter

// [[noreturn]] void recovery(deferframe *d): deferenter returns again, now true.
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

// "Called" by whatever Go code a signal has interrupted; the return address lies below its red zone. Saves every
// register (emitted code uses x87 and SSE, no more), yields, and goes on as if nothing had been.
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
    pushq %rcx
    pushq %rdx
    pushq %rbx
    .cfi_offset %rbx, -184
    pushq %rsi
    pushq %rdi
    pushq %r8
    pushq %r9
    pushq %r10
    pushq %r11
    pushq %r12
    .cfi_offset %r12, -240
    pushq %r13
    .cfi_offset %r13, -248
    pushq %r14
    .cfi_offset %r14, -256
    pushq %r15
    .cfi_offset %r15, -264
    subq $512, %rsp
    andq $-64, %rsp
    fxsave64 (%rsp)
    cld
    callq goloom_asyncPreempt2
    fxrstor64 (%rsp)
    leaq -112(%rbp), %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %r11
    popq %r10
    popq %r9
    popq %r8
    popq %rdi
    popq %rsi
    popq %rbx
    popq %rdx
    popq %rcx
    popq %rax
    popq %rbp
    .cfi_def_cfa %rsp, 144
    popfq
    .cfi_def_cfa %rsp, 136
    ret $128
    .cfi_endproc
    .size goloom_asyncPreempt, .-goloom_asyncPreempt

    .section .note.GNU-stack,"",@progbits
