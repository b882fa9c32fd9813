#include "frontend/load/loader.h"

#include "frontend/ast/nodes.h"
#include "frontend/load/stub.h"
#include "frontend/syntax/parse.h"
#include "frontend/types/universe.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>

namespace goloom {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static std::string hex(const std::string &data) {
    llvm::XXH128_hash_t h =
        llvm::xxh3_128bits(llvm::ArrayRef(reinterpret_cast<const uint8_t *>(data.data()), data.size()));
    return llvm::utohexstr(h.high64, true, 16) + llvm::utohexstr(h.low64, true, 16);
}

// Of names and texts; a name counts because it stands in panics and messages.
template <class Texts> static std::string hashOf(const Texts &texts, const std::string &salt) {
    std::string all = salt;
    for (const auto &t : texts) all += "\n" + t.file + " " + std::to_string(t.text.size()) + "\n" + t.text;
    return hex(all);
}

std::string Loader::hashOfText(const std::string &text, const std::string &salt) {
    return hex(salt + "\n" + text);
}

static std::string joined(StringRef a, StringRef b) {
    llvm::SmallString<128> p(a);
    path::append(p, b);
    return p.str().str();
}

std::string goError(std::error_code ec) {
    std::string s = ec.message();
    if (!s.empty()) s[0] = llvm::toLower(s[0]);
    return s;
}

// The value of an import path literal; what is not one has been reported by the parser.
static std::string importPath(const ast::ImportSpec *spec) {
    constant::Value v = constant::makeFromLiteral(spec->path->text);
    return v.kind() == constant::Kind::String ? constant::stringVal(v).str() : std::string();
}

// Ours know less than a GOROOT's, and are for programs that have none.
static bool yields(StringRef importPath) {
    return importPath == "crypto/x509" || importPath == "crypto/x509/pkix";
}

// The context in which the files of a package are chosen. Of a GOROOT's packages those files are, where there
// are some, that do without assembly: assembly files are not read.
BuildContext Loader::contextOf(const LoadedPackage &p) const {
    BuildContext c = opts_.context;
    if (p.standard && !goroot().empty()) c.tags.insert("goroot");
    if (!p.standard || goroot().empty() || !StringRef(p.dir).starts_with(goroot())) return c;
    c.tags.insert({"purego", "math_big_pure_go"});
    if (StringRef(p.path).starts_with("crypto/"))
        c.goarch.clear(); // what has assembly there is used by others
    std::error_code ec;
    for (fs::directory_iterator it(p.dir, ec), end; it != end && !ec; it.increment(ec))
        if (StringRef(it->path()).ends_with("_amd64.s"))
            c.goarch.clear(); // files for other processors have Go bodies
    return c;
}

bool Loader::readFile(const std::string &file, bool constrained, std::vector<Text> &out,
                      const BuildContext *context) {
    auto buffer = llvm::MemoryBuffer::getFile(file, false, false);
    if (!buffer) {
        diags_.report(Diag::CannotOpen, {}) << file << goError(buffer.getError());
        return false;
    }
    if ((*buffer)->getBufferSize() > (size_t(256) << 20)) {
        diags_.report(Diag::FileTooLarge, {}) << file;
        return false;
    }
    if (!constrained || (context ? *context : opts_.context).matchText((*buffer)->getBuffer()))
        out.push_back({file, (*buffer)->getBuffer().str()});
    return true;
}

void Loader::parse(LoadedPackage &p, std::vector<Text> &texts) {
    for (Text &t : texts) {
        p.sources.push_back(sources_.add(t.file, std::move(t.text)));
        p.files.push_back(parseFile(*p.sources.back(), arena_, diags_));
    }
}

// The .go files of a folder that their names admit, sorted.
bool Loader::listDir(StringRef dir, std::vector<std::string> &files, const BuildContext *context) {
    std::error_code ec;
    for (fs::directory_iterator it(dir, ec), end; it != end && !ec; it.increment(ec)) {
        StringRef base = path::filename(it->path());
        if (base.ends_with(".go") && (context ? *context : opts_.context).matchFileName(base))
            files.push_back(it->path());
    }
    std::sort(files.begin(), files.end());
    return !ec;
}

void Loader::findModule(StringRef dir) {
    llvm::SmallString<128> at(dir);
    fs::make_absolute(at);
    path::remove_dots(at, true);
    for (StringRef d = at; !d.empty(); d = path::parent_path(d)) {
        auto buffer = llvm::MemoryBuffer::getFile(joined(d, "go.mod"));
        if (!buffer) continue;
        module_.dir = d.str();
        StringRef text = (*buffer)->getBuffer();
        while (!text.empty()) {
            auto [line, rest] = text.split('\n');
            text = rest;
            line = line.split("//").first.trim();
            if (line.consume_front("module ")) {
                module_.path = line.trim().trim('"').str();
            } else if (line.consume_front("go 1.")) {
                line.trim().split('.').first.getAsInteger(10, module_.goMinor);
            }
        }
        return;
    }
}

// Whether the target's folder is one of the standard library: goloom's, or that of the GOROOT which the
// folder lies in.
void Loader::findStandard(LoadedPackage &p) {
    llvm::SmallString<128> library, root, abs;
    if (fs::real_path(p.dir, abs)) return;
    if (module_.path == "std" && goroot().empty()) ownGoroot_ = path::parent_path(module_.dir).str();
    StringRef rel = abs;
    if (!fs::real_path(opts_.stdlib, library) && rel.consume_front(library) && rel.consume_front("/")) {
        p.standard = true;
    } else if (rel = abs; module_.path == "std" && !fs::real_path(joined(goroot(), "src"), root) &&
                          rel.consume_front(root) && rel.consume_front("/")) {
        p.standard = true;
        p.dir = joined(joined(goroot(), "src"), rel);
    }
    if (p.standard) p.path = rel.str();
}

LoadedPackage *Loader::parseTarget(llvm::ArrayRef<std::string> args) {
    target_ = std::make_unique<LoadedPackage>();
    LoadedPackage &p = *target_;
    p.isTarget = true;
    std::vector<std::string> files;
    bool isDir = args.size() == 1 && fs::is_directory(args[0]);
    BuildContext context = opts_.context;
    if (isDir) {
        p.dir = args[0];
        findModule(p.dir);
        findStandard(p);
        context = contextOf(p);
        if (!listDir(p.dir, files, &context)) {
            diags_.report(Diag::CannotOpen, {}) << p.dir << "not readable";
            return nullptr;
        }
        if (files.empty()) {
            diags_.report(Diag::NoGoFiles, {}) << p.dir;
            return nullptr;
        }
    } else {
        for (const std::string &a : args) {
            if (!StringRef(a).ends_with(".go")) {
                diags_.report(fs::exists(a) ? Diag::NamedNotGo : Diag::PackageNotFound, {}) << a;
                return nullptr;
            }
            files.push_back(a);
        }
        p.dir = path::parent_path(files[0]).str();
        if (p.dir.empty()) p.dir = ".";
        findModule(p.dir);
    }
    std::vector<Text> texts;
    for (const std::string &f : files)
        if (!readFile(f, isDir, texts, &context)) return nullptr;
    if (texts.empty()) {
        diags_.report(Diag::ConstraintsExclude, {}) << p.dir << p.dir;
        return nullptr;
    }
    p.goMinor = opts_.context.goMinor;
    p.sourceKey = hashOf(texts, opts_.salt + "target");
    parse(p, texts);
    if (!readEmbedded(p)) return nullptr;
    if (!opts_.langGiven && module_.goMinor) p.goMinor = module_.goMinor;
    if (!opts_.langGiven)
        for (SourceFile *src : p.sources) {
            int minor = 0;
            opts_.context.matchText(src->text(), &minor);
            if (minor) p.goMinor = minor;
        }
    for (size_t i = 1; i < p.files.size(); i++) {
        Name a = p.files[0]->name->name, b = p.files[i]->name->name;
        if (a != b && a && b) {
            diags_.report(Diag::MixedPackages, {})
                << a.str() << path::filename(p.sources[0]->name()) << b.str()
                << path::filename(p.sources[i]->name()) << p.dir;
            return nullptr;
        }
    }
    Name name = p.files[0]->name->name;
    if (p.standard) p.goMinor = LoadOptions().context.goMinor;
    if (!p.standard || name.str() == "main") p.path = name.str().str();
    if (!p.standard && name.str() != "main" && isDir && !module_.path.empty()) {
        llvm::SmallString<128> abs(p.dir);
        fs::make_absolute(abs);
        path::remove_dots(abs, true);
        StringRef rel = abs;
        if (rel.consume_front(module_.dir)) p.path = module_.path + rel.str();
    }
    p.types = std::make_unique<types::Package>(p.path, name, types::universe().scope);
    return &p;
}

void Loader::setAction(LoadedPackage &p) {
    std::string all = p.sourceKey + " " + p.path + " " + std::to_string(p.goMinor);
    // Objects have the places of their sources in them.
    llvm::SmallString<128> dir(p.dir);
    fs::make_absolute(dir);
    path::remove_dots(dir, true);
    all += " " + dir.str().str();
    if (p.isTarget)
        for (SourceFile *f : p.sources) all += " " + f->name().str();
    for (LoadedPackage *dep : p.imports) all += " " + dep->action;
    p.action = hex(all);
}

std::string Loader::stubHeader(const LoadedPackage &p) {
    std::string s = "// goloom stub " + p.types->name.str().str() + " " + p.action;
    for (const LoadedPackage *dep : p.imports) s += " " + dep->path;
    return s + "\n";
}

// Takes the stub if it is of these very sources and imports, and the package needs no building.
bool Loader::loadStub(LoadedPackage &p) {
    if (!opts_.findStub) return false;
    std::string text = opts_.findStub(p.sourceKey);
    StringRef head = StringRef(text).split('\n').first;
    if (!head.consume_front("// goloom stub ")) return false;
    llvm::SmallVector<StringRef, 16> words;
    head.split(words, ' ');
    if (words.size() < 2) return false;
    stack_.push_back(&p);
    for (StringRef path : llvm::ArrayRef(words).drop_front(2)) {
        LoadedPackage *dep = load(path, p, {});
        if (!dep) break;
        p.imports.push_back(dep);
    }
    stack_.pop_back();
    setAction(p);
    if (p.imports.size() + 2 != words.size() || p.action != words[1] ||
        (opts_.isBuilt && !opts_.isBuilt(p.action))) {
        p.imports.clear();
        return false;
    }
    p.types = std::make_unique<types::Package>(p.path, Name::of(words[0]), types::universe().scope);
    p.stub = std::move(text);
    p.fromStub = true;
    order_.push_back(&p);
    return true;
}

bool Loader::checkStub(LoadedPackage &p) {
    p.checked = true;
    std::vector<Text> texts;
    const std::vector<StubPart> parts = readStub(StringRef(p.stub).split('\n').second);
    texts.reserve(parts.size());
    for (const StubPart &part : parts)
        texts.push_back({part.file.empty() ? p.path + " (stub)" : part.file, part.text});
    parse(p, texts);
    CheckOptions opts;
    opts.goMinor = p.goMinor;
    opts.isStub = true;
    LoadedPackage *outer = std::exchange(current_, &p);
    size_t before = diags_.count();
    checkPackage(*p.types, p.files, opts, *this, arena_, diags_, p.info);
    current_ = outer;
    for (types::TypeName *t : p.info.typeNames) {
        if (!t->localIndex) continue;
        Position at = sources_.physical(t->pos);
        for (const StubPart &part : parts)
            for (const StubPart::LocalType &local : part.localTypes)
                if (part.file == at.file && local.line == at.line && local.column == at.column)
                    t->localIndex = local.index;
    }
    return diags_.count() == before;
}

// Where the package `path` of an import in `from` lies: fills found.path, .dir, .standard.
bool Loader::locate(StringRef importPath, const LoadedPackage &from, LoadedPackage &found) {
    found.goMinor = opts_.context.goMinor;
    for (LoadedPackage *p : underTest_)
        if (p->path == importPath) {
            found.path = p->path;
            return true;
        }
    auto at = [&](const std::string &dir) {
        found.dir = dir;
        return fs::is_directory(dir);
    };
    if (importPath.starts_with("./") || importPath.starts_with("../")) {
        llvm::SmallString<128> dir(from.dir);
        path::append(dir, importPath);
        path::remove_dots(dir, true);
        found.path = dir.str().str();
        while (StringRef(found.path).starts_with("/") || StringRef(found.path).starts_with("."))
            found.path.erase(0, 1);
        return at(dir.str().str());
    }
    found.path = importPath.str();
    if (!from.standard) {
        llvm::SmallString<128> abs(from.dir);
        fs::make_absolute(abs);
        for (StringRef d = abs; !d.empty(); d = path::parent_path(d)) {
            if (at(joined(joined(d, "vendor"), importPath))) return true;
            if (d == module_.dir) break;
        }
        StringRef rel = importPath;
        if (!module_.path.empty() && rel.consume_front(module_.path) &&
            (rel.empty() || rel.starts_with("/"))) {
            if (module_.goMinor && !opts_.langGiven) found.goMinor = module_.goMinor;
            return at(module_.dir + rel.str());
        }
    }
    found.standard = true;
    found.goMinor = LoadOptions().context.goMinor; // whatever the program speaks
    if (!goroot().empty() && yields(importPath) && at(joined(joined(goroot(), "src"), importPath)))
        return true;
    if (at(joined(opts_.stdlib, importPath))) {
        std::vector<std::string> files;
        if (listDir(found.dir, files) && !files.empty()) return true;
    }
    if (!goroot().empty() && at(joined(joined(goroot(), "src"), importPath))) return true;
    if (!goroot().empty() && at(joined(joined(goroot(), "src/vendor"), importPath))) return true;
    return false;
}

LoadedPackage *Loader::load(StringRef importPath, LoadedPackage &from, Pos at) {
    auto found = std::make_unique<LoadedPackage>();
    if (!locate(importPath, from, *found)) {
        diags_.report(Diag::PackageNotFound, at) << importPath;
        return nullptr;
    }
    auto &slot = byPath_[found->path];
    if (slot) {
        if (llvm::is_contained(stack_, slot.get())) {
            std::string trail = "[";
            for (LoadedPackage *p : stack_) trail += p->path + " ";
            diags_.report(Diag::ImportCycle, at) << trail + slot->path + "]";
            return nullptr;
        }
        return slot->failed ? nullptr : slot.get();
    }
    slot = std::move(found);
    LoadedPackage &p = *slot;
    size_t internal = StringRef(p.path).find("internal/");
    if (internal == StringRef::npos && StringRef(p.path).ends_with("/internal")) internal = p.path.size() - 8;
    if (internal != StringRef::npos && (internal == 0 || p.path[internal - 1] == '/')) {
        StringRef root = StringRef(p.path).take_front(internal).rtrim('/');
        bool inside = p.standard ? from.standard : (from.isTarget || StringRef(from.path).starts_with(root));
        if (!inside) {
            diags_.report(Diag::InternalPackage, at) << p.path;
            p.failed = true;
            return nullptr;
        }
    }
    std::vector<std::string> files;
    BuildContext context = contextOf(p);
    listDir(p.dir, files, &context);
    size_t before = diags_.count();
    std::vector<Text> texts;
    for (const std::string &f : files) readFile(f, true, texts, &context);
    p.sourceKey = hashOf(texts, opts_.salt);
    // What is embedded is part of the key, so it is looked for first.
    bool embeds = llvm::any_of(texts, [](const Text &t) { return StringRef(t.text).contains("//go:embed"); });
    if (embeds) {
        parse(p, texts);
        readEmbedded(p);
    }
    if (!texts.empty() && diags_.count() == before && loadStub(p)) {
        p.sources.clear();
        p.files.clear();
        return &p;
    }
    if (!embeds) parse(p, texts);
    if (texts.empty()) {
        if (files.empty())
            diags_.report(Diag::NoGoFiles, at) << p.dir;
        else
            diags_.report(Diag::ConstraintsExclude, at) << p.path << p.dir;
    }
    p.failed = diags_.count() != before;
    if (p.failed) return nullptr;
    if (p.files[0]->name->name.str() == "main") {
        diags_.report(Diag::ImportMain, at) << p.path;
        p.failed = true;
        return nullptr;
    }
    p.types = std::make_unique<types::Package>(p.path, p.files[0]->name->name, types::universe().scope);
    if (!loadImports(p) || !check(p)) p.failed = true;
    return p.failed ? nullptr : &p;
}

bool Loader::loadImports(LoadedPackage &p) {
    stack_.push_back(&p);
    bool ok = true;
    for (ast::File *f : p.files)
        for (ast::ImportSpec *spec : f->imports) {
            std::string path = importPath(spec);
            if (path == "unsafe") continue;
            if (path == "C") {
                diags_.report(Diag::UnsupportedCgo, spec->pos);
                ok = false;
                continue;
            }
            if (path.empty()) {
                diags_.report(Diag::InvalidImportPath, spec->path->pos) << spec->path->text;
                ok = false;
                continue;
            }
            LoadedPackage *dep = load(path, p, spec->path->pos);
            if (!dep)
                ok = false;
            else if (!llvm::is_contained(p.imports, dep))
                p.imports.push_back(dep);
        }
    stack_.pop_back();
    setAction(p);
    return ok;
}

bool Loader::check(LoadedPackage &p) {
    size_t before = diags_.count();
    CheckOptions opts;
    opts.goMinor = p.goMinor;
    opts.isMain = p.types->name.str() == "main";
    opts.complete = opts_.complete && !p.standard;
    LoadedPackage *outer = std::exchange(current_, &p);
    if (!p.standard)
        for (const ast::File *f : p.files) checkDirectives(*f, p.goMinor, diags_);
    checkPackage(*p.types, p.files, opts, *this, arena_, diags_, p.info);
    current_ = outer;
    p.checked = true;
    if (diags_.count() == before) bindEmbedded(p);
    if (diags_.count() == before && !p.standard) checkSizes(*p.types, p.info, diags_);
    if (diags_.count() != before) return false;
    order_.push_back(&p);
    return true;
}

bool Loader::checkTarget(LoadedPackage &p) {
    if (diags_.hasSyntaxErrors()) return false;
    for (LoadedPackage *tested : underTest_)
        if (!loadImports(*tested) || !check(*tested)) return false;
    bool imports = loadImports(p);
    // Errors of the target itself are worth hearing along with those of its imports.
    return check(p) && imports && !diags_.hasErrors();
}

types::Package *Loader::import(StringRef path, Pos at) {
    if (path == "unsafe") return types::universe().unsafe;
    LoadedPackage where;
    if (!locate(path, *current_, where)) return nullptr;
    auto it = byPath_.find(where.path);
    LoadedPackage *p = it == byPath_.end() ? nullptr : it->second.get();
    // A stub may mention a package that its own package imports only by way of others.
    if (!p) p = load(path, *current_, at);
    if (!p || p->failed) return nullptr;
    if (p->fromStub && !p->checked && !checkStub(*p)) return nullptr;
    return p->types.get();
}

} // namespace goloom
