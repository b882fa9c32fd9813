// Type assertions. spec "Type assertions".
#include "codegen/lower/kinds.h"

namespace goloom {

Expr *Lowering::typeAssert(const ast::TypeAssertExpr *e, bool commaOk) {
    types::Type *src = typeOf(e->x);
    types::Type *t = typeOf(e->type);
    needComplete(t);
    Expr *x = expr(e->x);
    if (isIface(t)) {
        if (commaOk) return rt(RT::assertE2I2, {typeDesc(t), x}, {type(t)});
        return rt(RT::assertE2I, {typeDesc(t), x}, {type(t)});
    }
    if (commaOk) return rt(RT::assertE2T2, {typeDesc(t), x}, {type(t)});
    return rt(RT::assertE2T, {typeDesc(t), x, typeDesc(src)}, {type(t)});
}

} // namespace goloom
