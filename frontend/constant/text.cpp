// Constants as text: shortened for messages, exact for the emitted code.
#include "frontend/constant/rep.h"

#include "llvm/Support/ConvertUTF.h"

#include <charconv>
#include <cmath>

namespace goloom::constant {

namespace mp = boost::multiprecision;

static std::string format(const char *spec, double d) {
    char buf[64];
    std::snprintf(buf, sizeof buf, spec, d);
    return buf;
}

static std::string shortest(double d) {
    char buf[64];
    auto r = std::to_chars(buf, buf + sizeof buf, d);
    return {buf, r.ptr};
}

// As strconv.Quote, for valid UTF-8 and the common escapes.
static std::string quote(llvm::StringRef s) {
    std::string out = "\"";
    const auto *p = s.bytes_begin(), *end = s.bytes_end();
    while (p != end) {
        const auto *from = p;
        llvm::UTF32 r = 0;
        bool ok = llvm::convertUTF8Sequence(&p, end, &r, llvm::strictConversion) == llvm::conversionOK;
        char buf[16];
        if (!ok) {
            p = from + 1;
            std::snprintf(buf, sizeof buf, "\\x%02x", *from);
            out += buf;
        } else if (r == '"' || r == '\\') {
            out += '\\';
            out += static_cast<char>(r);
        } else if (r < 0x20 || r == 0x7f) {
            const char *named = "\a\b\f\n\r\t\v", *letters = "abfnrtv";
            if (const char *at = r ? std::strchr(named, static_cast<int>(r)) : nullptr) {
                out += '\\';
                out += letters[at - named];
            } else {
                std::snprintf(buf, sizeof buf, "\\x%02x", r);
                out += buf;
            }
        } else {
            out.append(reinterpret_cast<const char *>(from), reinterpret_cast<const char *>(p));
        }
    }
    return out + '"';
}

static size_t runeCount(llvm::StringRef s) {
    return static_cast<size_t>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

static llvm::StringRef firstRunes(llvm::StringRef s, size_t n) {
    size_t i = 0;
    for (; i < s.size(); i++)
        if ((s[i] & 0xC0) != 0x80 && n-- == 0) break;
    return s.substr(0, i);
}

// Beyond the range of float64: a mantissa of six digits from the logarithm.
static std::string hugeFloat(const Big &x) {
    long long exp = 0;
    double m = mp::frexp(x, &exp).convert_to<double>();
    double d = static_cast<double>(exp) * (M_LN2 / M_LN10);
    auto e = static_cast<int64_t>(d);
    m *= std::pow(10, d - static_cast<double>(e));
    if (double am = std::fabs(m); am < 1 - 0.5e-6) {
        m *= 10;
        e--;
    } else if (am >= 10) {
        m /= 10;
        e++;
    }
    return format("%.6g", m) + "e" + (e < 0 ? "" : "+") + std::to_string(e);
}

static std::string floatString(Value x) {
    double d = float64Val(x);
    bool zero = sign(x) == 0;
    if (zero == (d == 0) && !std::isinf(d)) {
        std::string s = format("%.6g", d);
        if (!isInt(x) && s.find('.') == std::string::npos) s = shortest(d);
        return s;
    }
    if (auto *r = get<Rat>(x)) return hugeFloat(Big(mp::numerator(*r)) / Big(mp::denominator(*r)));
    return hugeFloat(*get<Big>(x));
}

std::string toString(Value x) {
    switch (x.kind()) {
    case Kind::Unknown: return "unknown";
    case Kind::Bool: return boolVal(x) ? "true" : "false";
    case Kind::String: {
        std::string s = quote(stringVal(x));
        constexpr size_t longest = 72;
        if (runeCount(s) > longest) s = firstRunes(s, longest - 3).str() + "...";
        return s;
    }
    case Kind::Int: return get<Int>(x)->str();
    case Kind::Float: return floatString(x);
    case Kind::Complex: return "(" + toString(real(x)) + " + " + toString(imag(x)) + "i)";
    }
    return {};
}

std::string exactString(Value x) {
    switch (x.kind()) {
    case Kind::String: return quote(stringVal(x));
    case Kind::Float: {
        double d = float64Val(x);
        if (std::isinf(d)) return toString(x);
        std::string s = shortest(d);
        if (s.find_first_of(".en") == std::string::npos) s += ".0";
        return s;
    }
    case Kind::Complex: return "(" + exactString(real(x)) + " + " + exactString(imag(x)) + "i)";
    default: return toString(x);
    }
}

std::string goSource(Value x) {
    switch (x.kind()) {
    case Kind::Float: {
        auto *r = get<Rat>(x);
        if (!r) return {};
        return "(" + mp::numerator(*r).str() + ".0/" + mp::denominator(*r).str() + ".0)";
    }
    case Kind::Complex: {
        std::string re = goSource(real(x)), im = goSource(imag(x));
        return re.empty() || im.empty() ? std::string() : "(" + re + " + " + im + "*1i)";
    }
    case Kind::Unknown: return {};
    default: return exactString(x);
    }
}

} // namespace goloom::constant
