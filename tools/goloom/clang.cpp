#include "tools/goloom/clang.h"

#include "tools/goloom/config.h"

#include "clang/Basic/DiagnosticOptions.h"
#include "clang/CodeGen/CodeGenAction.h"
#include "clang/Format/Format.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Core/Replacement.h"

#include "lld/Common/Driver.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"

LLD_HAS_DRIVER(elf)

namespace goloom {

using llvm::StringRef;

// The very same arguments make the precompiled header and use it: Clang rejects one that differs.
static std::vector<std::string> frontendArgs(const CompileOptions &o) {
    std::vector<std::string> a = {
        "-triple",
        "x86_64-pc-linux-gnu",
        "-target-cpu",
        "x86-64",
        "-tune-cpu",
        "generic",
        "-mrelocation-model",
        "static",
        "-mframe-pointer=none",
        "-funwind-tables=2",
        "-ffp-contract=off",
        "-fmath-errno",
        "-ffunction-sections",
        "-fdata-sections",
        "-std=gnu++20",
        "-x",
        "c++",
        "-fno-rtti",
        "-fwrapv",
        "-relaxed-aliasing",
        "-fno-delete-null-pointer-checks",
        "-fno-threadsafe-statics",
        "-fno-finite-loops", // Go promises no progress: a loop or recursion without end stays one
        "-fgnuc-version=4.2.1",
        "-w",
        "-resource-dir",
        GOLOOM_RESOURCE_DIR,
        "-internal-isystem",
        GOLOOM_CXX_INCLUDE_DIR,
        "-internal-isystem",
        GOLOOM_CXX_TARGET_INCLUDE_DIR,
        "-internal-isystem",
        GOLOOM_RESOURCE_DIR "/include",
        "-internal-externc-isystem",
        "/usr/include/x86_64-linux-gnu",
        "-internal-externc-isystem",
        "/usr/include",
        "-I",
        GOLOOM_SOURCE_DIR "/runtime/include",
    };
    // A debugger's steps would end at a change of segments.
    if (GOLOOM_SPLIT_STACK && !o.debug) a.push_back("-fsplit-stack");
    a.push_back("-O" + std::to_string(o.optLevel));
    if (o.optLevel >= 2) {
        a.push_back("-vectorize-loops");
        a.push_back("-vectorize-slp");
    }
    // Tracebacks read the lines, and what was inlined where: runtime/src/symtab.cpp.
    a.push_back(o.debug ? "-debug-info-kind=constructor" : "-debug-info-kind=line-tables-only");
    a.push_back("-dwarf-version=5");
    // Objects are the same wherever they are made; only the files of //line directives are relative.
    a.push_back("-fdebug-compilation-dir=/relative");
    a.push_back("-debugger-tuning=gdb");
    if (!o.debug) a.push_back("-gno-column-info");
    return a;
}

std::string compileFlagsKey(const CompileOptions &o) {
    std::string key;
    for (const std::string &s : frontendArgs(o)) key += s + '\0';
    return key;
}

void initClang() {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    llvm::InitializeNativeTargetAsmParser();
}

namespace {

// Gives functions their Go names in the debug information: those that are annotated with "go:main.f()",
// without the parentheses if there are parameters, which a linkage name says to symtab.cpp. The annotations
// are gone then, which else would keep every function.
class GoNames : public llvm::PassInfoMixin<GoNames> {
  public:
    llvm::PreservedAnalyses run(llvm::Module &m, llvm::ModuleAnalysisManager &) {
        describeAll(m);
        llvm::GlobalVariable *all = m.getGlobalVariable("llvm.global.annotations");
        if (!all) return llvm::PreservedAnalyses::none();
        for (llvm::Use &u : llvm::cast<llvm::ConstantArray>(all->getInitializer())->operands()) {
            auto *entry = llvm::cast<llvm::ConstantStruct>(u.get());
            auto *f = llvm::dyn_cast<llvm::Function>(entry->getOperand(0)->stripPointerCasts());
            auto *text = llvm::dyn_cast<llvm::GlobalVariable>(entry->getOperand(1)->stripPointerCasts());
            auto *data = text ? llvm::dyn_cast<llvm::ConstantDataArray>(text->getInitializer()) : nullptr;
            if (!f || !data || !data->isCString()) continue;
            StringRef name = data->getAsCString();
            if (llvm::DISubprogram *sp = f->getSubprogram(); sp && name.consume_front("go:"))
                rename(sp, name);
        }
        all->eraseFromParent();
        return llvm::PreservedAnalyses::none();
    }
    static bool isRequired() { return true; }

  private:
    // The operands of a DISubprogram, as its accessors read them.
    enum { Scope = 1, Name = 2, LinkageName = 3, Declaration = 6 };
    static void rename(llvm::DISubprogram *sp, StringRef name) {
        bool paramless = name.consume_back("()");
        auto *text = llvm::MDString::get(sp->getContext(), name);
        sp->replaceOperandWith(Name, text);
        sp->replaceOperandWith(LinkageName, paramless ? text : nullptr);
        sp->replaceOperandWith(Declaration, nullptr);
        sp->replaceOperandWith(Scope, sp->getFile());
    }
    // LLVM leaves a function that nothing was inlined into out of mere line tables, unless they are for
    // profiling.
    static void describeAll(llvm::Module &m) {
        llvm::NamedMDNode *units = m.getNamedMetadata("llvm.dbg.cu");
        if (!units || units->getNumOperands() != 1) return;
        auto *cu = llvm::cast<llvm::DICompileUnit>(units->getOperand(0));
        if (cu->getEmissionKind() != llvm::DICompileUnit::LineTablesOnly) return;
        auto *profiled = llvm::DICompileUnit::getDistinct(
            m.getContext(), cu->getSourceLanguage(), cu->getFile(), cu->getProducer(), cu->isOptimized(),
            cu->getFlags(), cu->getRuntimeVersion(), cu->getSplitDebugFilename(), cu->getEmissionKind(),
            cu->getEnumTypes(), cu->getRetainedTypes(), cu->getGlobalVariables(), cu->getImportedEntities(),
            cu->getMacros(), cu->getDWOId(), cu->getSplitDebugInlining(), true, cu->getNameTableKind(),
            cu->getRangesBaseAddress(), cu->getSysRoot(), cu->getSDK());
        units->setOperand(0, profiled);
        for (llvm::Function &f : m)
            if (llvm::DISubprogram *sp = f.getSubprogram(); sp && sp->isDefinition())
                sp->replaceUnit(profiled);
    }
};

} // namespace

static bool execute(std::vector<std::string> args, StringRef text, llvm::ArrayRef<cxx::Unit::Embed> embeds,
                    const std::string &name, clang::FrontendAction &action, std::string &errors) {
    args.insert(args.end(), {"-main-file-name", name, name});
    std::vector<const char *> argv;
    argv.reserve(args.size());
    for (const std::string &s : args) argv.push_back(s.c_str());

    auto invocation = std::make_shared<clang::CompilerInvocation>();
    clang::CompilerInstance ci(invocation);
    llvm::raw_string_ostream os(errors);
    clang::DiagnosticOptions diagOpts;
    auto *printer = new clang::TextDiagnosticPrinter(os, diagOpts);
    ci.createDiagnostics(printer, true);
    if (!clang::CompilerInvocation::CreateFromArgs(ci.getInvocation(), argv, ci.getDiagnostics()))
        return false;
    ci.getDiagnostics().setIgnoreAllWarnings(true); // -w alone comes too late for this engine
    auto buffer = llvm::MemoryBuffer::getMemBuffer(text, name, false);
    ci.getPreprocessorOpts().addRemappedFile(name, buffer.release());
    for (const cxx::Unit::Embed &e : embeds) {
        std::string file = "./" + e.path; // as Clang asks for it
        auto content = llvm::MemoryBuffer::getMemBuffer(e.content, file, false);
        ci.getPreprocessorOpts().addRemappedFile(file, content.release());
    }
    ci.getCodeGenOpts().PassBuilderCallbacks.push_back([](llvm::PassBuilder &pb) {
        pb.registerPipelineStartEPCallback(
            [](llvm::ModulePassManager &pm, llvm::OptimizationLevel) { pm.addPass(GoNames()); });
    });
    ci.getFrontendOpts().DisableFree = false;
    ci.getDiagnosticOpts().ShowCarets = false; // or it counts the warnings on standard error
    return ci.ExecuteAction(action);
}

bool buildPch(const CompileOptions &o, const std::string &out, std::string &errors) {
    auto args = frontendArgs(o);
    args.insert(args.end(), {"-emit-pch", "-o", out});
    auto x = std::find(args.begin(), args.end(), "c++");
    *x = "c++-header";
    clang::GeneratePCHAction action;
    return execute(args, "#include \"go/runtime.h\"\n", {}, "goloom.h", action, errors);
}

bool compileObject(StringRef text, llvm::ArrayRef<cxx::Unit::Embed> embeds, const std::string &name,
                   const CompileOptions &o, const std::string &pch, const std::string &out,
                   std::string &errors) {
    auto args = frontendArgs(o);
    args.insert(args.end(), {"-ferror-limit", "5", "-emit-obj", "-o", out});
    // Its key has the headers' contents, so their times do not matter.
    if (!pch.empty()) args.insert(args.end(), {"-include-pch", pch, "-fno-validate-pch"});
    clang::EmitObjAction action;
    return execute(args, text, embeds, name, action, errors);
}

bool linkProgram(llvm::ArrayRef<std::string> objects, llvm::ArrayRef<const char *> libraries,
                 const CompileOptions &o, const std::string &out, std::string &errors) {
    std::vector<const char *> a = {
        "ld.lld",
        "--eh-frame-hdr",
        "-m",
        "elf_x86_64",
        "-no-pie",
        "-dynamic-linker",
        "/lib64/ld-linux-x86-64.so.2",
        "--threads=1",
        "-z",
        "now",
        "-z",
        "relro",
        "--build-id=none",
        "-o",
        out.c_str(),
        GOLOOM_CRT1,
        GOLOOM_CRTI,
        GOLOOM_CRTBEGIN,
        "-L" GOLOOM_GCC_LIB_DIR,
        "-L" GOLOOM_SYS_LIB_DIR,
    };
    a.push_back(GOLOOM_LIB_DIR "/goloom_textbegin.o"); // emitted code lies between the two: see preempt.cpp
    for (const std::string &obj : objects) a.push_back(obj.c_str());
    a.push_back(GOLOOM_LIB_DIR "/goloom_textend.o");
    a.push_back(GOLOOM_LIB_DIR "/libgoloom_rt.a");
    a.insert(a.end(), libraries.begin(), libraries.end());
    a.insert(a.end(), {GOLOOM_SYS_LIB_DIR "/libboost_context.a", GOLOOM_LIBSTDCXX, "-lm", "-lgcc", "-lgcc_eh",
                       "-lc", "-lgcc", GOLOOM_CRTEND, GOLOOM_CRTN});
    a.insert(a.end(), {GOLOOM_LINK_OPTIONS});
    if (o.debug) a.push_back("--defsym=goloom_largestacks=1"); // nothing is split, see frontendArgs
    llvm::raw_string_ostream os(errors);
    lld::Result r = lld::lldMain(a, os, os, {{lld::Gnu, &lld::elf::link}});
    return r.retCode == 0;
}

std::string formatCxx(StringRef text) {
    clang::format::FormatStyle style = clang::format::getLLVMStyle();
    style.IndentWidth = 4;
    style.ColumnLimit = 110;
    style.SortIncludes = {};
    style.AllowShortFunctionsOnASingleLine = clang::format::FormatStyle::SFS_All;
    style.AllowShortIfStatementsOnASingleLine = clang::format::FormatStyle::SIS_WithoutElse;
    style.ReflowComments = clang::format::FormatStyle::RCS_Never;
    style.MaxEmptyLinesToKeep = 1;
    std::vector<clang::tooling::Range> all = {clang::tooling::Range(0, static_cast<unsigned>(text.size()))};
    auto replacements = clang::format::reformat(style, text, all, "emitted.cpp");
    auto result = clang::tooling::applyAllReplacements(text, replacements);
    if (!result) {
        llvm::consumeError(result.takeError());
        return text.str();
    }
    return *result;
}

} // namespace goloom
