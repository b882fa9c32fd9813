// The values of literals. spec "Lexical elements". The lexer has accepted the text, so its form is not
// checked again; what cannot be represented is Unknown.
#include "frontend/constant/rep.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

namespace goloom::constant {

namespace mp = boost::multiprecision;

Int parseDigits(llvm::StringRef digits, unsigned base) {
    // cpp_int reads a run of digits much faster than one multiplication a digit.
    std::string run;
    for (char c : digits)
        if (c != '_') run += c;
    size_t lead = run.find_first_not_of('0');
    if (lead == std::string::npos) return 0;
    run.erase(0, lead);
    if (base == 16) return Int("0x" + run);
    if (base == 8) return Int("0" + run);
    if (base == 10) return Int(run);
    Int x = 0;
    for (char c : run) {
        x <<= 1;
        if (c == '1') x |= 1;
    }
    return x;
}

static Value intLiteral(llvm::StringRef s) {
    if (s.size() > 1 && s[0] == '0') {
        switch (s[1]) {
        case 'x':
        case 'X': return makeInt(parseDigits(s.drop_front(2), 16));
        case 'b':
        case 'B': return makeInt(parseDigits(s.drop_front(2), 2));
        case 'o':
        case 'O': return makeInt(parseDigits(s.drop_front(2), 8));
        default:
            if (s.find_first_of("89") != llvm::StringRef::npos) return makeUnknown();
            return makeInt(parseDigits(s, 8));
        }
    }
    return makeInt(parseDigits(s, 10));
}

// mant * 10^exp or mant * 2^exp; a fraction while it is a small one.
static Value scaled(const Int &mant, int64_t exp, bool binary) {
    if (mant == 0) return makeRat(0);
    int64_t magnitude = static_cast<int64_t>(bits(mant)) + (binary ? exp : exp * 332 / 100);
    if (magnitude > -maxExp && magnitude < maxExp && exp > -2 * maxExp && exp < 2 * maxExp) {
        Int scale = binary ? Int(1) << static_cast<unsigned>(exp < 0 ? -exp : exp)
                           : Int(mp::pow(Int(10), static_cast<unsigned>(exp < 0 ? -exp : exp)));
        return makeRat(exp < 0 ? Rat(mant, scale) : Rat(Int(mant * scale)));
    }
    constexpr int64_t top = 2147483647; // exponents of Big
    if (magnitude > top + 4096) return makeUnknown();
    if (magnitude < -top) return makeRat(0);
    if (binary) return makeBig(mp::ldexp(Big(mant), exp));
    Big power = 1, square = 10;
    for (uint64_t n = static_cast<uint64_t>(exp < 0 ? -exp : exp); n; n >>= 1) {
        if (n & 1) power *= square;
        if (n > 1) square *= square;
    }
    return makeBig(exp < 0 ? Big(Big(mant) / power) : Big(Big(mant) * power));
}

static Value floatLiteral(llvm::StringRef s) {
    bool hex = s.size() > 1 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
    if (hex) s = s.drop_front(2);
    size_t e = s.find_first_of(hex ? "pP" : "eE");
    llvm::StringRef mantissa = s.substr(0, e);
    int64_t exp = 0;
    if (e != llvm::StringRef::npos) {
        bool negative = false;
        for (char c : s.substr(e + 1)) {
            if (c == '-') negative = true;
            if (c >= '0' && c <= '9' && exp < 100000000000) exp = exp * 10 + (c - '0');
        }
        if (negative) exp = -exp;
    }
    auto [whole, fraction] = mantissa.split('.');
    std::string digits;
    for (char c : whole)
        if (c != '_') digits += c;
    for (char c : fraction)
        if (c != '_') {
            digits += c;
            exp -= hex ? 4 : 1;
        }
    return scaled(parseDigits(digits, hex ? 16 : 10), exp, hex);
}

static bool isFloatText(llvm::StringRef s) {
    if (s.contains('.')) return true;
    if (s.starts_with_insensitive("0x")) return s.find_first_of("pP") != llvm::StringRef::npos;
    return s.find_first_of("eE") != llvm::StringRef::npos;
}

static Value imaginaryLiteral(llvm::StringRef s) {
    // spec: "For backward compatibility, an imaginary literal's integer part consisting entirely of decimal
    // digits … is considered a decimal integer, even if it starts with a leading 0."
    bool decimal = s.find_first_not_of("0123456789_") == llvm::StringRef::npos;
    if (isFloatText(s)) return makeImag(floatLiteral(s));
    return makeImag(decimal ? makeInt(parseDigits(s, 10)) : intLiteral(s));
}

static void appendRune(std::string &out, uint32_t r) {
    if (r > 0x10FFFF || (r >= 0xD800 && r < 0xE000)) r = 0xFFFD;
    char buf[4], *end = buf;
    llvm::ConvertCodePointToUTF8(r, end);
    out.append(buf, end);
}

// One character or escape at the front of s. byte: it stands for one byte, not for a code point.
static uint32_t unquoteChar(llvm::StringRef &s, bool &byte) {
    byte = false;
    auto c = static_cast<unsigned char>(s[0]);
    if (c != '\\' || s.size() < 2) {
        if (c < 0x80) {
            s = s.drop_front();
            return c;
        }
        const auto *p = reinterpret_cast<const llvm::UTF8 *>(s.data());
        llvm::UTF32 r = 0;
        if (llvm::convertUTF8Sequence(&p, p + s.size(), &r, llvm::strictConversion) != llvm::conversionOK) {
            s = s.drop_front();
            return 0xFFFD;
        }
        s = s.drop_front(static_cast<size_t>(reinterpret_cast<const char *>(p) - s.data()));
        return r;
    }
    char kind = s[1];
    auto number = [&](size_t skip, size_t n, unsigned radix) {
        uint32_t v = 0;
        s.substr(skip, n).getAsInteger(radix, v);
        s = s.drop_front(std::min(skip + n, s.size()));
        return v;
    };
    switch (kind) {
    case 'x': byte = true; return number(2, 2, 16);
    case 'u': return number(2, 4, 16);
    case 'U': return number(2, 8, 16);
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7': byte = true; return number(1, 3, 8);
    default: break;
    }
    s = s.drop_front(2);
    switch (kind) {
    case 'a': return 7;
    case 'b': return 8;
    case 'f': return 12;
    case 'n': return 10;
    case 'r': return 13;
    case 't': return 9;
    case 'v': return 11;
    default: return static_cast<unsigned char>(kind);
    }
}

static Value stringLiteral(llvm::StringRef s) {
    bool raw = s[0] == '`';
    s = s.drop_front();
    if (!s.empty()) s = s.drop_back();
    std::string out;
    if (raw) {
        // spec: "Carriage return characters ('\r') inside raw string literals are discarded from the raw
        // string value."
        for (char c : s)
            if (c != '\r') out += c;
        return makeString(out);
    }
    while (!s.empty()) {
        bool byte;
        llvm::StringRef before = s;
        uint32_t r = unquoteChar(s, byte);
        if (byte)
            out += static_cast<char>(r);
        else if (before[0] != '\\')
            out += before.drop_back(s.size()); // as it stands
        else
            appendRune(out, r);
    }
    return makeString(out);
}

Value makeFromLiteral(llvm::StringRef s) {
    if (s.empty()) return makeUnknown();
    if (s[0] == '"' || s[0] == '`') return stringLiteral(s);
    if (s[0] == '\'') {
        llvm::StringRef body = s.drop_front();
        if (body.empty()) return makeUnknown();
        bool byte;
        return makeInt64(unquoteChar(body, byte));
    }
    if (s.back() == 'i') return imaginaryLiteral(s.drop_back());
    return isFloatText(s) ? floatLiteral(s) : intLiteral(s);
}

} // namespace goloom::constant
