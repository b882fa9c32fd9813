// Type sets of interfaces. spec "Interface types".
#pragma once

#include "frontend/types/object.h"

namespace goloom::types {

// allTerms: no restriction. Methods are sorted by name (unexported ones by package too).
struct TypeSet {
    List<Func *> methods;
    List<Term> terms;     // meaningful if !allTerms; empty then: the empty set
    bool allTerms = true;
    bool comparable = false; // only comparable types; with allTerms
    bool isEmpty() const { return !allTerms && terms.empty(); }
    bool isMethodSet() const { return allTerms && !comparable; }
    bool hasTerms() const { return !allTerms && !terms.empty(); }
};

// What is wrong while computing is told to `err` if given (position, text of the row's single argument).
struct TypeSetErrors {
    virtual void duplicateMethod(Pos, Name, Pos previous) = 0;
    virtual void report(Pos, const std::string &) = 0;

  protected:
    ~TypeSetErrors() = default;
};
const TypeSet &typeSet(Interface *, Arena &, TypeSetErrors *err = nullptr);
// Of a constraint: T's interface, or T itself as its only term.
const TypeSet &typeSetOf(Type *, Arena &);
bool subsetOf(const TypeSet &a, const TypeSet &b);

} // namespace goloom::types
