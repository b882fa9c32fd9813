// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// What the external tests of upstream look at inside of the package, in ours.

package bits

const DeBruijn64 = 0x03f79d71b4ca8b09 // any number with many bits set will do
