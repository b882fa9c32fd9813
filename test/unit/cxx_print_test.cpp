// The printer: precedence, layout, comments; and what verify refuses.
#include "codegen/cxx/builder.h"
#include "codegen/cxx/print.h"

#include <gtest/gtest.h>

using namespace goloom;
using namespace goloom::cxx;

namespace {

struct CxxTest : ::testing::Test {
    Arena arena;
    Unit unit;
    Builder b{arena, unit};

    Expr *n(StringRef s) { return b.name(s); }
    std::string text(const Expr *e) { return printExpr(e); }

    // `void f() { … }` with the statements that `fill` adds.
    template <class F> Function *function(F fill) {
        auto *f = arena.create<Function>();
        f->ns = "main";
        f->name = "f";
        f->result = "void";
        f->body = b.newBlock();
        auto *was = b.enter(f->body);
        fill();
        b.enter(was);
        unit.funcs.push_back(f);
        return f;
    }
    std::string printed(PrintOptions opts = {}) {
        std::string s;
        llvm::raw_string_ostream os(s);
        print(unit, opts, os);
        size_t from = s.find("apply_to = function)\n") + 21, to = s.find("#pragma clang attribute pop");
        return s.substr(from, to - from);
    }
};

TEST_F(CxxTest, Precedence) {
    EXPECT_EQ(text(b.binary(b.binary(n("a"), "+", n("b")), "*", n("c"))), "(a + b) * c");
    EXPECT_EQ(text(b.binary(n("a"), "-", b.binary(n("b"), "-", n("c")))), "a - (b - c)");
    EXPECT_EQ(text(b.binary(b.binary(n("a"), "-", n("b")), "-", n("c"))), "a - b - c");
    EXPECT_EQ(text(b.unary("-", b.unary("-", n("a")))), "-(-a)");
    EXPECT_EQ(text(b.unary("-", b.lit("-1"))), "-(-1)");
    EXPECT_EQ(text(b.binary(n("a"), "-", b.lit("-1"))), "a - -1");
    EXPECT_EQ(text(b.member(b.unary("*", n("p")), "x")), "(*p).x");
    EXPECT_EQ(text(b.unary("&", b.index(n("a"), n("i")))), "&a[i]");
    EXPECT_EQ(text(b.call(b.conditional(n("c"), n("f"), n("g")), {})), "(c ? f : g)()");
    EXPECT_EQ(text(b.binary(b.binary(n("a"), "&&", n("b")), "||", n("c"))), "(a && b) || c");
    EXPECT_EQ(text(b.binary(b.binary(n("a"), "<<", n("b")), "|", n("c"))), "(a << b) | c");
    EXPECT_EQ(text(b.cast("void *", b.unary("&", n("f")))), "(void *)&f");
    EXPECT_EQ(text(b.call(n("g"), {b.binary(n("a"), ",", n("b"))})), "g((a, b))");
    EXPECT_EQ(text(b.intLit(INT64_MIN)), "(-9223372036854775807 - 1)");
}

TEST_F(CxxTest, Aggregates) {
    EXPECT_EQ(text(b.init("Point", {b.intLit(1), b.intLit(2)}, {"X", "Y"})), "Point{.X = 1, .Y = 2}");
    EXPECT_EQ(text(b.call(n("runtime::make"), {b.intLit(3)}, {"slice<int_>"})),
              "runtime::make<slice<int_>>(3)");
}

TEST_F(CxxTest, LongCallsAreBroken) {
    llvm::SmallVector<Expr *, 8> args;
    for (int i = 0; i < 8; i++) args.push_back(n("anArgumentOfSomeLength"));
    function([&] { b.expr(b.call(n("f"), args)); });
    std::string s = printed();
    for (StringRef rest = s; !rest.empty();) {
        auto [line, tail] = rest.split('\n');
        EXPECT_LE(line.size(), 110u) << line.str();
        rest = tail;
    }
    EXPECT_NE(s.find("anArgumentOfSomeLength,\n      anArgument"), std::string::npos) << s;
}

TEST_F(CxxTest, CommentsCannotChangeTheProgram) {
    function([&] {
        b.at({}, "x := `\\");
        b.expr(b.call(n("g"), {}));
        b.at({}, "a ?\?/ b */ c");
        b.expr(b.call(n("h"), {}));
    });
    std::string s = printed();
    EXPECT_NE(s.find("// x := `\\ .\n    g();"), std::string::npos) << s;
    EXPECT_NE(s.find("// a ? ?/ b */ c\n    h();"), std::string::npos) << s;
}

TEST_F(CxxTest, Lambdas) {
    auto *body = b.newBlock();
    auto *was = b.enter(body);
    b.ret(b.binary(n("x"), "+", n("n")));
    b.enter(was);
    EXPECT_EQ(text(b.lambda({{"n", true, nullptr}}, {{"int_", "x"}}, "int_", body)),
              "[&n](int_ x) -> int_ { return x + n; }");
}

TEST_F(CxxTest, StructsAndAliases) {
    auto *s = arena.create<StructDecl>();
    s->ns = "main";
    s->name = "Point";
    Param fields[] = {{"int_", "X"}, {"ptr<Point>", "next"}};
    s->fields = fields;
    s->equality = true;
    unit.types.push_back({s, nullptr});
    EXPECT_EQ(printed(), R"(
namespace go::main {
struct Point {
    int_ X;
    ptr<Point> next;
    friend bool operator==(const Point &x, const Point &y) { return x.X == y.X && x.next == y.next; }
};
} // namespace go::main
)");
}

TEST_F(CxxTest, LineDirectives) {
    SourceManager sm;
    SourceFile *file = sm.add("/src/a.go", "package main\n\nfunc f() {\n\tg()\n\n\th()\n}\n");
    function([&] {
        b.at(file->at(25), {});
        b.expr(b.call(n("g"), {}));
        b.at(file->at(31), {});
        b.expr(b.call(n("h"), {}));
    });
    PrintOptions opts;
    opts.lines = &sm;
    std::string s = printed(opts);
    EXPECT_NE(s.find("#line 4 \"/src/a.go\"\n    g();\n#line 6\n    h();"), std::string::npos) << s;
}

TEST_F(CxxTest, VerifySharedExpression) {
    function([&] {
        Expr *x = n("x");
        b.expr(b.call(n("g"), {x}));
        b.expr(b.call(n("g"), {x}));
    });
    EXPECT_NE(verify(unit).find("two parents"), std::string::npos);
}

TEST_F(CxxTest, VerifyScope) {
    function([&] {
        auto *inner = b.newBlock();
        auto *was = b.enter(inner);
        b.var("int_", "x", nullptr);
        b.enter(was);
        b.add(inner);
        b.expr(b.call(n("g"), {n("x")}));
    });
    EXPECT_NE(verify(unit).find("not declared"), std::string::npos);
}

TEST_F(CxxTest, VerifyJumps) {
    function([&] {
        b.add(arena.create<Goto>("L"));
        b.var("int_", "x", nullptr);
        b.add(arena.create<Label>("L"));
    });
    EXPECT_NE(verify(unit).find("jumps over"), std::string::npos);
}

TEST_F(CxxTest, VerifyBreak) {
    function([&] { b.add(arena.create<Break>()); });
    EXPECT_NE(verify(unit).find("break outside"), std::string::npos);
}

} // namespace
