# The examples are tests: each folder's run.test compiles and runs its program.
import os

here = os.path.dirname(os.path.abspath(__file__))
lit_config.load_config(config, os.path.join(here, "..", "test", "lit.cfg.py"))
config.name = "goloom-examples"
config.suffixes = [".test"]
config.test_source_root = here
config.test_exec_root = os.path.join(os.path.dirname(config.test_exec_root), "examples-out")
