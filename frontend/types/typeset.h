// Type sets of interfaces. spec "Interface types".
#pragma once

#include "frontend/types/object.h"

#include <string>

namespace goloom::types {

// allTerms: no restriction. Methods are sorted by name (unexported ones by package too).
struct TypeSet {
    List<Func *> methods;
    List<Term> terms; // meaningful if !allTerms; empty then: the empty set
    bool allTerms = true;
    bool comparable = false; // only comparable types; with allTerms
    bool isEmpty() const { return !allTerms && terms.empty(); }
    bool isMethodSet() const { return allTerms && !comparable; }
    bool hasTerms() const { return !allTerms && !terms.empty(); }
};

// What is wrong while computing is told to `err` if given (position, text of the row's single argument).
struct TypeSetErrors {
    virtual void duplicateMethod(Pos, Name, Pos previous) = 0;
    // Two embedded interfaces have the method; an error only if the signatures differ, which may not be known
    // yet.
    virtual void overlap(Pos, Func *, Func *other, Pos previous) = 0;
    virtual void report(Pos, const std::string &) = 0;
    // May the language version in force embed t? If not it has been reported, and t is left out.
    virtual bool admits(Pos, Type *t) = 0;

  protected:
    ~TypeSetErrors() = default;
};
// Who is told where `err` is not given: whoever happens to need a set first, its errors must not be lost. Set
// by the checker while it runs.
extern TypeSetErrors *defaultTypeSetErrors;
const TypeSet &typeSet(Interface *, Arena &, TypeSetErrors *err = nullptr);
// Of a constraint: T's interface, or T itself as its only term.
const TypeSet &typeSetOf(Type *, Arena &);
bool subsetOf(const TypeSet &a, const TypeSet &b); // of the terms; methods are not looked at
bool includes(const Term &, Type *);
bool disjoint(const Term &, const Term &);
// The method of that identity, or null.
Func *lookupMethod(const TypeSet &, Package *, Name, bool foldCase = false, int *index = nullptr);
// "~int | string"
std::string termsString(List<Term>, const Package *self);
// Order of methods in type sets, method sets and itabs: exported ones first, then by name, then by package.
bool methodLess(const Object *, const Object *);

} // namespace goloom::types
