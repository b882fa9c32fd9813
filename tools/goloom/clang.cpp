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
    a.push_back("-O" + std::to_string(o.optLevel));
    if (o.optLevel >= 2) {
        a.push_back("-vectorize-loops");
        a.push_back("-vectorize-slp");
    }
    if (o.debug) {
        a.push_back("-debug-info-kind=constructor");
        a.push_back("-dwarf-version=5");
        a.push_back("-debugger-tuning=gdb");
    }
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

static bool execute(std::vector<std::string> args, StringRef text, const std::string &name,
                    clang::FrontendAction &action, std::string &errors) {
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
    return execute(args, "#include \"go/runtime.h\"\n", "goloom.h", action, errors);
}

bool compileObject(StringRef text, const std::string &name, const CompileOptions &o, const std::string &pch,
                   const std::string &out, std::string &errors) {
    auto args = frontendArgs(o);
    args.insert(args.end(), {"-ferror-limit", "5", "-emit-obj", "-o", out});
    // Its key has the headers' contents, so their times do not matter.
    if (!pch.empty()) args.insert(args.end(), {"-include-pch", pch, "-fno-validate-pch"});
    clang::EmitObjAction action;
    return execute(args, text, name, action, errors);
}

bool linkProgram(llvm::ArrayRef<std::string> objects, bool strip, const std::string &out,
                 std::string &errors) {
    std::vector<const char *> a = {
        "ld.lld",
        "--eh-frame-hdr",
        "-m",
        "elf_x86_64",
        "-no-pie",
        "-dynamic-linker",
        "/lib64/ld-linux-x86-64.so.2",
        "--gc-sections",
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
    if (strip) a.push_back("-S"); // the symbol table stays: tracebacks name functions from it
    for (const std::string &obj : objects) a.push_back(obj.c_str());
    a.insert(a.end(),
             {GOLOOM_LIB_DIR "/libgoloom_rt.a", GOLOOM_SYS_LIB_DIR "/libboost_context.a", GOLOOM_LIBSTDCXX,
              "-lm", "-lgcc", "-lgcc_eh", "-lc", "-lgcc", GOLOOM_CRTEND, GOLOOM_CRTN});
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
