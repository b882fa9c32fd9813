// Run-time panics: values that implement runtime.Error, made here so that they exist when no package imports
// runtime.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

[[noreturn]] void panicplain(string msg);
[[noreturn]] void panicplain(const char *msg);  // "all goroutines…": an Error whose text is msg
[[noreturn]] void panicstring(const char *msg); // "runtime error: " + msg
[[noreturn]] void panicstring(string msg);

// The value of panic(nil): *runtime.PanicNilError.
any panicnilerror();
// The text of an error or Stringer; false if v is neither. Runs Go code.
bool texterror(any v, string *s);
bool textstringer(any v, string *s);

// stdlib/runtime's TypeAssertionError has the same layout.
struct TypeAssertionError_ {
    const type *interface, *concrete, *asserted;
    string missingMethod;
};
GO_CC string TypeAssertionErrorText(const TypeAssertionError_ *e);

} // namespace go::runtime
