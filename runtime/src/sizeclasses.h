// Go's size classes: what cap() shows after append depends on them, so they are the same here.
#pragma once

#include "go/base.h"

namespace go::runtime {

inline constexpr uintptr pageShift = 13, pageSize_ = uintptr(1) << pageShift;
inline constexpr uintptr smallSizeMax = 1024, maxSmallSize = 32768;

inline constexpr uint16 classToSize[numSizeClasses] = {
    0,     8,     16,    24,    32,    48,    64,    80,    96,    112,   128,   144,  160,   176,
    192,   208,   224,   240,   256,   288,   320,   352,   384,   416,   448,   480,  512,   576,
    640,   704,   768,   896,   1024,  1152,  1280,  1408,  1536,  1792,  2048,  2304, 2688,  3072,
    3200,  3456,  4096,  4864,  5376,  6144,  6528,  6784,  6912,  8192,  9472,  9728, 10240, 10880,
    12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672, 32768};
inline constexpr uint8 classToPages[numSizeClasses] = {
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,  1, 1,
    1, 2, 1, 2, 1, 2, 1, 3, 2, 3, 1, 3, 2, 3, 4, 5, 6, 1, 7, 6, 5, 4, 3, 5, 7, 2, 9, 7, 5, 8, 3, 10, 7, 4};

// (size + 7) / 8 up to 1024 bytes, (size - 1024 + 127) / 128 above, to the class.
struct sizeToClass {
    uint8 by8[smallSizeMax / 8 + 1];
    uint8 by128[(maxSmallSize - smallSizeMax) / 128 + 1];
};
constexpr sizeToClass makeSizeToClass() {
    sizeToClass t = {};
    uint8 c = 0;
    for (uintptr i = 0; i <= smallSizeMax / 8; i++) {
        while (classToSize[c] < i * 8) c++;
        t.by8[i] = c;
    }
    for (uintptr i = 0; i <= (maxSmallSize - smallSizeMax) / 128; i++) {
        while (classToSize[c] < smallSizeMax + i * 128) c++;
        t.by128[i] = c;
    }
    return t;
}
inline constexpr sizeToClass sizeClasses = makeSizeToClass();

GO_INLINE uint8 sizeclassof(uintptr size) { // size <= maxSmallSize
    return size <= smallSizeMax - 8 ? sizeClasses.by8[(size + 7) >> 3]
                                    : sizeClasses.by128[(size - smallSizeMax + 127) >> 7];
}

// The bytes that Go's allocator sets aside for a request, as growslice and friends see it.
inline uintptr roundupsize(uintptr size, bool noscan) {
    constexpr uintptr header = 8,
                      minSizeForHeader = 512; // Go keeps a type word before larger objects with pointers
    if (size <= maxSmallSize - header) {
        uintptr extra = !noscan && size > minSizeForHeader ? header : 0;
        return classToSize[sizeclassof(size + extra)] - extra;
    }
    return (size + pageSize_ - 1) & ~(pageSize_ - 1);
}

} // namespace go::runtime
