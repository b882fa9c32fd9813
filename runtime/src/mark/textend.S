# Linked behind the last object of emitted code.
    .text
    .globl goloom_textend
goloom_textend:
    ud2
    .section .note.GNU-stack,"",@progbits
