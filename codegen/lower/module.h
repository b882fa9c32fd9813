// Module: what the lowering has declared in the unit so far, so that each thing is declared once.
#pragma once

#include "codegen/cxx/nodes.h"
#include "frontend/types/object.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <deque>
#include <string>
#include <vector>

namespace goloom {

// A C++ type declared for a Go type, and what must stand before its definition.
struct TypeEntry {
    cxx::Unit::TypeDecl decl;
    bool own = false;                      // of the package being lowered
    llvm::SetVector<TypeEntry *> complete; // must be defined before: held by value, or an alias
    llvm::SetVector<TypeEntry *> named;    // must be declared before
    llvm::SetVector<TypeEntry *> called;   // structs passed by value to and from an interface's methods
    enum { Fresh, Open, Done } state = Fresh;
    bool forwarded = false;
    llvm::StringRef ns() const { return decl.s ? decl.s->ns : decl.u->ns; }
    llvm::StringRef name() const { return decl.s ? decl.s->name : decl.u->name; }
};

// Where a type's descriptor stands. Only those of package-level defined types have a package of their own;
// others are COMDAT.
struct DescriptorName {
    llvm::StringRef ns, name;
    llvm::StringRef cls; // "runtime::structtype"
    bool inline_ = false;
    bool external = false; // the runtime or another package defines it
};

// An instance of a generic function or of a generic type's method, to be lowered. No type arguments: a small
// function of another package, which has its code too.
struct PendingInstance {
    types::Func *origin;
    llvm::ArrayRef<types::Type *> targs; // of the function, or of the receiver's type
    llvm::StringRef name;
};

struct Module {
    llvm::MapVector<const types::Package *, llvm::StringRef> namespaces; // those met
    std::deque<TypeEntry> entries;                                       // in order of declaration
    llvm::StringMap<TypeEntry *> byKey;                                  // linkString
    llvm::StringSet<> prototypes, objects, wrappers, itabs;

    std::vector<std::pair<types::Type *, DescriptorName>> descriptors; // asked for, in order
    llvm::StringSet<> descriptorNames;
    size_t emitted = 0; // of descriptors

    std::vector<PendingInstance> instances;
    llvm::StringSet<> instanceNames;
    size_t lowered = 0;      // of instances
    bool inImported = false; // what is lowered is the body of an imported function

    llvm::StringMap<bool> statics; // variables of this namespace, whose addresses are constants; true: arrays
    llvm::StringMap<llvm::StringRef> embedArrays; // of files that nothing writes to, by #embed's path
    unsigned inits = 0;                           // functions named init so far
    llvm::StringSet<> identifiers; // declared in the package's files: temporaries keep clear of them
    llvm::DenseSet<const types::Object *> selfInit; // locals whose initialiser mentions the name they shadow
    llvm::DenseMap<const types::TypeName *, llvm::StringRef> typeDocs;
};

} // namespace goloom
