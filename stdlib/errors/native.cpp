// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of errors: what Is and As ask about dynamic types.

#include "go/runtime.h"

namespace go::errors {

namespace {

const runtime::type *pointee(any target) { return static_cast<const runtime::ptrtype *>(target.typ)->elem; }

bool hasNoMethods(const runtime::type *t) {
    return static_cast<const runtime::interfacetype *>(t)->mcount == 0;
}

} // namespace

GO_CC bool isComparable(error err) { return err.typ()->equal != nullptr; }

// The results are targetOK, targetNotPointer and targetNotError of wrap.go.
GO_CC int_ checkTarget(any target) {
    if (target.typ->kind != runtime::Pointer || !target.data) return 1;
    const runtime::type *elem = pointee(target);
    if (elem->kind == runtime::Interface || runtime::assertE2I2(&types::error, elem)) return 0;
    return 2;
}

GO_CC bool assignTo(error err, any target) {
    const runtime::type *elem = pointee(target);
    const runtime::type *have = err.typ();
    if (elem->kind == runtime::Interface) {
        if (hasNoMethods(elem)) {
            runtime::store(*static_cast<any *>(target.data)) = {have, err.data};
            return true;
        }
        const runtime::itab *tab =
            runtime::assertE2I2(static_cast<const runtime::interfacetype *>(elem), have);
        if (!tab) return false;
        runtime::store(*static_cast<runtime::iface *>(target.data)) = {tab, err.data};
        return true;
    }
    if (have != elem) return false;
    runtime::shadeblock(target.data, have->size);
    if (have->tflag & runtime::tflagDirect)
        *static_cast<void **>(target.data) = err.data;
    else
        std::memcpy(target.data, err.data, have->size);
    return true;
}

} // namespace go::errors
