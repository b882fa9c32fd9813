// Text → tree → text, positions, and inputs that must only not break anything.

#include "frontend/ast/print.h"
#include "frontend/syntax/parse.h"

#include <gtest/gtest.h>

using namespace goloom;

namespace {

struct Parsed {
    SourceManager sm;
    Arena arena;
    Diagnostics diags{sm};
    SourceFile *source;
    ast::File *file;

    explicit Parsed(std::string text, ParseMode mode = ParseMode::Full)
        : source(sm.add("x.go", std::move(text))), file(parseFile(*source, arena, diags, mode)) {}

    std::string errors() {
        std::string s;
        llvm::raw_string_ostream os(s);
        diags.print(os, 0);
        return s;
    }
};

std::string printed(const std::string &expr) {
    Parsed p("package p\nvar _ = " + expr + "\n");
    EXPECT_EQ(p.errors(), "") << expr;
    auto *d = llvm::cast<ast::GenDecl>(p.file->decls[0]);
    return ast::printExpr(llvm::cast<ast::VarSpec>(d->specs[0])->values[0]);
}

TEST(PrintExpr, SpacesAsGcDoes) {
    for (const char *same : {"a + b * c",
                             "(a + b) * c",
                             "-x",
                             "<-c",
                             "*p",
                             "f(x, y...)",
                             "a[i]",
                             "a[1:]",
                             "a[1:2:3]",
                             "x.(T)",
                             "x.f",
                             "T[int, string]",
                             "[]int{…}",
                             "map[string]int{}",
                             "func(x int) {…}",
                             "func(a, b int, c ...string) (x int, err error) {}",
                             "struct{a, b int; T \"tag\"}{}",
                             "interface{m(); ~int | string}(x)",
                             "[...]int{}",
                             "chan<- int(nil)",
                             "'a'",
                             "0x_1p-2",
                             "make(chan (<-chan int))",
                             "a &^ b"}) {
        std::string source = same;
        for (size_t i; (i = source.find("{…}")) != std::string::npos;)
            source.replace(i, std::string("{…}").size(), source[0] == 'f' ? "{ return }" : "{1, 2}");
        EXPECT_EQ(printed(source), same);
    }
    EXPECT_EQ(printed("&(T{1})"), "&T{…}");
    EXPECT_EQ(printed("T{a:1}"), "T{…}");
}

TEST(Parse, PositionsAreBytes) {
    Parsed p("package p\nvar é = \"ü\" + x\n");
    auto *v = llvm::cast<ast::VarSpec>(llvm::cast<ast::GenDecl>(p.file->decls[0])->specs[0]);
    auto *b = llvm::cast<ast::BinaryExpr>(v->values[0]);
    EXPECT_EQ(p.sm.position(b->y->pos).column, 17u);
    EXPECT_EQ(p.sm.text(v->names[0]->pos, v->names[0]->end), "é");
}

TEST(Parse, LineDirectives) {
    Parsed p("package p\n//line foo.y:10\nvar x int\n/*line :7:3*/ var y int\n");
    EXPECT_EQ(p.sm.position(p.file->decls[0]->pos).file, "foo.y");
    EXPECT_EQ(p.sm.position(p.file->decls[0]->pos).line, 10u);
    EXPECT_EQ(p.sm.position(p.file->decls[1]->pos).line, 7u);
    EXPECT_EQ(p.sm.position(p.file->decls[1]->pos).column, 4u);
    EXPECT_EQ(Parsed("package p\n//line foo.y:0\n").errors(), "x.go:2:14: invalid line number: 0\n");
}

TEST(Parse, GoVersion) {
    EXPECT_EQ(Parsed("//go:build go1.21\n\npackage p\n").file->goVersion, "go1.21");
    EXPECT_EQ(Parsed("//go:build (linux && go1.20) || go1.22\n\npackage p\n").file->goVersion, "go1.20");
    EXPECT_EQ(Parsed("//go:build !go1.20\n\npackage p\n").file->goVersion, "");
}

TEST(Parse, ImportsOnly) {
    Parsed p("package p\nimport \"a\"\nimport (\n\tb \"c\"\n)\nfunc broken( {\n", ParseMode::ImportsOnly);
    EXPECT_EQ(p.errors(), "");
    EXPECT_EQ(p.file->imports.size(), 2u);
}

TEST(Parse, BrokenFilesKeepTheirHead) {
    Parsed p("package q\nimport \"a\"\nfunc broken( {\n");
    EXPECT_TRUE(p.diags.hasErrors());
    EXPECT_EQ(p.file->name->name.str(), "q");
    EXPECT_EQ(p.file->imports.size(), 1u);
}

TEST(Parse, Bytes) {
    EXPECT_EQ(Parsed("\xef\xbb\xbfpackage p\n").errors(), "");
    EXPECT_EQ(Parsed("package p\n\xef\xbb\xbfvar x int\n").errors(),
              "x.go:2:1: invalid BOM in the middle of the file\n");
    EXPECT_EQ(Parsed(std::string("package p // \0\n", 15)).errors(), "x.go:1:14: invalid NUL character\n");
    EXPECT_EQ(Parsed("package p\n@\n").errors(), "x.go:2:1: invalid character U+0040 '@'\n");
    EXPECT_EQ(Parsed("package p; var x = 0x1.f\n").errors(),
              "x.go:1:25: hexadecimal mantissa requires a 'p' exponent\n");
}

std::string repeat(const std::string &s, size_t n) {
    std::string out;
    for (; n > 0; n--) out += s;
    return out;
}

TEST(Parse, DeepNestingEnds) {
    constexpr size_t n = 50000;
    for (auto [open, middle, close] : {std::tuple{"(", "1", ")"},
                                       {"(", "", ""},
                                       {"- ", "1", ""},
                                       {"[]", "int{}", ""},
                                       {"func() ", "", ""},
                                       {"[]func() (", "int", ")"},
                                       {"1+", "1", ""},
                                       {"func() { _ = ", "1", "}"},
                                       {"T{", "", "}"},
                                       {"chan ", "int", ""}}) {
        Parsed p("package p\nvar _ = " + repeat(open, n) + middle + repeat(close, n) + "\n");
        EXPECT_TRUE(p.diags.count() > 0 || open == std::string("1+")) << open;
    }
    Parsed p("package p\nfunc f() {" + repeat("if x {} else ", n) + "{}}\n");
    EXPECT_TRUE(p.diags.hasErrors());
}

} // namespace
