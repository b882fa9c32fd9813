// The Unicode classes that Go's lexical grammar and export rule need: letters (L*), digits (Nd), upper case
// (Lu).
#pragma once

#include <cstdint>

namespace goloom {

bool isLetterRune(uint32_t rune);
bool isDigitRune(uint32_t rune);
bool isUpperRune(uint32_t rune);

} // namespace goloom
