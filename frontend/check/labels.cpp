// Targets of branch statements. spec "Break statements", "Continue statements", "Goto statements",
// "Fallthrough statements", "Labeled statements".
//
// One pass over a function body. A goto to a label not seen yet waits in its block; what is left at the
// block's end may still find its label in the block around it.
#include "frontend/check/check.h"

#include "llvm/ADT/STLExtras.h"

namespace goloom {

using namespace types;

namespace {

struct Block {
    Block *parent;
    Pos start;
    ast::LabeledStmt *labeled; // the statement whose body this is; null if it has no label
};

struct LabelInfo {
    Block *block;
    ast::LabeledStmt *stmt;
    Label *obj;
};

// Where break, continue and fallthrough are possible.
struct Targets {
    bool breakOk = false, continueOk = false;
    enum Switch { NoSwitch, TypeSwitch, InnerBlock, LastCase, OtherCase } sw = NoSwitch;

    Targets inBlock() const {
        Targets t = *this;
        if (sw == LastCase || sw == OtherCase) t.sw = InnerBlock;
        return t;
    }
};

class Branches {
  public:
    explicit Branches(Checker &c) : c(c) {}

    void run(ast::BlockStmt *body) {
        for (ast::BranchStmt *s : block(nullptr, {}, nullptr, body->pos, body->list)) {
            Name name = s->label->name;
            auto it = labels_.find(name);
            if (it == labels_.end()) {
                c.error(s->label->pos, Diag::UndeclaredLabel) << name.str();
                continue;
            }
            it->second.obj->used = true;
            c.error(s->label->pos, Diag::JumpIntoBlock) << name.str() << c.where(it->second.block->start);
        }
        for (auto &[name, l] : labels_)
            if (!l.obj->used) c.error(l.obj->pos, Diag::UnusedLabel).soft() << name.str();
    }

  private:
    using Gotos = std::vector<ast::BranchStmt *>;

    // What a block knows while its statements are walked.
    struct State {
        Block *block;
        Gotos forward;         // label not seen yet
        Gotos overDeclaration; // those that a variable declaration has been passed since
        Pos varPos;
        std::string varName;
    };

    Gotos block(Block *parent, Targets t, ast::LabeledStmt *labeled, Pos start,
                llvm::ArrayRef<ast::Stmt *> body) {
        State st{&blocks_.emplace_back(Block{parent, start, labeled}), {}, {}, {}, {}};
        while (!body.empty() && llvm::isa<ast::EmptyStmt>(body.back())) body = body.drop_back();
        for (size_t i = 0; i < body.size(); i++) stmt(st, t, body[i], i + 1 == body.size());
        return std::move(st.forward);
    }

    void inner(State &st, Targets t, ast::LabeledStmt *labeled, Pos start, llvm::ArrayRef<ast::Stmt *> body) {
        Gotos left = block(st.block, t, labeled, start, body);
        st.forward.insert(st.forward.end(), left.begin(), left.end());
    }

    void recordVar(State &st, Pos at, std::string name) {
        st.varPos = at;
        st.varName = std::move(name);
        st.overDeclaration = st.forward;
    }

    void stmt(State &st, const Targets &t, ast::Stmt *s, bool last) {
        ast::LabeledStmt *labeled = nullptr;
        while (auto *l = llvm::dyn_cast<ast::LabeledStmt>(s)) {
            if (!l->label->name.isBlank()) {
                declare(st, l);
                labeled = l;
            }
            s = l->stmt;
        }
        switch (s->kind) {
        case ast::Kind::DeclStmt:
            for (ast::Spec *sp : llvm::cast<ast::DeclStmt>(s)->decl->specs)
                if (auto *v = llvm::dyn_cast<ast::VarSpec>(sp)) {
                    recordVar(st, v->pos, v->names[0]->name.str().str());
                    break;
                }
            break;
        case ast::Kind::AssignStmt: {
            auto *a = llvm::cast<ast::AssignStmt>(s);
            if (a->tok != ast::Token::Define) break;
            std::string names;
            for (ast::Expr *e : a->lhs)
                names += (names.empty() ? "" : ", ") + c.str(static_cast<const ast::Expr *>(e));
            recordVar(st, a->opPos, names);
            break;
        }
        case ast::Kind::BranchStmt: return branch(st, t, llvm::cast<ast::BranchStmt>(s), last);
        case ast::Kind::BlockStmt:
            return inner(st, t.inBlock(), labeled, s->pos, llvm::cast<ast::BlockStmt>(s)->list);
        case ast::Kind::IfStmt: {
            auto *i = llvm::cast<ast::IfStmt>(s);
            inner(st, t.inBlock(), labeled, i->body->pos, i->body->list);
            if (i->els) inner(st, t.inBlock(), labeled, i->els->pos, i->els);
            break;
        }
        case ast::Kind::ForStmt: return loop(st, labeled, llvm::cast<ast::ForStmt>(s)->body);
        case ast::Kind::RangeStmt: return loop(st, labeled, llvm::cast<ast::RangeStmt>(s)->body);
        case ast::Kind::SwitchStmt: {
            auto cases = llvm::cast<ast::SwitchStmt>(s)->cases;
            for (ast::CaseClause *cc : cases)
                inner(st, {true, t.continueOk, cc == cases.back() ? Targets::LastCase : Targets::OtherCase},
                      labeled, cc->pos, cc->body);
            break;
        }
        case ast::Kind::TypeSwitchStmt:
            for (ast::CaseClause *cc : llvm::cast<ast::TypeSwitchStmt>(s)->cases)
                inner(st, {true, t.continueOk, Targets::TypeSwitch}, labeled, cc->pos, cc->body);
            break;
        case ast::Kind::SelectStmt:
            for (ast::CommClause *cc : llvm::cast<ast::SelectStmt>(s)->cases)
                inner(st, {true, t.continueOk, Targets::NoSwitch}, labeled, cc->pos, cc->body);
            break;
        default: break;
        }
    }

    void loop(State &st, ast::LabeledStmt *labeled, ast::BlockStmt *body) {
        inner(st, {true, true, Targets::NoSwitch}, labeled, body->pos, body->list);
    }

    void declare(State &st, ast::LabeledStmt *l) {
        Name name = l->label->name;
        auto it = labels_.find(name);
        if (it != labels_.end()) {
            c.error(l->label->pos, Diag::DuplicateLabel).soft() << name.str() << c.where(it->second.obj->pos);
            return;
        }
        auto *obj = c.arena.create<Label>(l->label->pos, &c.pkg, name);
        obj->type = invalidType();
        c.recordDef(l->label, obj);
        labels_.insert({name, {st.block, l, obj}});
        Gotos rest;
        for (ast::BranchStmt *g : st.forward) {
            if (g->label->name != name) {
                rest.push_back(g);
                continue;
            }
            use(g, labels_.find(name)->second);
            if (st.varPos && llvm::is_contained(st.overDeclaration, g))
                c.error(g->label->pos, Diag::JumpOverDecl).soft()
                    << name.str() << st.varName << c.where(st.varPos);
        }
        st.forward = std::move(rest);
    }

    void use(ast::BranchStmt *s, const LabelInfo &l) {
        l.obj->used = true;
        c.recordUse(s->label, l.obj);
        c.info.branchTargets[s] = l.stmt;
    }

    void branch(State &st, const Targets &t, ast::BranchStmt *s, bool last) {
        if (!s->label) return unlabeled(t, s, last);
        auto it = labels_.find(s->label->name);
        bool isGoto = s->tok == ast::Token::Goto;
        if (it == labels_.end()) {
            if (isGoto)
                st.forward.push_back(s);
            else
                c.error(s->label->pos, Diag::BranchLabelUndefined)
                    << (s->tok == ast::Token::Break ? "break" : "continue") << s->label->name.str();
            return;
        }
        const LabelInfo &l = it->second;
        l.obj->used = true; // even if it is no valid target
        bool found = false;
        for (Block *b = st.block; b && !found; b = b->parent)
            found = isGoto ? b == l.block : b->labeled == l.stmt;
        if (isGoto && !found) {
            st.forward.push_back(s);
            return;
        }
        ast::Stmt *target = l.stmt->stmt;
        bool loop = llvm::isa<ast::ForStmt, ast::RangeStmt>(target);
        bool sw = llvm::isa<ast::SwitchStmt, ast::TypeSwitchStmt, ast::SelectStmt>(target);
        if (!isGoto && !(found && (loop || (sw && s->tok == ast::Token::Break)))) {
            c.error(s->label->pos, Diag::MisplacedLabel)
                << (s->tok == ast::Token::Break ? "break" : "continue") << s->label->name.str();
            return;
        }
        use(s, l);
    }

    void unlabeled(const Targets &t, ast::BranchStmt *s, bool last) {
        switch (s->tok) {
        case ast::Token::Break:
            if (!t.breakOk) c.error(s->pos, Diag::MisplacedBreak);
            return;
        case ast::Token::Continue:
            if (!t.continueOk) c.error(s->pos, Diag::MisplacedContinue);
            return;
        case ast::Token::Fallthrough:
            if (t.sw == Targets::TypeSwitch)
                c.error(s->pos, Diag::FallthroughTypeSwitch);
            else if (t.sw == Targets::LastCase && last)
                c.error(s->pos, Diag::FallthroughFinal);
            else if (t.sw != Targets::OtherCase || !last)
                c.error(s->pos, Diag::MisplacedFallthrough);
            return;
        default: return;
        }
    }

    Checker &c;
    llvm::MapVector<Name, LabelInfo> labels_;
    std::deque<Block> blocks_; // labels keep theirs after the walk has left it
};

} // namespace

void Checker::labels(ast::BlockStmt *body) { Branches(*this).run(body); }

} // namespace goloom
