# lit's view of the tests: parse, check, lower, run, layering, and the examples.
#
#   %goloom    the compiler under test       %errorcheck  matches diagnostics with the ERROR comments of a file
#   %run       builds and runs a program, compares with its .out file
#   %repo      the top of the source tree    %t           scratch path of the test
import glob
import importlib.util
import os
import shutil

import lit.formats

config.name = "goloom"
config.test_format = lit.formats.ShTest(True)
config.suffixes = [".go", ".test"]
config.excludes = ["Inputs", "bench", "conformance", "stdlib", "unit"]
config.test_source_root = os.path.dirname(os.path.abspath(__file__))

build = os.path.abspath(lit_config.params.get("build", os.path.join(config.test_source_root, "..", "build")))
repo = os.path.dirname(config.test_source_root)
config.test_exec_root = os.path.join(build, "test-out")
goloom = os.path.join(build, "bin", "goloom")

config.environment["GOLOOM_CACHE"] = os.path.join(build, "test-cache")
config.environment["HOME"] = config.test_exec_root
config.environment["GOROOT"] = "off"  # whatever this machine has; a test names the one it is about
for name in ("GOPATH", "GOMAXPROCS", "GODEBUG", "GOTRACEBACK"):
    config.environment.pop(name, None)

llvm = "/usr/lib/llvm-22/bin"
config.environment["PATH"] = os.path.pathsep.join([os.path.join(build, "bin"), llvm, config.environment["PATH"]])
config.substitutions += [
    ("%goloom", goloom),
    ("%errorcheck", "python3 " + os.path.join(repo, "test", "check", "errorcheck.py") + " " + goloom),
    ("%run", "python3 " + os.path.join(repo, "test", "run", "run.py") + " " + goloom),
    ("%repo", repo),
    ("%build", build),
]
if os.path.exists(os.path.join(build, "bin", "runtime_basics_sanitized")):
    config.available_features.add("sanitizers")
# What the tests of the Windows poller are built and run with (tools/dev setup).
if os.path.exists("/usr/x86_64-w64-mingw32/include/winsock2.h") and glob.glob("/usr/lib/gcc/x86_64-w64-mingw32/*/libgcc.a"):
    if os.path.exists("/usr/lib/wine/wine64"):
        config.available_features.add("windows")
if os.path.exists(os.path.join(build, "bin", "runtime_basics_tsan")):
    config.available_features.add("tsan")
for tool in ("clang-format", "clang-tidy"):
    if shutil.which(tool + "-22"):
        config.available_features.add(tool)
if all(shutil.which(tool, path="/usr/bin:/usr/sbin") for tool in ("curl", "nginx", "wrk")):
    config.available_features.add("peers")
if shutil.which("curl"):
    config.available_features.add("curl")
if not shutil.which("go"):  # Go is no package of tools/dev setup: this is for those who have it
    config.excludes.append("peers_go.test")
if os.path.isdir("/usr/share/go-1.19/src"):  # package golang-1.19-src
    config.available_features.add("upstream")
if shutil.which("gdb"):
    config.available_features.add("gdb")
if importlib.util.find_spec("psutil"):  # lit needs it to stop a test
    lit_config.maxIndividualTestTime = 120
