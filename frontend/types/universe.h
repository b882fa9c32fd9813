// The universe: predeclared types, constants, nil and functions, and package unsafe. Built once in a process.
#pragma once

#include "frontend/types/object.h"

namespace goloom::types {

struct Universe {
    Scope *scope;
    Package *unsafe;
    Basic *typ[static_cast<size_t>(BasicKind::Count)];
    Basic *byteAlias, *runeAlias; // uint8 and int32 under the names byte and rune
    Named *errorType;             // error
    Named *comparableType;        // comparable
    Type *anyType;                // any: an Alias of interface{}
    Interface *emptyInterface;
    Const *iota;
    Nil *nil;
};
const Universe &universe();

inline Basic *typ(BasicKind k) { return universe().typ[static_cast<size_t>(k)]; }
inline Type *invalidType() { return typ(BasicKind::Invalid); }
// The type an untyped constant takes where none is asked for; t itself if typed.
Type *defaultType(Type *t);

} // namespace goloom::types
