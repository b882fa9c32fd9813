// The order in which package-level variables are initialised. spec "Package initialization".
//
// Functions are looked through: what a variable depends on are the variables and constants that can be
// reached from its initialiser over functions alone. Then, repeatedly, the first declared of the variables
// that depend on nothing unfinished comes next.
#include "frontend/check/check.h"

#include "llvm/ADT/STLExtras.h"

#include <set>

namespace goloom {

using namespace types;

namespace {

class InitOrder {
  public:
    explicit InitOrder(Checker &c) : c(c) {}

    void run() {
        for (auto &[obj, d] : c.objMap)
            if (llvm::isa<Const, Var>(obj)) nodes_[obj].succ = reachable(obj);
        for (auto &[obj, n] : nodes_) {
            n.waiting = n.succ.size();
            for (Object *s : n.succ) nodes_.find(s)->second.pred.push_back(obj);
        }
        for (auto &[obj, n] : nodes_) queue_.insert(key(obj, n));
        llvm::SmallPtrSet<DeclInfo *, 16> emitted;
        while (!queue_.empty()) {
            Object *obj = std::get<3>(*queue_.begin());
            queue_.erase(queue_.begin());
            Node &n = nodes_.find(obj)->second;
            if (n.waiting > 0) reportCycleFrom(obj);
            n.done = true;
            for (Object *p : n.pred) release(p);
            auto *v = llvm::dyn_cast<Var>(obj);
            DeclInfo *d = c.objMap.lookup(obj);
            if (!v || !d->init || !emitted.insert(d).second) continue;
            c.info.initOrder.push_back({d->lhs.empty() ? std::vector<Var *>{v} : d->lhs, d->init});
        }
    }

  private:
    struct Node {
        std::vector<Object *> succ; // what it depends on
        std::vector<Object *> pred; // what depends on it
        size_t waiting = 0;         // of succ, not yet done
        bool done = false;
    };
    // Constants first, then the fewest dependencies, then the order of declaration.
    using Key = std::tuple<bool, size_t, uint32_t, Object *>;
    static Key key(Object *o, const Node &n) { return {!llvm::isa<Const>(o), n.waiting, o->order, o}; }

    std::vector<Object *> reachable(Object *from) {
        std::vector<Object *> out, work{from};
        llvm::SmallPtrSet<Object *, 32> seen;
        while (!work.empty()) {
            DeclInfo *d = c.objMap.lookup(work.back());
            work.pop_back();
            if (!d) continue;
            for (Object *o : d->deps) {
                if (!seen.insert(o).second) continue;
                if (llvm::isa<Func>(o))
                    work.push_back(o);
                else if (llvm::isa<Const, Var>(o))
                    out.push_back(o);
            }
        }
        return out;
    }

    void release(Object *p) {
        Node &n = nodes_.find(p)->second;
        if (n.done || n.waiting == 0) return;
        queue_.erase(key(p, n));
        n.waiting--;
        queue_.insert(key(p, n));
    }

    // The path of dependencies from → … → to, last first; empty if there is none.
    bool findPath(Object *from, Object *to, llvm::SmallPtrSetImpl<Object *> &seen,
                  std::vector<Object *> &path) {
        if (!seen.insert(from).second) return false;
        DeclInfo *d = c.objMap.lookup(from);
        if (!d) return false;
        std::vector<Object *> deps(d->deps.begin(), d->deps.end());
        llvm::sort(deps, [](Object *a, Object *b) { return a->order < b->order; });
        for (Object *o : deps) {
            if (o != to && !findPath(o, to, seen, path)) continue;
            path.push_back(o);
            return true;
        }
        return false;
    }

    void reportCycleFrom(Object *obj) {
        llvm::SmallPtrSet<Object *, 32> seen;
        std::vector<Object *> cycle;
        if (!findPath(obj, obj, seen, cycle)) return; // it only leads to one
        if (cycle.size() == 1) {
            c.error(obj->pos, Diag::InitCycleSelf) << obj->name.str();
            return;
        }
        c.error(obj->pos, Diag::InitCycle) << obj->name.str();
        for (Object *next : llvm::reverse(cycle)) {
            c.diags.note(obj->pos, Diag::RefersTo) << obj->name.str() << next->name.str();
            obj = next;
        }
    }

    Checker &c;
    llvm::MapVector<Object *, Node> nodes_;
    std::set<Key> queue_;
};

} // namespace

void Checker::initOrder() { InitOrder(*this).run(); }

} // namespace goloom
