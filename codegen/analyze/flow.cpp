// Solving the flow graph: for every location, the fewest dereferences at which each other one reaches it.
#include "codegen/analyze/flow.h"

#include "llvm/ADT/DenseSet.h"

namespace goloom {

namespace {

bool outlives(const Location *root, const Location *src) {
    if (root->heap) return true;
    if (!src->region || !root->region) return false;
    bool sameFunction = src->region->function == root->region->function;
    if (root->isResult && (sameFunction || src->region->inside(root->region->function))) return true;
    if (sameFunction && src->region->function->hasGoto && root != src) return true;
    return src->region->inside(root->region);
}

// The results of two functions that are declared, not literals: what gets from one to the other has left the
// first by its own.
bool bothDeclared(const Location *root, const Location *l) {
    return !root->region->function->enclosing && !l->region->function->enclosing;
}

} // namespace

FlowTrace::Path FlowTrace::path(Location *from, Location *root) const {
    Path p{root, {}};
    llvm::DenseSet<const Location *> seen; // the way to a location changes while others follow it
    while (from != root && seen.insert(from).second) {
        auto it = via.find(from);
        if (it == via.end()) break;
        p.hops.push_back(it->second);
        from = it->second.dst;
    }
    return p;
}

// Notes that what so many dereferences of parameter l lead to gets to the root.
void FlowGraph::leaks(Location *l, Location *root, int derefs) {
    bool result = root->isResult && !root->heap && root->region->function == l->region->function;
    int8_t &leak = result ? l->resultLeak : l->leak;
    if (leak >= 0 && derefs >= leak) return;
    leak = static_cast<int8_t>(std::min(derefs, 100));
    if (trace_) (result ? trace_->returned : trace_->leaked)[l] = trace_->path(l, root);
}

void FlowGraph::walkFrom(Location *root, std::vector<Location *> &again) {
    unsigned walk = ++walks_;
    root->walk = walk;
    root->derefs = 0;
    std::vector<Location *> work = {root};
    while (!work.empty()) {
        Location *l = work.back();
        work.pop_back();
        int derefs = l->derefs;
        bool address = derefs < 0;
        if (address) derefs = 0; // what is stored in l is then reached by following that address
        if (l != root && outlives(root, l)) {
            // The caller keeps a parameter's argument alive, but not for ever.
            if (l->isParam && (root->heap || root->isResult) && !address) leaks(l, root, l->derefs);
            if (address && !l->heap) {
                l->heap = true;
                if (trace_) trace_->escaped[l] = trace_->path(l, root);
                again.push_back(l);
                continue;
            }
        } else if (l != root && l->isParam && root->isResult && !bothDeclared(root, l)) {
            leaks(l, root, std::max(l->derefs, 0));
        }
        for (auto &e : l->in) {
            if (e.src->heap && e.src != l) {
                // Its own walk, as a root on the heap, follows what is stored in it.
                if (e.derefs < 0) continue;
            }
            int d = derefs + e.derefs;
            if (e.src->walk == walk && e.src->derefs <= d) continue;
            e.src->walk = walk;
            e.src->derefs = d;
            if (trace_) trace_->via[e.src] = {l, e.src, e.derefs, e.step};
            work.push_back(e.src);
        }
    }
}

void FlowGraph::solve() {
    std::vector<Location *> todo;
    todo.reserve(locations_.size());
    for (auto &l : locations_) todo.push_back(&l);
    while (!todo.empty()) {
        Location *l = todo.back();
        todo.pop_back();
        walkFrom(l, todo);
    }
}

} // namespace goloom
