// Unary and binary operations, comparisons and shifts. spec "Operators".
#include "frontend/check/check.h"

#include "frontend/types/sizes.h"

namespace goloom {

using namespace types;
namespace ct = constant;
using ast::Token;

static bool isComparison(Token op) { return op >= Token::Eql && op <= Token::Geq; }
static bool isShift(Token op) { return op == Token::Shl || op == Token::Shr; }

static ct::Op constantOp(Token op, bool integer) {
    switch (op) {
    case Token::Add: return ct::Op::Add;
    case Token::Sub: return ct::Op::Sub;
    case Token::Mul: return ct::Op::Mul;
    case Token::Quo: return integer ? ct::Op::QuoInt : ct::Op::Quo;
    case Token::Rem: return ct::Op::Rem;
    case Token::And: return ct::Op::And;
    case Token::Or: return ct::Op::Or;
    case Token::Xor: return ct::Op::Xor;
    case Token::AndNot: return ct::Op::AndNot;
    case Token::LAnd: return ct::Op::LAnd;
    case Token::LOr: return ct::Op::LOr;
    case Token::Eql: return ct::Op::Eql;
    case Token::Neq: return ct::Op::Neq;
    case Token::Lss: return ct::Op::Lss;
    case Token::Leq: return ct::Op::Leq;
    case Token::Gtr: return ct::Op::Gtr;
    default: return ct::Op::Geq;
    }
}

static bool (*binaryPredicate(Token op))(Type *) {
    switch (op) {
    case Token::Add: return allNumericOrString;
    case Token::Sub:
    case Token::Mul:
    case Token::Quo: return allNumeric;
    case Token::LAnd:
    case Token::LOr: return allBoolean;
    default: return allInteger;
    }
}

// ---------------------------------------------------------------- unary

void Checker::unary(Operand &x, ast::UnaryExpr *e) {
    expr(x, e->x);
    if (!x) return;
    Token op = e->op;
    switch (op) {
    case Token::And:
        // spec: "As an exception to the addressability requirement, x may also be a (possibly parenthesized)
        // composite literal."
        if (!llvm::isa<ast::CompositeLit>(ast::unparen(e->x)) && x.mode != Mode::Variable) {
            error(x.pos(), Diag::UnaddressableOperand) << str(x);
            x.invalidate();
            return;
        }
        x.mode = Mode::Value;
        x.type = arena.create<Pointer>(x.type);
        return;
    case Token::Arrow:
        if (Type *elem = chanElem(x.pos(), x, true)) {
            x.mode = Mode::CommaOk;
            x.type = elem;
            env.hasCallOrRecv = true;
        } else {
            x.invalidate();
        }
        return;
    case Token::Tilde:
        if (!allInteger(x.type)) {
            error(e->pos, Diag::TildeOutside);
            x.invalidate();
            return;
        }
        error(e->pos, Diag::TildeForComplement);
        op = Token::Xor;
        break;
    default: break;
    }

    bool (*defined)(Type *) = op == Token::Not ? allBoolean : op == Token::Xor ? allInteger : allNumeric;
    if (!defined(x.type)) {
        error(x.pos(), Diag::UndefinedOp) << ast::spelling(op) << str(x);
        x.invalidate();
        return;
    }
    if (x.mode != Mode::Constant) {
        x.mode = Mode::Value;
        return;
    }
    if (x.val.kind() == ct::Kind::Unknown) return;
    unsigned prec = isUnsigned(x.type) ? static_cast<unsigned>(sizeOf(x.type)) * 8 : 0;
    ct::Op cop = op == Token::Not   ? ct::Op::Not
                 : op == Token::Sub ? ct::Op::Neg
                 : op == Token::Xor ? ct::Op::Compl
                                    : ct::Op::Plus;
    x.val = ct::unaryOp(cop, x.val, prec);
    x.expr = e;
    overflow(x, e->pos);
}

// ---------------------------------------------------------------- binary

void Checker::binary(Operand &x, ast::Expr *whole, ast::Expr *lhs, ast::Expr *rhs, Token op, Pos opPos) {
    Operand y;
    expr(x, lhs);
    expr(y, rhs);
    if (!x) return;
    if (!y) {
        x.invalidate();
        x.expr = y.expr;
        return;
    }
    if (isShift(op)) return shift(x, y, whole, op);

    matchBinaryOperands(x, y);
    if (!x) return;
    if (isComparison(op)) return comparison(x, y, op);

    if (!identical(x.type, y.type)) {
        if (!mentionsInvalid(x.type) && !mentionsInvalid(y.type)) {
            if (whole)
                error(x.pos(), Diag::MismatchedTypes) << str(whole) << str(x.type) << str(y.type);
            else
                error(x.pos(), Diag::MismatchedTypes)
                    << str(lhs) + " " + ast::spelling(op).str() + "= " + str(rhs) << str(x.type)
                    << str(y.type);
        }
        x.invalidate();
        return;
    }
    if (!binaryPredicate(op)(x.type)) {
        error(x.pos(), Diag::UndefinedOp) << ast::spelling(op) << str(x);
        x.invalidate();
        return;
    }

    bool bothConst = x.mode == Mode::Constant && y.mode == Mode::Constant;
    if (op == Token::Quo || op == Token::Rem) {
        bool zero = (x.mode == Mode::Constant || allInteger(x.type)) && y.mode == Mode::Constant &&
                    ct::sign(y.val) == 0;
        if (!zero && bothConst && isComplex(x.type)) {
            // The divisor's square may underflow where the divisor is not zero.
            ct::Value re = ct::real(y.val), im = ct::imag(y.val);
            zero = ct::sign(ct::binaryOp(re, ct::Op::Mul, re)) == 0 &&
                   ct::sign(ct::binaryOp(im, ct::Op::Mul, im)) == 0;
        }
        if (zero) {
            error(y.pos(), Diag::DivByZero);
            x.invalidate();
            return;
        }
    }
    if (!bothConst) {
        x.mode = Mode::Value;
        return;
    }
    if (x.val.kind() == ct::Kind::Unknown || y.val.kind() == ct::Kind::Unknown) {
        x.val = ct::makeUnknown();
        return;
    }
    x.val = ct::binaryOp(x.val, constantOp(op, isInteger(x.type)), y.val);
    x.expr = whole;
    overflow(x, opPos);
}

// Whether an untyped one of the two could take the type of the other. If not, a mismatch is reported instead
// of a failed conversion.
static bool mayConvert(const Operand &x, const Operand &y) {
    if (isTyped(x.type) && isTyped(y.type)) return false;
    if (allNumeric(x.type) != allNumeric(y.type)) return false;
    if (isNonTypeParamInterface(x.type) || isNonTypeParamInterface(y.type)) return true;
    if (allBoolean(x.type) != allBoolean(y.type)) return false;
    if (allString(x.type) != allString(y.type)) return false;
    if (x.isNil()) return hasNil(y.type);
    if (y.isNil()) return hasNil(x.type);
    return !isPointer(x.type) && !isPointer(y.type);
}

void Checker::matchBinaryOperands(Operand &x, Operand &y) {
    if (!mayConvert(x, y)) return;
    convertUntyped(x, y.type);
    if (!x) return;
    convertUntyped(y, x.type);
    if (!y) x.invalidate();
}

// ---------------------------------------------------------------- comparisons

// "slice can only be compared to nil", or why a struct or array is not comparable.
static std::string incomparableCause(Type *t) {
    Type *u = under(t);
    if (llvm::isa<Slice, Signature, Map>(u)) return compositeKind(t).str() + " can only be compared to nil";
    std::string cause;
    types::comparable(t, true, &cause);
    return cause;
}

void Checker::comparison(Operand &x, Operand &y, Token op, bool switchCase) {
    if (mentionsInvalid(x.type) || mentionsInvalid(y.type)) return x.invalidate();
    if (switchCase) op = Token::Eql;

    Operand *culprit = &x;
    std::string cause;
    auto fail = [&] {
        if (cause.empty()) {
            if (isTypeParam(x.type) || isTypeParam(y.type)) {
                if (!isTypeParam(x.type)) culprit = &y;
                cause = "type parameter " + str(culprit->type) + " cannot use operator " +
                        ast::spelling(op).str();
            } else {
                std::string what = compositeKind(culprit->type).str();
                if (what.empty()) what = str(culprit->type);
                cause = "operator " + ast::spelling(op).str() + " not defined on " + what;
            }
        }
        if (switchCase)
            error(x.pos(), Diag::InvalidCase) << str(x.expr) << str(y.expr) << cause;
        else
            error(culprit->pos(), Diag::InvalidComparison)
                << str(x.expr) << ast::spelling(op) << str(y.expr) << cause;
        x.invalidate();
    };

    // spec: "In any comparison, the first operand must be assignable to the type of the second operand, or
    // vice versa."
    if (!assignableTo(x, y.type, nullptr) && !assignableTo(y, x.type, nullptr)) {
        culprit = &y;
        cause = "mismatched types " + str(x.type) + " and " + str(y.type);
        return fail();
    }
    if (op == Token::Eql || op == Token::Neq) {
        if (x.isNil() || y.isNil()) {
            if (!hasNil(x.isNil() ? y.type : x.type)) {
                culprit = &y;
                return fail();
            }
        } else {
            for (Operand *o : {&x, &y}) {
                if (types::comparable(o->type)) continue;
                culprit = o;
                cause = incomparableCause(o->type);
                return fail();
            }
        }
    } else {
        for (Operand *o : {&x, &y}) {
            if (allOrdered(o->type)) continue;
            culprit = o;
            return fail();
        }
    }

    if (x.mode == Mode::Constant && y.mode == Mode::Constant) {
        x.val = ct::compare(x.val, constantOp(op, false), y.val) ? ct::makeBool(true) : ct::makeBool(false);
    } else {
        x.mode = Mode::Value;
        updateExprType(x.expr, defaultType(x.type), true);
        updateExprType(y.expr, defaultType(y.type), true);
    }
    // spec: "Comparison operators compare two operands and yield an untyped boolean value."
    x.type = types::typ(BasicKind::UntypedBool);
}

// ---------------------------------------------------------------- shifts

void Checker::shift(Operand &x, Operand &y, ast::Expr *whole, Token op) {
    auto fail = [&](Operand &at, Diag id) {
        error(at.pos(), id) << str(at);
        x.invalidate();
    };
    ct::Value xval = x.mode == Mode::Constant ? ct::toInt(x.val) : ct::Value();
    if (!allInteger(x.type) && !(isUntyped(x.type) && xval.kind() == ct::Kind::Int))
        return fail(x, Diag::InvalidShiftOperand);

    // spec: "The right operand in a shift expression must have integer type or be an untyped constant
    // representable by a value of type uint."
    ct::Value yval;
    if (y.mode == Mode::Constant) {
        yval = ct::toInt(y.val);
        if (yval.kind() == ct::Kind::Int && ct::sign(yval) < 0) return fail(y, Diag::NegativeShiftCount);
        if (isUntyped(y.type)) {
            representable(y, types::typ(BasicKind::Uint));
            if (!y) return x.invalidate();
        }
    } else if (allInteger(y.type)) {
        if (!allUnsigned(y.type) && !allowVersion(13)) {
            verifyVersion(y.pos(), 13, "invalid operation: signed shift count " + str(y));
            return x.invalidate();
        }
    } else if (isUntyped(y.type)) {
        convertUntyped(y, types::typ(BasicKind::Uint));
        if (!y) return x.invalidate();
    } else {
        return fail(y, Diag::ShiftCountNotInteger);
    }

    if (x.mode == Mode::Constant) {
        if (y.mode == Mode::Constant) {
            if (!isInteger(x.type)) x.type = types::typ(BasicKind::UntypedInt);
            if (x.val.kind() == ct::Kind::Unknown || y.val.kind() == ct::Kind::Unknown) {
                x.val = ct::makeUnknown();
                return;
            }
            constexpr uint64_t bound = 1023 - 1 + 52; // enough to write the smallest float64
            auto n = ct::uint64Val(yval);
            if (!n || *n > bound) return fail(y, Diag::InvalidShiftCount);
            x.val = ct::shift(xval, op == Token::Shl, static_cast<unsigned>(*n));
            x.expr = whole;
            overflow(x, operatorPos(whole ? whole : y.expr));
            return;
        }
        if (isUntyped(x.type)) {
            // spec: "If the left operand of a non-constant shift expression is an untyped constant, it is
            // first implicitly converted to the type it would assume if the shift expression were replaced by
            // its left operand alone."
            auto it = untyped.find(x.expr);
            if (it != untyped.end()) it->second.isLhs = true;
            // The count is final now.
            if (isUntyped(y.type)) updateExprType(y.expr, types::typ(BasicKind::Uint), true);
            x.mode = Mode::Value;
            return;
        }
    }
    if (!allInteger(x.type)) return fail(x, Diag::InvalidShiftOperand);
    // gc types an untyped constant count as uint where it is evaluated.
    if (y.mode == Mode::Constant && isUntyped(y.type))
        updateExprType(y.expr, types::typ(BasicKind::Uint), true);
    x.mode = Mode::Value;
}

} // namespace goloom
