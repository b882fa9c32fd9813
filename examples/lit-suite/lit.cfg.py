# A lit suite over goloom. GOLOOM names the compiler; without it, the one on the PATH.
import os

import lit.formats

config.name = "lit-suite"
config.test_format = lit.formats.ShTest(True)
config.suffixes = [".go"]
config.excludes = []
config.test_source_root = os.path.dirname(os.path.abspath(__file__))

build = lit_config.params.get("build")
goloom = os.environ.get("GOLOOM") or (os.path.join(build, "bin", "goloom") if build else "goloom")
scratch = os.path.join(build or config.test_source_root, "lit-suite-out")
config.test_exec_root = scratch

config.environment["HOME"] = scratch
config.environment["PATH"] = os.pathsep.join(["/usr/lib/llvm-22/bin", config.environment["PATH"]])
config.substitutions.append(("%goloom", goloom))
