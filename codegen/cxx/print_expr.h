// Writer: the text being printed, with its column; expressions into it. Private to codegen/cxx.
#pragma once

#include "codegen/cxx/print.h"

#include "llvm/ADT/DenseMap.h"

namespace goloom::cxx {

inline constexpr unsigned Columns = 110, Indent = 4;

// Text goes out through here. Expressions are broken after an opening parenthesis, a comma or an operator
// when a line would pass the limit; what is nested aligns with its opening parenthesis while there is room.
class Writer {
  public:
    std::string out;
    unsigned depth = 0; // of blocks
    unsigned line = 1;  // of the text, or of the Go file under #line
    // Go's lines are kept: a statement is one line, so that all of it is at its place. Names of functions are
    // written down.
    bool hasLines = false;

    unsigned column() const { return static_cast<unsigned>(out.size() - lineStart_); }
    void put(StringRef s) { out.append(s.data(), s.size()); }
    void newline() {
        out += '\n';
        lineStart_ = out.size();
        line++;
    }
    void lines(StringRef); // text that may have several
    void indent() { out.append(depth * Indent, ' '); }
    // text as // lines, made safe: a trailing backslash would swallow the next line, so may a trigraph.
    void comment(StringRef text);

    void expr(const Expr *, int outer = 0); // outer: the precedence around it; lower ones get parentheses
    void args(StringRef open, List<Expr *>, StringRef close, List<StringRef> fields = {});
    void params(List<Param>);
    void declarator(Type, StringRef name); // `int_ x`, `int_ &x`
    // What names a function for tracebacks: tools/goloom/clang.cpp.
    static std::string annotation(StringRef goName, List<Param> params) {
        return "go:" + goName.str() + (params.empty() ? "()" : "");
    }
    virtual void lambdaBody(const Block *) = 0;
    virtual void callAt(Pos) = 0; // of the call that comes
    virtual ~Writer() = default;

  private:
    unsigned width(const Expr *); // of the flat text up to the first lambda's brace
    bool fits(unsigned w) const { return hasLines || column() + w <= Columns; }
    void breakLine(unsigned to); // a new line, indented to that column
    void binary(const Binary *, int prec);
    void call(const Call *);
    void lambda(const Lambda *);

    size_t lineStart_ = 0;
    llvm::DenseMap<const Expr *, unsigned> widths_;
};

} // namespace goloom::cxx
