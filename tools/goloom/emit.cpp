#include "tools/goloom/emit.h"

#include "tools/goloom/config.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace goloom {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static const char *const cmakeText = R"(cmake_minimum_required(VERSION 3.20)
# Emitted functions use Clang's swiftcall convention.
if(NOT CMAKE_CXX_COMPILER)
  find_program(CMAKE_CXX_COMPILER NAMES clang++-22 clang++ REQUIRED)
endif()
project(@NAME@ LANGUAGES C CXX ASM)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
set(CMAKE_CXX_STANDARD 20)
# In this order the packages are initialised: each behind what it imports.
set(sources@SOURCES@)
file(GLOB_RECURSE runtime ${CMAKE_CURRENT_SOURCE_DIR}/runtime/src/*.cpp ${CMAKE_CURRENT_SOURCE_DIR}/runtime/src/*.S
     ${CMAKE_CURRENT_SOURCE_DIR}/stdlib/native.cpp)
include(runtime/src/netpoll.cmake)
netpoll_backend(runtime)
# The marks lie around what may be preempted, in the order of the link.
set(mark ${CMAKE_CURRENT_SOURCE_DIR}/runtime/src/mark)
list(REMOVE_ITEM runtime ${mark}/textbegin.S ${mark}/textend.S)
add_executable(@NAME@ ${mark}/textbegin.S ${sources} ${mark}/textend.S ${runtime})
target_include_directories(@NAME@ PRIVATE runtime/include ${CMAKE_CURRENT_SOURCE_DIR})
target_compile_options(@NAME@ PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti -fwrapv -fno-strict-aliasing
  -fno-delete-null-pointer-checks -ffp-contract=off -fno-threadsafe-statics -ffunction-sections -fdata-sections -w>)
target_link_options(@NAME@ PRIVATE -no-pie -Wl,--gc-sections -Wl,-z,now)
target_link_libraries(@NAME@ PRIVATE boost_context@LIBRARIES@)
)";

static bool write(const llvm::Twine &file, StringRef text) {
    std::error_code ec;
    llvm::raw_fd_ostream out(file.str(), ec);
    if (ec) {
        llvm::errs() << "goloom: cannot write " << file << ": " << ec.message() << '\n';
        return false;
    }
    out << text;
    return true;
}

// Copies the files of `from` that have one of the endings to the same places below `to`.
static bool copyTree(const std::string &from, const std::string &to,
                     std::initializer_list<StringRef> endings) {
    std::error_code ec;
    for (fs::recursive_directory_iterator it(from, ec), end; it != end && !ec; it.increment(ec)) {
        StringRef file = it->path();
        bool wanted = false;
        for (StringRef e : endings) wanted |= file.ends_with(e);
        if (!wanted) continue;
        std::string target = to + file.drop_front(from.size()).str();
        fs::create_directories(path::parent_path(target));
        if (std::error_code c = fs::copy_file(file, target)) {
            llvm::errs() << "goloom: cannot write " << target << ": " << c.message() << '\n';
            return false;
        }
    }
    return true;
}

bool emitFolder(llvm::ArrayRef<EmittedPackage> packages, const std::string &dir, const std::string &program) {
    if (std::error_code ec = fs::create_directories(dir)) {
        llvm::errs() << "goloom: cannot make " << dir << ": " << ec.message() << '\n';
        return false;
    }
    std::string sources;
    bool tls = false;
    for (const EmittedPackage &p : packages) {
        tls |= p.path == "crypto/internal/openssl";
        std::string name = p.path;
        for (char &c : name)
            if (!llvm::isAlnum(c) && c != '-') c = '_';
        if (!write(dir + "/" + name + ".cpp", formatCxx(p.text))) return false;
        if (!writeEmbeds(p, dir)) return false;
        sources += "\n  " + name + ".cpp";
    }
    if (!copyTree(GOLOOM_SOURCE_DIR "/runtime/include", dir + "/runtime/include", {".h"})) return false;
    if (!copyTree(GOLOOM_SOURCE_DIR "/runtime/src", dir + "/runtime/src",
                  {".h", ".cpp", ".S", ".inc", ".cmake"}))
        return false;
    if (!copyTree(GOLOOM_SOURCE_DIR "/stdlib", dir + "/stdlib", {"native.cpp", "native.h"})) return false;
    if (!tls) fs::remove_directories(dir + "/stdlib/crypto/internal/openssl");
    std::string cmake = cmakeText;
    cmake.replace(cmake.find("@LIBRARIES@"), 11, tls ? " ssl crypto" : "");
    cmake.replace(cmake.find("@SOURCES@"), 9, sources);
    for (size_t at; (at = cmake.find("@NAME@")) != std::string::npos;) cmake.replace(at, 6, program);
    return write(dir + "/CMakeLists.txt", cmake);
}

} // namespace goloom
