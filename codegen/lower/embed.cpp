// Variables that //go:embed lines stand before. What they hold is there when the program starts.
//
// A short text is a literal, to be read where it is used. Whatever else is a static array that Clang fills
// from a copy of the file, beside the emitted C++: #embed. Of the bytes that Go may write to the array is
// writable.
#include "codegen/lower/kinds.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

namespace goloom {

using namespace types;

static constexpr size_t ShortText = 2 << 10;
static constexpr size_t ShortBytes = 64;
static constexpr int64_t WorthSkipping = 1 << 10; // as package_init has it

// To be read as it stands: valid UTF-8 without control characters but for newlines and tabs.
static bool isText(StringRef s) {
    const llvm::UTF8 *at = s.bytes_begin();
    return llvm::isLegalUTF8String(&at, s.bytes_end()) && llvm::none_of(s, [](unsigned char c) {
               return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
           });
}

static bool isShort(StringRef content) {
    return content.size() <= ShortBytes || (content.size() <= ShortText && isText(content));
}

// R"(…)" where that is easier to read.
static std::string shortLiteral(StringRef content) {
    bool lines = content.drop_back(!content.empty()).contains('\n');
    if (!isText(content) || (!lines && llvm::isASCII(content))) return quotedLiteral(content);
    std::string mark;
    while (content.contains(")" + mark + "\"")) mark += '-';
    return "R\"" + mark + "(" + content.str() + ")" + mark + "\"";
}

// An array of the content, as a static object.
StringRef Lowering::embedArray(StringRef file, StringRef content, bool writable) {
    bool literal = isShort(content);
    StringRef path = literal ? StringRef() : embedPath(file, content);
    if (!writable)
        if (StringRef made = module.embedArrays.lookup(path); !made.empty()) return made;
    Expr *init = literal ? b.lit(shortLiteral(content)) : b.init("", {b.lit("\n#embed \"" + path + "\"\n")});
    // C++ ends a literal with a zero.
    cxx::Type t = b.text("array<uint8, " + llvm::Twine(content.size() + literal) + ">");
    StringRef name = staticObject(t, b.init(t, {init}));
    cxx::Variable *d = once->made.back();
    d->const_ = !writable;
    d->noptr_ = writable && static_cast<int64_t>(content.size()) >= WorthSkipping;
    if (!writable) module.embedArrays[path] = name;
    return name;
}

// Where the copy of a file is, from the emitted C++.
StringRef Lowering::embedPath(StringRef file, StringRef content) {
    std::string dir = "embed/";
    for (char c : in.pkg->path) dir += llvm::isAlnum(c) || c == '-' || c == '.' ? c : '_';
    for (std::string place = dir;; place += '_') { // tests may come from another folder than the package
        std::string path = place + "/" + file.str();
        auto it = llvm::find_if(unit.embeds, [&](auto &e) { return e.path == path; });
        if (it != unit.embeds.end() && it->content != content) continue;
        if (it == unit.embeds.end()) unit.embeds.push_back({path, content});
        return b.text(path);
    }
}

Expr *Lowering::embedString(const Embedding::File &f) {
    if (isShort(f.content)) return b.lit(shortLiteral(f.content) + "_s");
    Expr *data = b.member(b.name(embedArray(f.name, f.content, false)), "a");
    return b.init("string", {data, b.intLit(static_cast<int64_t>(f.content.size()))});
}

Expr *Lowering::embedded(types::Type *t, const Embedding &e) {
    needComplete(t);
    if (e.kind == Embedding::String) return embedString(e.files[0]);
    if (e.kind == Embedding::Bytes) {
        const Embedding::File &f = e.files[0];
        auto n = static_cast<int64_t>(f.content.size());
        Expr *data = b.member(b.name(embedArray(f.name, f.content, true)), "a");
        return b.init(type(t), {data, b.intLit(n), b.intLit(n)});
    }
    // type FS struct { files *[]file }, and a file has a name and data
    Var *list = llvm::cast<Struct>(under(t))->fields[0];
    types::Type *slice = ptrOf(list->type)->elem;
    types::Type *file = llvm::cast<Slice>(under(slice))->elem;
    needComplete(file);
    llvm::SmallVector<Expr *, 16> files;
    for (const Embedding::File &f : e.files) {
        Expr *name = b.lit(quotedLiteral(f.name) + "_s");
        if (StringRef(f.name).ends_with("/"))
            files.push_back(b.init(type(file), {name}, {"name"}));
        else
            files.push_back(b.init(type(file), {name, embedString(f)}, {"name", "data"}));
    }
    auto n = static_cast<int64_t>(files.size());
    cxx::Type at = b.text("array<" + type(file) + ", " + llvm::Twine(n) + ">");
    Expr *data = b.member(b.name(staticObject(at, b.init(at, files))), "a");
    once->made.back()->noptr_ = n * sizeOf(file) >= WorthSkipping; // what it points to is not on the heap
    Expr *header = b.init(type(slice), {data, b.intLit(n), b.intLit(n)});
    return b.init(type(t), {b.unary("&", b.name(staticObject(type(slice), header)))}, {fieldName(list)});
}

} // namespace goloom
