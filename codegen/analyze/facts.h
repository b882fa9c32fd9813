// Facts: what the lowering must know of a package beyond its types. Tables only; the tree is not changed.
#pragma once

#include "frontend/check/info.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace goloom {

enum class Storage : uint8_t { Frame, Heap };

struct CapturedVar {
    types::Var *var;
    bool byRef; // false: never assigned after the closure is made (and small): copied
};

// Of a FuncDecl or FuncLit.
struct FuncFacts {
    bool hasDefer = false, hasRecover = false; // directly, not in nested literals
    llvm::SmallVector<CapturedVar, 4>
        captures; // of a literal: variables of enclosing functions, by declaration
};

// What of a function's parameters, receiver first, gets to where it may outlive the call. Four bits a
// parameter: 0: nothing; 1 to 14: what so many dereferences lead to; 15: the parameter itself, as of the 17th
// and those behind it.
struct ParamLeaks {
    uint64_t heap = ~uint64_t(0), results = ~uint64_t(0);

    // In dereferences; -1: nothing.
    static int of(uint64_t bits, size_t i) {
        int n = i < 16 ? static_cast<int>(bits >> (4 * i) & 15) : 15;
        return n == 0 ? -1 : n == 15 ? 0 : n;
    }
    int toHeap(size_t i) const { return of(heap, i); }
    int toResults(size_t i) const { return of(results, i); }
    int anywhere(size_t i) const {
        int h = toHeap(i), r = toResults(i);
        return h < 0 || (r >= 0 && r < h) ? r : h;
    }
};

struct Facts {
    // Heap: the variable's address may outlive its frame (or iteration). Parameters and results too.
    llvm::DenseMap<const types::Var *, Storage> storage;
    llvm::DenseSet<const types::Var *>
        addressTaken; // by &x, a closure's reference, x[:] of an array, a pointer method
    llvm::DenseSet<const types::Var *> reassigned;      // assigned after its declaration
    llvm::DenseMap<const ast::Node *, FuncFacts> funcs; // FuncDecl, FuncLit
    // FuncLit, &CompositeLit (the UnaryExpr), CompositeLit of a slice or of &T with the type left out,
    // CallExpr of new and make, and variadic CallExpr (its argument slice), method values: true if what they
    // make does not outlive the frame or iteration.
    // Also conversions between strings and slices, and concatenations (the outermost BinaryExpr), which then
    // get a buffer, and make of a size that is not constant, which gets room for a few elements.
    llvm::DenseSet<const ast::Expr *> onFrame;
    // Values, without parentheses, whose copy for an interface does not outlive the frame or iteration.
    llvm::DenseSet<const ast::Expr *> boxOnFrame;
    // Loops over functions that do not keep what they are given as yield.
    llvm::DenseSet<const ast::RangeStmt *> yieldOnFrame;
    // Functions that return a function which does not keep its first argument: iterators, mostly.
    llvm::DenseSet<const types::Func *> returnsIterator;
    // Of an analysed function, and of imported ones that the package calls. Absent: everything leaks.
    llvm::DenseMap<const types::Func *, ParamLeaks> leaks;

    Storage storageOf(const types::Var *v) const {
        auto it = storage.find(v);
        return it == storage.end() ? Storage::Frame : it->second;
    }
};

// A line of -explain=escape: what is decided of a variable or allocation, or a step that leads there.
struct Explanation {
    Pos pos; // of the variable or allocation
    std::string text;
    Pos at; // of the step, to be shown behind the text; or none
};

// explain: is given the escape analysis' reasons. imported: facts of packages analysed before, for what their
// functions do with arguments. goMinor: loop variables are per iteration from 22.
Facts analyzePackage(const types::Package &, llvm::ArrayRef<ast::File *>, const Info &,
                     llvm::ArrayRef<const Facts *> imported = {}, int goMinor = 26,
                     std::vector<Explanation> *explain = nullptr);

} // namespace goloom
