#include "tools/goloom/emitter.h"

#include "codegen/lower/lower.h"
#include "frontend/check/inlinable.h"
#include "frontend/load/stub.h"

#include "llvm/Support/raw_ostream.h"

namespace goloom {

using llvm::StringRef;

const Facts &Emitter::factsOf(LoadedPackage &p, std::vector<Explanation> *explain) {
    if (auto &slot = facts_[&p]) return *slot;
    std::vector<const Facts *> imported;
    imported.reserve(p.imports.size() + 1);
    for (LoadedPackage *dep : p.imports) imported.push_back(&factsOf(*dep));
    // Of functions without a body the stub says what they keep.
    Facts said;
    if (p.fromStub)
        for (auto &[fn, decl] : p.info.funcs)
            for (StringRef pragma : decl->pragmas) {
                ParamLeaks leaks;
                if (!decl->body && pragma.consume_front("go:keeps ") &&
                    !pragma.consumeInteger(10, leaks.heap) && pragma.consume_front(" ") &&
                    !pragma.getAsInteger(10, leaks.results))
                    said.leaks[fn] = leaks;
            }
    imported.push_back(&said);
    auto facts =
        std::make_unique<Facts>(analyzePackage(*p.types, p.files, p.info, imported, p.goMinor, explain));
    for (auto [fn, leaks] : said.leaks) facts->leaks[fn] = leaks;
    return *(facts_[&p] = std::move(facts));
}

// Has it functions whose bodies its importers lower?
static bool lendsBodies(const LoadedPackage &p) {
    for (auto &[fn, decl] : p.info.funcs)
        if (fn->signature() && (!fn->signature()->typeParams.empty() ||
                                !fn->signature()->recvTypeParams.empty() || isInlinable(*fn, p.info)))
            return true;
    return false;
}

// facts → lower → verify → print
std::string Emitter::emit(LoadedPackage &p, const cxx::PrintOptions &print, std::string &text,
                          std::vector<cxx::Unit::Embed> &embeds) {
    std::vector<types::Package *> program;
    std::vector<LowerInput::Other> others;
    for (LoadedPackage *q : loader_.packages()) {
        if (p.types->name.str() == "main") program.push_back(q->types.get());
        if (q != &p && lendsBodies(*q))
            others.push_back({q->types.get(), &q->info, &factsOf(*q), q->goMinor});
    }
    LowerInput in{p.types.get(), p.files, &p.info, &factsOf(p), program, others, p.goMinor};
    std::unique_ptr<cxx::Unit> unit = lowerPackage(in, sources_, arena_, diags_);
    if (diags_.hasErrors()) return {};
    if (std::string broken = cxx::verify(*unit); !broken.empty()) return broken;
    llvm::raw_string_ostream os(text);
    cxx::print(*unit, print, os);
    embeds = std::move(unit->embeds);
    return {};
}

std::string Emitter::stub(LoadedPackage &p) {
    const Facts &facts = factsOf(p);
    std::string text = writeStub(*p.types, p.files, p.info, [&](const types::Func *f) {
        auto it = facts.leaks.find(f);
        ParamLeaks leaks = it == facts.leaks.end() ? ParamLeaks{} : it->second;
        return std::pair(leaks.heap, leaks.results);
    });
    return text.empty() ? text : Loader::stubHeader(p) + text;
}

} // namespace goloom
