// Statements: blocks, labels, branches, if, for, return. spec "Statements".
//
// A Go statement gives C++ statements in the open block. Its Go text stands above them where they are more
// than one. break and continue are C++'s own where they mean the same from where they stand, else gotos to a
// label behind the statement or at the end of the loop's body. In a function with goto, the temporaries of a
// statement get braces, so that no jump passes an initialisation.
#include "codegen/lower/kinds.h"

#include "frontend/ast/walk.h"

namespace goloom {

void Lowering::scanGotos() {
    if (!fn || fn->scanned) return;
    fn->scanned = true;
    const ast::BlockStmt *body = nullptr;
    if (auto *d = llvm::dyn_cast_or_null<ast::FuncDecl>(fn->node)) body = d->body;
    if (auto *l = llvm::dyn_cast_or_null<ast::FuncLit>(fn->node)) body = l->body;
    if (!body) return;
    ast::inspect(body, [&](const ast::Node *n) {
        if (llvm::isa<ast::FuncLit>(n)) return false;
        if (auto *g = llvm::dyn_cast<ast::BranchStmt>(n); g && g->tok == ast::Token::Goto)
            if (auto *l = info->branchTargets.lookup(g)) fn->gotoTargets.insert(l);
        return true;
    });
}

void Lowering::stmtList(ArrayRef<ast::Stmt *> list) {
    for (const ast::Stmt *s : list) stmt(s);
}

cxx::Block *Lowering::block(const ast::BlockStmt *s) {
    cxx::Block *blk = inBlock([&] { stmtList(s->list); });
    blk->end = s->rbrace;
    return blk;
}

static bool declares(const ast::Stmt *s) {
    if (auto *a = llvm::dyn_cast<ast::AssignStmt>(s)) return a->tok == ast::Token::Define;
    return llvm::isa<ast::DeclStmt>(s) || llvm::isa<ast::LabeledStmt>(s);
}

// Statements whose C++ never reads like the Go.
static bool alwaysShown(const ast::Stmt *s) {
    switch (s->kind) {
    case ast::Kind::SelectStmt:
    case ast::Kind::DeferStmt:
    case ast::Kind::GoStmt:
    case ast::Kind::RangeStmt:
    case ast::Kind::TypeSwitchStmt: return true;
    default: return false;
    }
}

static bool isSimpleStmt(const ast::Stmt *s) {
    switch (s->kind) {
    case ast::Kind::ExprStmt:
    case ast::Kind::SendStmt:
    case ast::Kind::IncDecStmt:
    case ast::Kind::AssignStmt:
    case ast::Kind::ReturnStmt: return true;
    default: return false;
    }
}

void Lowering::stmt(const ast::Stmt *s, StringRef label) {
    scanGotos();
    b.at(s->pos, {});
    cxx::Block *outer = nullptr;
    bool braces = fn && !fn->gotoTargets.empty() && !declares(s);
    if (braces) outer = b.enter(b.newBlock(s->pos));
    size_t before = b.open()->list->size();
    switch (s->kind) {
    case ast::Kind::EmptyStmt: break;
    case ast::Kind::DeclStmt: declStmt(llvm::cast<ast::DeclStmt>(s)); break;
    case ast::Kind::LabeledStmt: {
        auto *l = llvm::cast<ast::LabeledStmt>(s);
        if (fn && fn->gotoTargets.contains(l))
            b.add(arena.create<cxx::Label>(escapeKeyword(l->label->name.str())));
        stmt(l->stmt, l->label->name.str());
        break;
    }
    case ast::Kind::ExprStmt: {
        const ast::Expr *x = ast::unparen(llvm::cast<ast::ExprStmt>(s)->x);
        b.expr(expr(x));
        break;
    }
    case ast::Kind::SendStmt: sendStmt(llvm::cast<ast::SendStmt>(s)); break;
    case ast::Kind::IncDecStmt: incDec(llvm::cast<ast::IncDecStmt>(s)); break;
    case ast::Kind::AssignStmt: assign(llvm::cast<ast::AssignStmt>(s)); break;
    case ast::Kind::GoStmt: goStmt(llvm::cast<ast::GoStmt>(s)); break;
    case ast::Kind::DeferStmt: deferStmt(llvm::cast<ast::DeferStmt>(s)); break;
    case ast::Kind::ReturnStmt: returnStmt(llvm::cast<ast::ReturnStmt>(s)); break;
    case ast::Kind::BranchStmt: branchStmt(llvm::cast<ast::BranchStmt>(s)); break;
    case ast::Kind::BlockStmt: {
        // break L out of a labelled block.
        fn->targets.push_back({s, label, false, false, false, {}, {}});
        cxx::Block *inner = block(llvm::cast<ast::BlockStmt>(s));
        b.add(inner);
        endTarget();
        break;
    }
    case ast::Kind::IfStmt: ifStmt(llvm::cast<ast::IfStmt>(s)); break;
    case ast::Kind::SwitchStmt: switchStmt(llvm::cast<ast::SwitchStmt>(s), label); break;
    case ast::Kind::TypeSwitchStmt: typeSwitchStmt(llvm::cast<ast::TypeSwitchStmt>(s), label); break;
    case ast::Kind::SelectStmt: selectStmt(llvm::cast<ast::SelectStmt>(s), label); break;
    case ast::Kind::ForStmt: forStmt(llvm::cast<ast::ForStmt>(s), label); break;
    case ast::Kind::RangeStmt: rangeStmt(llvm::cast<ast::RangeStmt>(s), label); break;
    default: llvm_unreachable("not a statement");
    }
    auto &list = *b.open()->list;
    // Several declarations with plain values read like the Go.
    bool plain = llvm::all_of(llvm::drop_begin(list, before), [](cxx::Stmt *x) {
        auto *v = llvm::dyn_cast<cxx::VarDecl>(x);
        return v && (!v->init || llvm::isa<cxx::Literal>(v->init));
    });
    bool shown = alwaysShown(s) || (isSimpleStmt(s) && list.size() > before + 1 && !plain);
    if (shown && list.size() > before && list[before]->text.empty()) list[before]->text = goText(s);
    if (!braces) return;
    cxx::Block *own = b.enter(outer);
    bool temporaries = llvm::any_of(list, [](cxx::Stmt *x) { return llvm::isa<cxx::VarDecl>(x); });
    if (temporaries)
        b.add(own);
    else
        splice(list);
}

void Lowering::endTarget() {
    FuncState::Target t = fn->targets.pop_back_val();
    if (t.usedBreak) b.add(arena.create<cxx::Label>(t.breakLabel));
}

void Lowering::leave(const ast::BranchStmt *s) {
    bool isBreak = s->tok == ast::Token::Break;
    size_t k = fn->targets.size();
    if (s->label) {
        auto *l = info->branchTargets.lookup(s);
        while (k > 0 && fn->targets[k - 1].stmt != l->stmt) k--;
    } else {
        while (k > 0) {
            auto &t = fn->targets[k - 1];
            if (isBreak ? !llvm::isa<ast::BlockStmt>(t.stmt) : t.isLoop) break;
            k--;
        }
    }
    assert(k > 0 && "a branch statement has a target");
    k--;
    if (!fn->rangeFuncs.empty()) {
        FuncState::RangeFunc *r = fn->rangeFuncs.back();
        if (r->target == k) {
            b.ret(b.lit(isBreak ? "false" : "true"));
            return;
        }
        if (r->target > k) {
            r->exits.push_back(s);
            b.expr(b.assign(b.name(r->next), b.intLit(static_cast<int64_t>(r->exits.size()))));
            b.ret(b.lit("false"));
            return;
        }
    }
    FuncState::Target &t = fn->targets[k];
    bool native = isBreak ? t.nativeBreak : t.nativeContinue;
    for (size_t i = k + 1; i < fn->targets.size(); i++)
        native &= isBreak ? !fn->targets[i].nativeBreak : !fn->targets[i].isLoop;
    if (native) {
        if (isBreak)
            b.add(arena.create<cxx::Break>());
        else
            b.add(arena.create<cxx::Continue>());
        return;
    }
    StringRef &label = isBreak ? t.breakLabel : t.continueLabel;
    if (label.empty()) {
        std::string base = t.label.empty() ? "" : t.label.str() + "_";
        label = b.text(llvm::Twine(base) + (isBreak ? "break" : "continue") + llvm::Twine(++fn->labels));
    }
    (isBreak ? t.usedBreak : t.usedContinue) = true;
    b.add(arena.create<cxx::Goto>(label));
}

void Lowering::branchStmt(const ast::BranchStmt *s) {
    switch (s->tok) {
    case ast::Token::Break:
    case ast::Token::Continue: leave(s); break;
    case ast::Token::Goto: {
        auto *l = info->branchTargets.lookup(s);
        if (!fn->rangeFuncs.empty()) {
            FuncState::RangeFunc *r = fn->rangeFuncs.back();
            auto *loop = llvm::cast<ast::RangeStmt>(fn->targets[r->target].stmt);
            if (l->pos < loop->body->pos || l->pos >= loop->body->end) {
                r->exits.push_back(s);
                b.expr(b.assign(b.name(r->next), b.intLit(static_cast<int64_t>(r->exits.size()))));
                b.ret(b.lit("false"));
                break;
            }
        }
        b.add(arena.create<cxx::Goto>(escapeKeyword(l->label->name.str())));
        break;
    }
    default: break; // fallthrough: the switch looks for it
    }
}

void Lowering::ifStmt(const ast::IfStmt *s) {
    cxx::Block *init = inBlock([&] {
        if (s->init) stmt(s->init);
    });
    Part cond = part(typeOf(s->cond), false, [&] { return expr(s->cond); });
    cxx::Block *then = block(s->body);
    cxx::Stmt *els = nullptr;
    if (auto *e = llvm::dyn_cast_or_null<ast::IfStmt>(s->els)) {
        cxx::Block *blk = inBlock([&] {
            b.at(e->pos, {});
            ifStmt(e);
        });
        bool chained = blk->list->size() == 1 && llvm::isa<cxx::If>(blk->list->front());
        els = chained ? blk->list->front() : blk;
    } else if (s->els) {
        els = block(llvm::cast<ast::BlockStmt>(s->els));
    }
    b.at(s->pos, {});
    cxx::VarDecl *decl = nullptr;
    if (init->list->size() == 1 && cond.before.empty())
        decl = llvm::dyn_cast<cxx::VarDecl>(init->list->front());
    auto *stmt = arena.create<cxx::If>(decl, cond.x, then, els);
    stmt->pos = s->pos;
    if (decl || init->list->empty()) {
        splice(cond.before);
        b.add(stmt);
        return;
    }
    b.add(inBlock([&] {
        splice(*init->list);
        splice(cond.before);
        b.add(stmt);
    }));
}

// The body of a loop whose target is the innermost one: `first` at its start, `last` at its end, where
// continue goes.
cxx::Block *Lowering::loopBody(const ast::BlockStmt *s, llvm::function_ref<void()> first,
                               llvm::function_ref<void()> last) {
    size_t k = fn->targets.size() - 1;
    if (last) fn->targets[k].nativeContinue = false;
    cxx::Block *body = inBlock([&] {
        if (first) first();
        cxx::Block *inner = block(s);
        if (fn->targets[k].usedContinue) {
            b.add(inner);
            b.add(arena.create<cxx::Label>(fn->targets[k].continueLabel));
        } else if (last) {
            b.add(inner); // its names end before what follows
        } else {
            splice(*inner->list);
        }
        if (last) last();
    });
    body->end = s->rbrace;
    return body;
}

void Lowering::forStmt(const ast::ForStmt *s, StringRef label) {
    // spec: "Each iteration has its own separate declared variable"; it shows only if its address outlives
    // the iteration.
    struct Copied {
        types::Var *var;
        StringRef own, counter;
    };
    llvm::SmallVector<Copied, 2> copied;
    if (auto *a = llvm::dyn_cast_or_null<ast::AssignStmt>(s->init);
        a && a->tok == ast::Token::Define && goMinor >= 22)
        for (const ast::Expr *e : a->lhs)
            if (auto *id = llvm::dyn_cast<ast::Ident>(e))
                if (auto *v = llvm::dyn_cast_or_null<types::Var>(info->defs.lookup(id));
                    v && !v->name.isBlank() && facts->storageOf(v) == Storage::Heap) {
                    StringRef own = localName(v);
                    copied.push_back({v, own, temp(own)});
                    loopCounters.insert(v);
                }
    auto useCounters = [&](bool counters) {
        for (Copied &c : copied) names[c.var] = counters ? c.counter : c.own;
    };
    useCounters(true);
    cxx::Block *init = inBlock([&] {
        if (s->init) stmt(s->init);
    });
    Part cond{};
    if (s->cond) cond = part(typeOf(s->cond), false, [&] { return expr(s->cond); });
    cxx::Block *post = inBlock([&] {
        if (s->post) stmt(s->post);
    });
    useCounters(false);
    // A post statement of several expressions is a comma expression; one with temporaries goes to the end of
    // the body.
    Expr *postExpr = nullptr;
    bool plainPost = true;
    for (cxx::Stmt *p : *post->list) plainPost &= llvm::isa<cxx::ExprStmt>(p);
    if (plainPost)
        for (cxx::Stmt *p : *post->list) {
            Expr *x = llvm::cast<cxx::ExprStmt>(p)->x;
            postExpr = postExpr ? b.binary(postExpr, ",", x) : x;
        }
    bool plainCond = cond.before.empty();
    fn->targets.push_back({s, label, true, true, true, {}, {}});
    auto first = [&] {
        if (!plainCond) {
            splice(cond.before);
            cxx::Block *out = inBlock([&] { b.add(arena.create<cxx::Break>()); });
            b.add(arena.create<cxx::If>(nullptr, b.unary("!", cond.x), out, nullptr));
        }
        for (Copied &c : copied) {
            types::Type *t = subst(c.var->type);
            b.var(b.text(llvm::Twine(type(t)) + " &"), c.own,
                  b.unary("*", rt(RT::newvalue, {b.name(c.counter)}, {type(t)})));
        }
    };
    auto last = [&] {
        for (Copied &c : copied) b.expr(b.assign(b.name(c.counter), b.name(c.own)));
        if (!plainPost) splice(*post->list);
    };
    cxx::Block *body = nullptr;
    if (!copied.empty() || !plainPost)
        body = loopBody(s->body, first, last);
    else
        body = loopBody(s->body, first);
    b.at(s->pos, {});
    cxx::VarDecl *decl = nullptr;
    if (init->list->size() == 1) decl = llvm::dyn_cast<cxx::VarDecl>(init->list->front());
    auto *loop =
        arena.create<cxx::For>(decl, plainCond ? cond.x : nullptr, plainPost ? postExpr : nullptr, body);
    loop->pos = s->pos;
    bool scope = !decl && llvm::any_of(*init->list, [](cxx::Stmt *x) { return llvm::isa<cxx::VarDecl>(x); });
    auto out = [&] {
        if (!decl) splice(*init->list);
        b.add(loop);
    };
    if (scope)
        b.add(inBlock(out));
    else
        out();
    for (Copied &c : copied) loopCounters.erase(c.var);
    endTarget();
}

void Lowering::sendStmt(const ast::SendStmt *s) {
    types::Type *ct = typeOf(s->chan);
    auto *c = llvm::cast<types::Chan>(types::coreType(ct));
    needComplete(c->elem);
    Part parts[] = {part(s->chan, ct), part(s->value, c->elem)};
    settle(parts);
    b.expr(rt(RT::chansend1, {parts[0].x, bare(parts[1].x)}));
}

// Stores the results (if they are variables), runs the deferred calls and returns; from inside the body of a
// range over a function by way of what stands behind the iterator's call. No values: the results are stored
// already.
void Lowering::returnValues(ArrayRef<Expr *> values) {
    bool stored = fn->namedResults && (!fn->deferFrame.empty() || values.empty() || !fn->rangeFuncs.empty());
    ArrayRef<StringRef> slots = stored ? ArrayRef<StringRef>(fn->results) : ArrayRef<StringRef>();
    if (!fn->rangeFuncs.empty() && !stored) slots = fn->rangeResults;
    for (size_t i = 0; i < values.size() && !slots.empty(); i++)
        b.expr(b.assign(resultPlace(i, slots[i]), bare(values[i])));
    if (!fn->rangeFuncs.empty()) {
        FuncState::RangeFunc *r = fn->rangeFuncs.back();
        r->returns = true;
        b.expr(b.assign(b.name(r->next), b.unary("-", b.intLit(1))));
        b.ret(b.lit("false"));
        return;
    }
    runDeferred();
    llvm::SmallVector<Expr *, 4> out;
    if (!slots.empty())
        for (StringRef n : slots) out.push_back(b.name(n));
    else
        for (Expr *v : values) out.push_back(bare(v));
    if (out.empty())
        b.ret();
    else if (out.size() == 1)
        b.ret(out[0]);
    else
        b.ret(b.init("", out));
}

// A result that outlives the frame is behind the write barrier.
Expr *Lowering::resultPlace(size_t i, StringRef slot) {
    types::Var *v = i < fn->sig->results->size() ? fn->sig->results->vars[i] : nullptr;
    bool heap =
        fn->namedResults && v && facts->storageOf(v) == Storage::Heap && types::hasPointers(subst(v->type));
    return heap ? rt(RT::store, {b.name(slot)}) : b.name(slot);
}

void Lowering::returnStmt(const ast::ReturnStmt *s) {
    llvm::SmallVector<types::Type *, 4> want;
    for (types::Var *v : fn->sig->results->vars) want.push_back(subst(v->type));
    if (s->results.empty()) return returnValues({});
    bool stores = !fn->deferFrame.empty() || !fn->rangeFuncs.empty();
    if (s->results.size() == 1 && want.size() > 1) {
        auto *tuple = llvm::cast<types::Tuple>(typeOf(s->results[0]));
        bool same = !stores;
        for (size_t i = 0; i < want.size(); i++) same &= types::identical(tuple->vars[i]->type, want[i]);
        if (same) {
            b.ret(expr(s->results[0]));
            return;
        }
        auto xs = multiValue(s->results[0], want);
        return returnValues(xs);
    }
    llvm::SmallVector<Part, 4> parts;
    for (size_t i = 0; i < want.size(); i++) parts.push_back(part(s->results[i], want[i], stores ? 0 : 1));
    settle(parts);
    llvm::SmallVector<Expr *, 4> xs;
    for (size_t i = 0; i < parts.size(); i++) {
        // Results are stored one by one: a value must not see what an earlier store has changed.
        Expr *x = parts[i].x;
        bool pinned = stores && i > 0 && !llvm::isa<cxx::Literal>(x);
        xs.push_back(pinned ? pin(bare(x), want[i]) : x);
    }
    returnValues(xs);
}

} // namespace goloom
