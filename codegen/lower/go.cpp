// Go statements. spec "Go statements": "The function value and parameters are evaluated as usual in the
// calling goroutine."
#include "codegen/lower/kinds.h"

namespace goloom {

void Lowering::goStmt(const ast::GoStmt *s) {
    auto *e = llvm::cast<ast::CallExpr>(ast::unparen(s->call));
    b.expr(rt(RT::newproc, {deferredCall(e, false)}));
}

} // namespace goloom
