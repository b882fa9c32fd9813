#include "tools/goloom/testmain.h"

#include "frontend/ast/nodes.h"
#include "frontend/support/source.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Casting.h"
#include "llvm/Support/ConvertUTF.h"

#include <algorithm>

namespace goloom {

using llvm::StringRef;

namespace {

struct Example {
    std::string name, output;
    bool unordered = false;
};

struct Found {
    std::vector<std::string> tests, benchmarks, fuzz; // entries of the lists
    std::vector<std::string> examples;
    std::string main; // the TestMain to call
    bool used[2] = {};
};

std::string quoted(StringRef s) {
    std::string out = "\"";
    for (unsigned char c : s) {
        if (c == '"' || c == '\\')
            out += '\\', out += static_cast<char>(c);
        else if (c < 0x20 || c == 0x7f)
            out += "\\x" + llvm::utohexstr(c, true, 2);
        else
            out += static_cast<char>(c);
    }
    return out + '"';
}

// Is `name` the prefix, or the prefix and something that does not begin with a lower-case letter?
bool isTest(StringRef name, StringRef prefix) {
    if (!name.consume_front(prefix)) return false;
    if (name.empty()) return true;
    unsigned char c = static_cast<unsigned char>(name[0]);
    return c >= 0x80 || !llvm::isLower(static_cast<char>(c));
}

bool takesOne(const ast::FuncDecl *f) {
    return !f->recv && !f->type->typeParams && f->type->params->numFields() == 1 &&
           (!f->type->results || f->type->results->numFields() == 0);
}

// The last word of the type of the only parameter: "T" of *testing.T.
StringRef paramType(const ast::FuncDecl *f) {
    auto *star = llvm::dyn_cast<ast::StarExpr>(f->type->params->list[0]->type);
    if (!star) return {};
    if (auto *sel = llvm::dyn_cast<ast::SelectorExpr>(star->x)) return sel->sel->name.str();
    if (auto *id = llvm::dyn_cast<ast::Ident>(star->x)) return id->name.str();
    return {};
}

// A comment group without its markers, as go/ast's Text has it.
std::string commentText(const ast::CommentGroup &g) {
    std::vector<std::string> lines;
    for (const ast::Comment &c : g.list) {
        StringRef t = c.text;
        if (t.consume_front("/*")) {
            t.consume_back("*/");
        } else {
            t.consume_front("//");
            t.consume_front(" ");
        }
        llvm::SmallVector<StringRef, 8> parts;
        t.split(parts, '\n');
        for (StringRef p : parts) lines.push_back(p.rtrim().str());
    }
    std::string out;
    bool blank = true; // no leading blank lines, no two in a row
    for (const std::string &l : lines) {
        if (l.empty() && blank) continue;
        blank = l.empty();
        out += l + "\n";
    }
    while (StringRef(out).ends_with("\n\n")) out.pop_back();
    return out;
}

// The expected output of an example: what its last comment says behind "Output:" or "Unordered output:".
bool expected(const ast::File *file, const ast::FuncDecl *f, Example &e) {
    const ast::CommentGroup *last = nullptr;
    for (const ast::CommentGroup *g : file->comments)
        if (g->pos() > f->body->lbrace && g->end() <= f->body->rbrace) last = g;
    if (!last) return false;
    std::string text = commentText(*last);
    StringRef t = StringRef(text).ltrim();
    if (t.starts_with_insensitive("unordered ")) {
        e.unordered = true;
        t = t.drop_front(10);
    }
    if (!t.starts_with_insensitive("output:")) return false;
    t = t.drop_front(7).ltrim(' ');
    t.consume_front("\n");
    e.output = t.str();
    return true;
}

void find(const LoadedPackage *p, int which, StringRef alias, Found &found) {
    if (!p) return;
    for (const ast::File *file : p->files) {
        if (!file->source->name().ends_with("_test.go")) continue;
        for (const ast::Decl *d : file->decls) {
            auto *f = llvm::dyn_cast<ast::FuncDecl>(d);
            if (!f || f->recv || !f->body) continue;
            std::string name = f->name->name.str().str();
            std::string entry = "\t{" + quoted(name) + ", " + alias.str() + "." + name;
            if (name == "TestMain" && takesOne(f) && paramType(f) == "M") {
                found.main = alias.str() + ".TestMain";
            } else if (isTest(name, "Test")) {
                found.tests.push_back(entry + "},\n");
            } else if (isTest(name, "Benchmark")) {
                found.benchmarks.push_back(entry + "},\n");
            } else if (isTest(name, "Fuzz")) {
                found.fuzz.push_back(entry + "},\n");
            } else if (Example e; isTest(name, "Example") && f->type->params->numFields() == 0) {
                if (!expected(file, f, e)) continue;
                found.examples.push_back(entry + ", " + quoted(e.output) +
                                         (e.unordered ? ", true" : ", false") + "},\n");
            } else {
                continue;
            }
            found.used[which] = true;
        }
    }
}

void list(std::string &out, const char *name, const char *type, const std::vector<std::string> &entries) {
    out += std::string("\nvar ") + name + " = []testing." + type + "{\n";
    for (const std::string &e : entries) out += e;
    out += "}\n";
}

} // namespace

std::string testMain(const TestPackages &t) {
    Found found;
    find(t.package, 0, "_test", found);
    find(t.external, 1, "_xtest", found);
    std::string out = "package main\n\nimport (\n\t\"os\"\n\t\"testing\"\n";
    if (!found.main.empty()) out += "\t\"reflect\"\n";
    if (t.package) out += std::string("\t") + (found.used[0] ? "_test" : "_") + " " + quoted(t.path) + "\n";
    if (t.external)
        out += std::string("\t") + (found.used[1] ? "_xtest" : "_") + " " + quoted(t.external->path) + "\n";
    out += ")\n";
    list(out, "tests", "InternalTest", found.tests);
    list(out, "benchmarks", "InternalBenchmark", found.benchmarks);
    list(out, "fuzzTargets", "InternalFuzzTarget", found.fuzz);
    list(out, "examples", "InternalExample", found.examples);
    out += "\ntype deps struct{}\n\nfunc (deps) ImportPath() string { return " + quoted(t.path) + " }\n";
    out += "\nfunc main() {\n\tm := testing.MainStart(deps{}, tests, benchmarks, fuzzTargets, examples)\n";
    if (found.main.empty())
        out += "\tos.Exit(m.Run())\n}\n";
    else
        out += "\t" + found.main +
               "(m)\n\tos.Exit(int(reflect.ValueOf(m).Elem().FieldByName(\"exitCode\").Int()))\n}\n";
    return out;
}

} // namespace goloom
