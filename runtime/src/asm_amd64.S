// Saving and restoring the context of a deferring function, and the call of a deferred one.

#define G_DEFER 32 // offsetof(g, defer_); proc.cpp checks it

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

    .section .note.GNU-stack,"",@progbits
