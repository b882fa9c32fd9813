// The types of run-time errors, by hand: what the compiler emits for Go types, but with no package to emit
// them from.
//
// When a program imports runtime, that package's own TypeAssertionError and PanicNilError take over
// (registererrors), so that x.(*runtime.TypeAssertionError) finds what was thrown.
#include "runtime/src/error.h"
#include "runtime/src/iface.h"

#include <charconv>

namespace go::runtime {

namespace {

string plus(string a, string b) { return concatstring2(a, b); }
string str(const type *t) { return t->str; }

// ---- errorString, plainError: strings

GO_CC string errorStringError(void *self) { return plus("runtime error: "_s, *static_cast<string *>(self)); }
GO_CC string plainErrorError(void *self) { return *static_cast<string *>(self); }
GO_CC void runtimeErrorMark(void *) {}

const method errorStringMethods[] = {
    {"Error", {}, &funcString, reinterpret_cast<void *>(errorStringError)},
    {"RuntimeError", {}, &funcVoid, reinterpret_cast<void *>(runtimeErrorMark)},
};
const uncommontype errorStringUncommon = {"runtime", errorStringMethods, 2};
const type errorStringType = {sizeof(string),
                              tflagNamed,
                              8,
                              8,
                              String,
                              0x5ea10001,
                              strequal,
                              strhash,
                              "runtime.errorString",
                              "errorString",
                              &errorStringUncommon,
                              nullptr};

const method plainErrorMethods[] = {
    {"Error", {}, &funcString, reinterpret_cast<void *>(plainErrorError)},
    {"RuntimeError", {}, &funcVoid, reinterpret_cast<void *>(runtimeErrorMark)},
};
const uncommontype plainErrorUncommon = {"runtime", plainErrorMethods, 2};
const type plainErrorType = {sizeof(string),
                             tflagNamed,
                             8,
                             8,
                             String,
                             0x5ea10002,
                             strequal,
                             strhash,
                             "runtime.plainError",
                             "plainError",
                             &plainErrorUncommon,
                             nullptr};

// ---- boundsError

struct boundsError {
    int64 x, y;
    const char *form; // %x and %y stand for them
    bool operator==(const boundsError &) const = default;
};

string formbounds(const boundsError &e) {
    char text[160], *out = text;
    for (const char *f = e.form; *f; f++) {
        if (*f != '%') {
            *out++ = *f;
            continue;
        }
        out = std::to_chars(out, text + sizeof text, *++f == 'x' ? e.x : e.y).ptr;
    }
    return plus("runtime error: "_s, {reinterpret_cast<const uint8 *>(text), out - text});
}

GO_CC string boundsErrorError(void *self) { return formbounds(*static_cast<boundsError *>(self)); }
const method boundsErrorMethods[] = {
    {"Error", {}, &funcString, reinterpret_cast<void *>(boundsErrorError)},
    {"RuntimeError", {}, &funcVoid, reinterpret_cast<void *>(runtimeErrorMark)},
};
const uncommontype boundsErrorUncommon = {"runtime", boundsErrorMethods, 2};
const structfield boundsErrorFields[] = {
    {"x", "runtime", &types::int64, 0, {}, false},
    {"y", "runtime", &types::int64, 8, {}, false},
    {"form", "runtime", &types::uintptr, 16, {}, false},
};
const structtype boundsErrorType = {{sizeof(boundsError), tflagNamed | tflagRegular, 8, 8, Struct, 0x5ea10003,
                                     typeequal<boundsError>, memhashN<sizeof(boundsError)>,
                                     "runtime.boundsError", "boundsError", &boundsErrorUncommon, nullptr},
                                    "runtime",
                                    boundsErrorFields,
                                    3};

// A slice index that is negative, whatever the other one is.
const char *negative(const char *form) {
    static constexpr const char *forms[][2] = {
        {"index out of range [%x] with length %y", "index out of range [%x]"},
        {"slice bounds out of range [:%x] with length %y", "slice bounds out of range [:%x]"},
        {"slice bounds out of range [:%x] with capacity %y", "slice bounds out of range [:%x]"},
        {"slice bounds out of range [%x:%y]", "slice bounds out of range [%x:]"},
        {"slice bounds out of range [::%x] with length %y", "slice bounds out of range [::%x]"},
        {"slice bounds out of range [::%x] with capacity %y", "slice bounds out of range [::%x]"},
        {"slice bounds out of range [:%x:%y]", "slice bounds out of range [:%x:]"},
        {"slice bounds out of range [%x:%y:]", "slice bounds out of range [%x::]"},
    };
    for (auto &f : forms)
        if (strcmp(form, f[0]) == 0) return f[1];
    return form;
}

[[noreturn]] void panicbounds(int_ x, int_ y, const char *form) {
    auto *e = newobject<boundsError>();
    *e = {x, y, x < 0 ? negative(form) : form};
    gopanic({&boundsErrorType, e});
}

// ---- *TypeAssertionError, *PanicNilError

GO_CC string typeAssertionErrorError(void *self) {
    return TypeAssertionErrorText(static_cast<TypeAssertionError_ *>(self));
}
const method typeAssertionErrorMethods[] = {
    {"Error", {}, &funcString, reinterpret_cast<void *>(typeAssertionErrorError)},
    {"RuntimeError", {}, &funcVoid, reinterpret_cast<void *>(runtimeErrorMark)},
};
const uncommontype typeAssertionErrorUncommon = {"runtime", typeAssertionErrorMethods, 2};
const structtype typeAssertionErrorStruct = {{sizeof(TypeAssertionError_), tflagNamed, 8, 8, Struct,
                                              0x5ea10004, nullptr, nullptr, "runtime.TypeAssertionError",
                                              "TypeAssertionError", nullptr, nullptr},
                                             "runtime",
                                             nullptr,
                                             0};
const ptrtype typeAssertionErrorPtr = {{8,
                                        tflagDirect | tflagRegular,
                                        8,
                                        8,
                                        Pointer,
                                        0x5ea10005,
                                        memequal<8>,
                                        memhashN<8>,
                                        "*runtime.TypeAssertionError",
                                        {},
                                        &typeAssertionErrorUncommon,
                                        nullptr},
                                       &typeAssertionErrorStruct};

GO_CC string panicNilErrorError(void *) { return "panic called with nil argument"_s; }
const method panicNilErrorMethods[] = {
    {"Error", {}, &funcString, reinterpret_cast<void *>(panicNilErrorError)},
    {"RuntimeError", {}, &funcVoid, reinterpret_cast<void *>(runtimeErrorMark)},
};
const uncommontype panicNilErrorUncommon = {"runtime", panicNilErrorMethods, 2};
const structtype panicNilErrorStruct = {{8, tflagNamed, 8, 8, Struct, 0x5ea10006, nullptr, nullptr,
                                         "runtime.PanicNilError", "PanicNilError", nullptr, nullptr},
                                        "runtime",
                                        nullptr,
                                        0};
const ptrtype panicNilErrorPtr = {{8,
                                   tflagDirect | tflagRegular,
                                   8,
                                   8,
                                   Pointer,
                                   0x5ea10007,
                                   memequal<8>,
                                   memhashN<8>,
                                   "*runtime.PanicNilError",
                                   {},
                                   &panicNilErrorUncommon,
                                   nullptr},
                                  &panicNilErrorStruct};

const type *typeAssertionErrorType = &typeAssertionErrorPtr;
const type *panicNilErrorType = &panicNilErrorPtr;

[[noreturn]] void panicassertion(const type *inter, const type *concrete, const type *asserted,
                                 string missing) {
    auto *e = newobject<TypeAssertionError_>();
    *e = {inter, concrete, asserted, missing};
    gopanic({typeAssertionErrorType, e});
}

bool textof(const interfacetype *i, any v, string *s) {
    const itab *tab = assertE2I2(i, v.typ);
    if (!tab) return false;
    *s = icall<string>(iface{tab, v.data}, 0);
    return true;
}

} // namespace

// func() string, func(): what the methods here are of.
const type *const funcStringOut[] = {&types::string};
const functype funcString = {
    {8, tflagDirect, 8, 8, Func, 0x5ea10008, nullptr, nullptr, "func() string", {}, nullptr, nullptr},
    nullptr,
    funcStringOut,
    0,
    1,
    false};
const functype funcVoid = {
    {8, tflagDirect, 8, 8, Func, 0x5ea10009, nullptr, nullptr, "func()", {}, nullptr, nullptr},
    nullptr,
    nullptr,
    0,
    0,
    false};

namespace {
const imethod stringerMethods[] = {{"String", {}, &funcString}};
const interfacetype stringerType = {{16, tflagNamed, 8, 8, Interface, 0x5ea1000a, interequal, interhash,
                                     "runtime.stringer", "stringer", nullptr, nullptr},
                                    "runtime",
                                    stringerMethods,
                                    1};
} // namespace

GO_CC string TypeAssertionErrorText(const TypeAssertionError_ *e) {
    string inter = e->interface ? str(e->interface) : "interface"_s;
    string as = str(e->asserted);
    string head = "interface conversion: "_s;
    if (!e->concrete) return concatstrings({head, inter, " is nil, not "_s, as});
    string cs = str(e->concrete);
    if (e->missingMethod.len)
        return concatstrings({head, cs, " is not "_s, as, ": missing method "_s, e->missingMethod});
    string why = ""_s;
    if (cs == as) {
        auto pkg = [](const type *t) {
            if (t->uncommon && t->uncommon->pkgpath.len) return string(t->uncommon->pkgpath);
            return t->kind == Struct ? string(static_cast<const structtype *>(t)->pkgpath) : ""_s;
        };
        why = pkg(e->concrete) == pkg(e->asserted) ? " (types from different scopes)"_s
                                                   : " (types from different packages)"_s;
    }
    return concatstrings({head, inter, " is "_s, cs, ", not "_s, as, why});
}

// stdlib/runtime hands over its own *TypeAssertionError and *PanicNilError.
GO_CC void registererrors(any assertion, any panicnil) {
    typeAssertionErrorType = assertion.typ;
    panicNilErrorType = panicnil.typ;
}

bool texterror(any v, string *s) { return textof(&types::error, v, s); }
bool textstringer(any v, string *s) { return textof(&stringerType, v, s); }

any panicnilerror() { return {panicNilErrorType, mallocgc(16, true)}; }

void panicstring(string msg) {
    auto *s = newobject<string>();
    *s = msg;
    gopanic({&errorStringType, s});
}
void panicstring(const char *msg) {
    panicstring({reinterpret_cast<const uint8 *>(msg), static_cast<int_>(strlen(msg))});
}
void panicplain(string msg) {
    auto *s = newobject<string>();
    *s = msg;
    gopanic({&plainErrorType, s});
}
void panicplain(const char *msg) {
    panicplain(string{reinterpret_cast<const uint8 *>(msg), static_cast<int_>(strlen(msg))});
}

GO_CC void panicIndex(int_ i, int_ n) { panicbounds(i, n, "index out of range [%x] with length %y"); }
GO_CC void panicSliceAlen(int_ high, int_ len) {
    panicbounds(high, len, "slice bounds out of range [:%x] with length %y");
}
GO_CC void panicSliceAcap(int_ high, int_ cap) {
    panicbounds(high, cap, "slice bounds out of range [:%x] with capacity %y");
}
GO_CC void panicSliceB(int_ low, int_ high) { panicbounds(low, high, "slice bounds out of range [%x:%y]"); }
GO_CC void panicSlice3Alen(int_ max, int_ len) {
    panicbounds(max, len, "slice bounds out of range [::%x] with length %y");
}
GO_CC void panicSlice3Acap(int_ max, int_ cap) {
    panicbounds(max, cap, "slice bounds out of range [::%x] with capacity %y");
}
GO_CC void panicSlice3B(int_ high, int_ max) { panicbounds(high, max, "slice bounds out of range [:%x:%y]"); }
GO_CC void panicSlice3C(int_ low, int_ high) { panicbounds(low, high, "slice bounds out of range [%x:%y:]"); }
GO_CC void panicSliceConvert(int_ len, int_ want) {
    panicbounds(want, len, "cannot convert slice with length %y to array or pointer to array with length %x");
}
GO_CC void panicwrap(const char *method, const char *type) {
    auto text = [](const char *s) {
        return string{reinterpret_cast<const uint8 *>(s), static_cast<int_>(strlen(s))};
    };
    panicplain(
        concatstrings({"value method "_s, text(method), " called using nil *"_s, text(type), " pointer"_s}));
}
GO_CC void panicmem() { panicstring("invalid memory address or nil pointer dereference"); }
GO_CC void panicdivide() { panicstring("integer divide by zero"); }
GO_CC void panicshift() { panicstring("negative shift amount"); }
GO_CC void panicmakeslicelen() { panicstring("makeslice: len out of range"); }
GO_CC void panicmakeslicecap() { panicstring("makeslice: cap out of range"); }
GO_CC void panicunsafe(const char *what) { panicstring(what); }
GO_CC void panicnilmap() { panicplain("assignment to entry in nil map"); }

GO_CC void panicdottypeE(const type *have, const type *want, const type *iface) {
    panicassertion(iface, have, want, {});
}
GO_CC void panicnildottype(const type *want, const type *iface) { panicassertion(iface, nullptr, want, {}); }
void panicmissing(const interfacetype *want, const type *have, string missing) {
    panicassertion(nullptr, have, want, missing);
}

} // namespace go::runtime
