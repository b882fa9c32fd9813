// The GOROOT whose sources stand in for what goloom's own library lacks.
#pragma once

#include <string>

namespace goloom {

// What -goroot or else $GOROOT names; empty: neither does. "off": none is wanted.
std::string namedGoroot(const std::string &flag);

// Looks for one that nobody has named: that of the go on PATH, /usr/local/go, then the newest of
// /usr/lib/go-* and of /usr/share/go-* (Debian's golang-1.N and golang-1.N-src). Empty: there is none.
std::string findGoroot();

} // namespace goloom
