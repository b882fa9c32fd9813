// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// What the external tests of upstream look at inside of the package, in ours.

package math

// There is one implementation of each.
var (
	ExpGo   = Exp
	Exp2Go  = Exp2
	HypotGo = Hypot
	SqrtGo  = Sqrt
)
