// The reasons of the escape analysis as text, for -explain=escape: the order and form of gc's -m=2, so that
// who reads that one can read this one.
#include "codegen/analyze/escape.h"
#include "frontend/ast/print.h"

#include "llvm/ADT/DenseSet.h"

#include <algorithm>

namespace goloom {

// One line, with `...` where the printer leaves something out.
std::string Escape::textOf(const ast::Node *n) {
    auto list = [&](auto xs) {
        std::string s;
        for (auto *x : xs) s += (s.empty() ? "" : ", ") + textOf(x);
        return s;
    };
    if (isa<ast::FuncLit>(n)) return "func literal";
    if (auto *e = dyn_cast<ast::Expr>(n)) {
        std::string s = ast::printExpr(e);
        constexpr llvm::StringLiteral dots = "…";
        for (size_t i = 0; (i = s.find(dots.data(), i)) != std::string::npos; i += 3)
            s.replace(i, dots.size(), "...");
        return s;
    }
    if (auto *a = dyn_cast<ast::AssignStmt>(n))
        return list(a->lhs) + " " + std::string(ast::spelling(a->tok)) + " " + list(a->rhs);
    if (auto *r = dyn_cast<ast::ReturnStmt>(n))
        return r->results.empty() ? "return" : "return " + list(r->results);
    if (auto *s = dyn_cast<ast::SendStmt>(n)) return textOf(s->chan) + " <- " + textOf(s->value);
    if (auto *v = dyn_cast<ast::VarSpec>(n))
        return "var " + list(v->names) + (v->type ? " " + textOf(v->type) : "") + " = " + list(v->values);
    return "?";
}

std::string Escape::nameOf(const Location *l) {
    if (l == graph_.heap()) return "{heap}";
    if (l->var) return l->var->name.str().str();
    if (l->expr) {
        auto *c = dyn_cast<ast::CallExpr>(l->expr);
        bool rest = c && !l->box && info_.at(c->fun).mode != Mode::BuiltinFn && !info_.at(c->fun).isType();
        return "{storage for " + (rest ? "... argument" : textOf(l->expr)) + "}";
    }
    for (auto &f : functions_) {
        if (f.defers == l) return "{deferred calls}";
        for (size_t i = 0; i < f.results.size(); i++)
            if (f.results[i] == l) return "~r" + std::to_string(i);
    }
    return "{temp}";
}

void Escape::explainPath(const FlowTrace::Path &p, Pos pos, std::vector<Explanation> &out) {
    for (auto &hop : p.hops) {
        std::string src = nameOf(hop.src);
        if (hop.derefs < 0) src = "&" + src;
        for (int i = 0; i < hop.derefs; i++) src = "*" + src;
        out.push_back({pos, "  flow: " + nameOf(hop.dst) + " ← " + src + ":", {}});
        for (uint32_t s = hop.step; s; s = trace_->steps[s].next) {
            auto *n = trace_->steps[s].node;
            auto *a = dyn_cast<ast::AssignStmt>(n);
            out.push_back(
                {pos, "    from " + textOf(n) + " (" + trace_->steps[s].why + ")", a ? a->opPos : n->pos});
        }
    }
}

std::vector<Explanation> Escape::explain() {
    std::vector<std::vector<Explanation>> all; // of one thing each
    auto heapReason = [&](Location *l, Pos pos, const std::string &name, auto &out) {
        out.push_back({pos, name + " escapes to heap:", {}});
        if (auto it = trace_->always.find(l); it != trace_->always.end()) {
            out.push_back({pos, "  flow: {heap} ← &" + nameOf(l) + ":", {}});
            out.push_back({pos, "    from " + name + " (" + it->second + ")", pos});
            return;
        }
        auto &p = trace_->escaped[l];
        explainPath(p, pos, out);
        if (p.root && p.root != graph_.heap() && !p.root->isResult)
            out.push_back(
                {pos,
                 "  " + nameOf(p.root) + (p.root->heap ? " is on the heap" : " lives longer than " + name),
                 {}});
    };
    for (auto &l : graph_.locations()) {
        auto *v = l.var;
        if (!v || !v->pos) continue;
        std::string name = v->name.str().str();
        std::vector<Explanation> out;
        if (facts_.storageOf(v) == Storage::Heap) {
            heapReason(&l, v->pos, name, out);
            out.push_back({v->pos, "moved to heap: " + name, {}});
        } else if (l.isParam && (l.leak >= 0 || l.resultLeak >= 0)) {
            auto leaks = [&](const FlowTrace::Path &p, int leak) {
                if (leak < 0) return;
                bool result = p.root && p.root->isResult;
                std::string level = std::to_string(leak), to = nameOf(p.root);
                out.push_back(
                    {v->pos, "parameter " + name + " leaks to " + to + " with derefs=" + level + ":", {}});
                explainPath(p, v->pos, out);
                out.push_back({v->pos,
                               result ? "leaking param: " + name + " to result " + to + " level=" + level
                               : leak ? "leaking param content: " + name
                                      : "leaking param: " + name,
                               {}});
            };
            leaks(trace_->leaked[&l], l.leak);
            leaks(trace_->returned[&l], l.resultLeak);
        } else if (l.isParam && pointers(v->type)) {
            out.push_back({v->pos, name + " does not escape", {}});
        }
        if (!out.empty()) all.push_back(std::move(out));
    }
    llvm::DenseSet<const ast::Expr *> seen, boxes; // a deferred call's arguments are met twice
    for (auto &[e, l] : allocations_) {
        bool onFrame = staying(l).contains(e);
        if ((!onFrame && !l->heap) || !(l->box ? boxes : seen).insert(e).second) continue;
        std::string held = nameOf(l);
        llvm::StringRef name = held;
        name.consume_front("{storage for ");
        name.consume_back("}");
        std::vector<Explanation> out;
        if (onFrame)
            out.push_back({e->pos, name.str() + " does not escape", {}});
        else
            heapReason(l, e->pos, name.str(), out);
        all.push_back(std::move(out));
    }
    std::stable_sort(all.begin(), all.end(), [](auto &a, auto &b) { return a[0].pos < b[0].pos; });
    std::vector<Explanation> lines;
    for (auto &one : all) lines.insert(lines.end(), one.begin(), one.end());
    return lines;
}

} // namespace goloom
