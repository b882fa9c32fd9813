#include "frontend/constant/value.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace goloom::constant;

static Value lit(llvm::StringRef s) { return makeFromLiteral(s); }
static std::string show(llvm::StringRef s) { return toString(lit(s)); }

TEST(Constant, literals) {
    EXPECT_EQ(show("0x_FF"), "255");
    EXPECT_EQ(show("0b1_01"), "5");
    EXPECT_EQ(show("0o17"), "15");
    EXPECT_EQ(show("017"), "15");
    EXPECT_EQ(show("1_000_000"), "1000000");
    EXPECT_EQ(show("123456789012345678901234567890"), "123456789012345678901234567890");
    EXPECT_EQ(show("1.5"), "1.5");
    EXPECT_EQ(show(".5e1"), "5");
    EXPECT_EQ(show("0x1p-2"), "0.25");
    EXPECT_EQ(show("0x1.8p1"), "3");
    EXPECT_EQ(show("1e6"), "1e+06");
    EXPECT_EQ(show("'a'"), "97");
    EXPECT_EQ(show("'\\n'"), "10");
    EXPECT_EQ(show("'\\xff'"), "255");
    EXPECT_EQ(show("'\\u00e9'"), "233");
    EXPECT_EQ(show("'é'"), "233");
    EXPECT_EQ(show("\"a\\tb\""), "\"a\\tb\"");
    EXPECT_EQ(show("2i"), "(0 + 2i)");
    EXPECT_EQ(show("012i"), "(0 + 12i)");
    EXPECT_EQ(stringVal(lit("`a\r\\n`")), "a\\n");
    EXPECT_EQ(stringVal(lit("\"\\xff\\u00e9\\101\"")), "\xff\xc3\xa9"
                                                       "A");
}

TEST(Constant, hugeExponentsEndSoon) {
    EXPECT_EQ(lit("1e1000000000").kind(), Kind::Unknown);
    EXPECT_EQ(sign(lit("1e-1000000000")), 0);
    EXPECT_EQ(lit("1e100000").kind(), Kind::Float);
    EXPECT_EQ(show("1e100000"), "1e+100000");
    EXPECT_TRUE(std::isinf(float64Val(lit("1e400"))));
    EXPECT_EQ(toInt(lit("1e100000")).kind(), Kind::Unknown);
    EXPECT_EQ(shift(makeInt64(1), true, 1u << 30).kind(), Kind::Unknown);
    EXPECT_EQ(show("0x1p1000000"), toString(binaryOp(lit("0x1p999999"), Op::Mul, lit("2"))));
}

TEST(Constant, arithmetic) {
    auto op = [](llvm::StringRef a, Op o, llvm::StringRef b) {
        return toString(binaryOp(lit(a), o, lit(b)));
    };
    EXPECT_EQ(op("7", Op::QuoInt, "2"), "3");
    EXPECT_EQ(toString(binaryOp(makeInt64(-7), Op::QuoInt, makeInt64(2))), "-3");
    EXPECT_EQ(toString(binaryOp(makeInt64(-7), Op::Rem, makeInt64(2))), "-1");
    EXPECT_EQ(op("7", Op::Quo, "2"), "3.5");
    EXPECT_EQ(op("\"a\"", Op::Add, "\"b\""), "\"ab\"");
    EXPECT_EQ(op("0xF0", Op::AndNot, "0x30"), "192");
    EXPECT_EQ(toString(binaryOp(makeInt64(-1), Op::And, makeInt64(0xFF))), "255");
    EXPECT_EQ(toString(binaryOp(makeInt64(-2), Op::Xor, makeInt64(5))), "-5");
    EXPECT_EQ(toString(binaryOp(makeInt64(-8), Op::Or, makeInt64(3))), "-5");
    EXPECT_EQ(toString(binaryOp(makeInt64(-8), Op::AndNot, makeInt64(3))), "-8");
    EXPECT_EQ(toString(unaryOp(Op::Compl, makeInt64(0), 8)), "255");
    EXPECT_EQ(toString(unaryOp(Op::Compl, makeInt64(5), 0)), "-6");
    EXPECT_EQ(toString(shift(makeInt64(-5), false, 1)), "-3");
    EXPECT_EQ(toString(shift(makeInt64(-5), false, 70)), "-1");
    EXPECT_EQ(op("1i", Op::Mul, "1i"), "(-1 + 0i)");
    EXPECT_TRUE(compare(lit("0.1"), Op::Eql, binaryOp(lit("1"), Op::Quo, lit("10"))));
    EXPECT_EQ(toString(toInt(lit("2.0"))), "2");
    EXPECT_EQ(toInt(lit("2.5")).kind(), Kind::Unknown);
}

TEST(Constant, rounding) {
    EXPECT_EQ(float64Val(lit("0.1")), 0.1);
    EXPECT_EQ(float32Val(lit("0.1")), 0.1f);
    EXPECT_EQ(float64Val(lit("4.9406564584124654417656879286822137236505980e-324")), 4.9406564584124654e-324);
    EXPECT_EQ(float64Val(lit("2e-324")), 0);
    EXPECT_EQ(float64Val(lit("1.79769313486231570814527423731704356798070e+308")), 1.7976931348623157e308);
    EXPECT_EQ(float64Val(lit("0x1.fffffffffffff8p1023")), INFINITY);
    EXPECT_EQ(roundFloat32(lit("1e39")).kind(), Kind::Unknown);
    EXPECT_EQ(float32Val(lit("1e-45")), 1e-45f);
    EXPECT_EQ(float64Val(lit("9007199254740993")), 9007199254740992.0);
}

TEST(Constant, integersNarrow) {
    EXPECT_EQ(int64Val(lit("9223372036854775807")), INT64_MAX);
    EXPECT_FALSE(int64Val(lit("9223372036854775808")));
    EXPECT_EQ(uint64Val(lit("18446744073709551615")), UINT64_MAX);
    EXPECT_FALSE(uint64Val(makeInt64(-1)));
}

TEST(Constant, text) {
    EXPECT_EQ(exactString(lit("0.1")), "0.1");
    EXPECT_EQ(exactString(lit("2.0")), "2.0");
    EXPECT_EQ(show("3.14159265358979"), "3.14159");
    EXPECT_EQ(toString(makeString(std::string(100, 'x'))).size(), 72u);
}
