# Linked before the first object of emitted code: preempt.cpp tells by the two marks where it lies.
    .text
    .globl goloom_textbegin
goloom_textbegin:
    ud2
    .section .note.GNU-stack,"",@progbits
