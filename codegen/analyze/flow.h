// The graph of the escape analysis: which storage's value or address flows where. Private to codegen/analyze.
//
// An edge dst ← src with n dereferences: n = -1, the address of src is stored in dst; 0, its value; 1, *src;
// and so on. Values stored through pointers, in maps, channels, globals and interfaces flow to the heap, one
// location.
//
// Lifetimes follow C++'s blocks, not Go's functions, since the frame's variables become block-scoped C++
// variables: src must move to the heap if its address flows to a location declared in an enclosing block.
#pragma once

#include "frontend/ast/nodes.h"
#include "frontend/types/object.h"

#include "llvm/ADT/DenseMap.h"

#include <deque>
#include <vector>

namespace goloom {

struct Region {                          // a C++ block
    const Region *outer;                 // null: of the function's parameters
    const struct Region *function;       // outermost region of its function
    const Region *enclosing;             // of a literal's function: where the literal stands; else null
    bool hasGoto = false;                // of a function's: labels make blocks run again
    bool inside(const Region *r) const { // properly
        for (const Region *x = this; x; x = x->outer ? x->outer : x->enclosing)
            if (x != this && x == r) return true;
        return false;
    }
};

struct Location {
    struct Edge {
        Location *src;
        int derefs;
        uint32_t step; // of the FlowTrace; 0: not explained
    };
    const types::Var *var = nullptr; // or
    const ast::Expr *expr = nullptr; // what allocates
    const Region *region = nullptr;  // null: the heap
    bool isResult = false;           // flows to the caller, of whom nothing is known
    bool heap = false;
    bool box = false; // of expr's value for an interface, not what expr makes
    // Of a parameter: the fewest dereferences to what gets to the heap, or into the function's results.
    int8_t leak = -1, resultLeak = -1;
    bool isParam = false;
    std::vector<Edge> in;
    // of the walk under way
    unsigned walk = 0;
    int derefs = 0;
};

// Why values flow, for -explain=escape; there is none in a build that explains nothing.
struct FlowTrace {
    struct Step { // of an edge, innermost first
        const char *why;
        const ast::Node *node;
        uint32_t next; // 0: the last one
    };
    struct Hop {
        Location *dst, *src;
        int derefs;
        uint32_t step;
    };
    struct Path {
        Location *root = nullptr;
        std::vector<Hop> hops; // from what escapes to the root
    };

    uint32_t add(const char *why, const ast::Node *node, uint32_t next) {
        steps.push_back({why, node, next});
        return static_cast<uint32_t>(steps.size() - 1);
    }
    Path path(Location *from, Location *root) const;

    std::vector<Step> steps = {{}};
    llvm::DenseMap<const Location *, Hop> via; // of the walk under way
    llvm::DenseMap<const Location *, Path> escaped, leaked, returned;
    llvm::DenseMap<const Location *, const char *> always; // why it is on the heap wherever it flows
};

class FlowGraph {
  public:
    FlowGraph() { heap_ = newLocation(nullptr), heap_->heap = true; }
    void traceTo(FlowTrace *t) { trace_ = t; }
    Location *heap() { return heap_; }
    Location *newLocation(const Region *r) {
        locations_.emplace_back();
        locations_.back().region = r;
        return &locations_.back();
    }
    void flow(Location *dst, Location *src, int derefs, uint32_t step = 0) {
        if (!dst || !src || src == heap_ || (dst == src && derefs >= 0)) return;
        dst->in.push_back({src, derefs, step});
    }
    void solve();
    std::deque<Location> &locations() { return locations_; }

  private:
    void leaks(Location *, Location *root, int derefs);
    void walkFrom(Location *root, std::vector<Location *> &again);
    std::deque<Location> locations_;
    Location *heap_;
    unsigned walks_ = 0;
    FlowTrace *trace_ = nullptr;
};

} // namespace goloom
