// Sizes, alignments and offsets as gc's on amd64.
#include "frontend/types/sizes.h"
#include "frontend/types/predicates.h"

#include "llvm/Support/MathExtras.h"

namespace goloom::types {

static constexpr int64_t word = 8;

static int64_t basicSize(BasicKind k) {
    switch (k) {
    case BasicKind::Bool:
    case BasicKind::Int8:
    case BasicKind::Uint8:
    case BasicKind::UntypedBool: return 1;
    case BasicKind::Int16:
    case BasicKind::Uint16: return 2;
    case BasicKind::Int32:
    case BasicKind::Uint32:
    case BasicKind::Float32:
    case BasicKind::UntypedRune: return 4;
    case BasicKind::Complex128:
    case BasicKind::UntypedComplex:
    case BasicKind::String:
    case BasicKind::UntypedString: return 16;
    default: return 8;
    }
}

// sync/atomic's align64 is an empty struct that asks for 8-byte alignment of what holds it.
static bool isAlign64(Type *t) {
    auto *n = llvm::dyn_cast<Named>(unalias(t));
    return n && n->obj->name.str() == "align64" && n->obj->pkg &&
           (n->obj->pkg->path == "sync/atomic" || n->obj->pkg->path == "internal/runtime/atomic");
}

int64_t alignOf(Type *t) {
    Type *u = under(t);
    switch (u->kind) {
    case TypeKind::Array: return alignOf(llvm::cast<Array>(u)->elem);
    case TypeKind::Struct: {
        if (isAlign64(t)) return 8;
        int64_t max = 1;
        for (Var *f : llvm::cast<Struct>(u)->fields) max = std::max(max, alignOf(f->type));
        return max;
    }
    case TypeKind::Basic: {
        auto *b = llvm::cast<Basic>(u);
        if (b->info & IsString) return word;
        int64_t size = basicSize(b->basic);
        return b->info & IsComplex ? size / 2 : size;
    }
    default: return word;
    }
}

static int64_t alignUp(int64_t n, int64_t a) { return n < 0 ? n : static_cast<int64_t>(llvm::alignTo(n, a)); }

// Negative: larger than the address space.
static int64_t fieldsEnd(Struct *s, size_t count) {
    int64_t off = 0;
    for (size_t i = 0; i < count && off >= 0; i++) {
        off = alignUp(off, alignOf(s->fields[i]->type));
        int64_t size = sizeOf(s->fields[i]->type);
        if (size < 0 || __builtin_add_overflow(off, size, &off)) return -1;
    }
    return off;
}

int64_t offsetOf(Struct *s, size_t field) {
    return alignUp(fieldsEnd(s, field), alignOf(s->fields[field]->type));
}

int64_t sizeOf(Type *t) {
    Type *u = under(t);
    switch (u->kind) {
    case TypeKind::Basic: return basicSize(llvm::cast<Basic>(u)->basic);
    case TypeKind::Array: {
        auto *a = llvm::cast<Array>(u);
        int64_t elem = sizeOf(a->elem), size;
        if (a->len <= 0 || elem == 0) return 0;
        if (elem < 0 || __builtin_mul_overflow(elem, a->len, &size)) return -1;
        return size;
    }
    case TypeKind::Slice: return 3 * word;
    case TypeKind::Interface: return 2 * word;
    case TypeKind::Struct: {
        auto *s = llvm::cast<Struct>(u);
        if (s->fields.empty()) return 0;
        int64_t size = fieldsEnd(s, s->fields.size());
        // A pointer to a last field of size 0 must not point behind the struct.
        if (size > 0 && sizeOf(s->fields.back()->type) == 0) size++;
        return alignUp(size, alignOf(t));
    }
    default: return word;
    }
}

bool hasPointers(Type *t) {
    Type *u = under(t);
    switch (u->kind) {
    case TypeKind::Basic: {
        auto k = llvm::cast<Basic>(u)->basic;
        return k == BasicKind::String || k == BasicKind::UnsafePointer || k == BasicKind::UntypedString ||
               k == BasicKind::UntypedNil;
    }
    case TypeKind::Array: return llvm::cast<Array>(u)->len != 0 && hasPointers(llvm::cast<Array>(u)->elem);
    case TypeKind::Struct:
        for (Var *f : llvm::cast<Struct>(u)->fields)
            if (hasPointers(f->type)) return true;
        return false;
    default: return true;
    }
}

namespace {

constexpr int64_t maxWords = 63;

// False: there is one behind the last word that has a bit.
bool addPointers(Type *t, int64_t at, uint64_t &bits) {
    if (!hasPointers(t)) return true;
    Type *u = under(t);
    if (auto *a = llvm::dyn_cast<Array>(u)) {
        for (int64_t i = 0; i < a->len; i++)
            if (!addPointers(a->elem, at + i * sizeOf(a->elem), bits)) return false;
        return true;
    }
    if (auto *s = llvm::dyn_cast<Struct>(u)) {
        for (size_t i = 0; i < s->fields.size(); i++)
            if (!addPointers(s->fields[i]->type, at + offsetOf(s, i), bits)) return false;
        return true;
    }
    int64_t i = at / word;
    bool pair = llvm::isa<Interface>(u);
    if (i + pair >= maxWords) return false;
    bits |= (pair ? uint64_t(3) : uint64_t(1)) << i;
    return true;
}

} // namespace

uint64_t pointerWords(llvm::ArrayRef<Type *> ts) {
    if (!llvm::any_of(ts, hasPointers)) return 0;
    if (ts.size() == 1)
        if (auto *a = llvm::dyn_cast<Array>(under(ts[0]))) return pointerWords(a->elem);
    uint64_t bits = 0;
    int64_t size = 0;
    for (Type *t : ts) {
        size = llvm::alignTo(size, alignOf(t));
        if (!addPointers(t, size, bits)) return anyWords;
        size += sizeOf(t);
    }
    int64_t words = llvm::alignTo(size, word) / word;
    if (words > maxWords) return anyWords;
    for (int64_t period = 1; period <= words; period++) {
        uint64_t part = bits & ((uint64_t(1) << period) - 1), all = 0;
        for (int64_t at = 0; at < words; at += period) all |= part << at;
        if (words % period == 0 && all == bits) return part | uint64_t(1) << period;
    }
    llvm_unreachable("words is a period");
}

} // namespace goloom::types
