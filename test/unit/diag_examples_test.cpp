// Every row of diag.def with an example: the front end finds just that row's fault in it. A row is without
// one only where no single file provokes it: notes below other messages, faults of folders and command lines.

#include "frontend/load/loader.h"
#include "frontend/support/diag.h"

#include "llvm/ADT/STLExtras.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <unistd.h>

using namespace goloom;

namespace {

class DiagExamples : public testing::TestWithParam<int> {
  protected:
    void SetUp() override {
        char folder[] = "/tmp/diag_examples.XXXXXX";
        ASSERT_NE(mkdtemp(folder), nullptr);
        folder_ = folder;
        file_ = folder_ + "/x.go";
    }
    void TearDown() override {
        std::remove(file_.c_str());
        rmdir(folder_.c_str());
    }
    std::string folder_, file_;
};

TEST_P(DiagExamples, ProvokesItsRow) {
    Diag id = static_cast<Diag>(GetParam());
    const DiagRow &row = diagRow(id);
    if (!*row.example) return;
    std::ofstream(file_) << row.example << "\n";

    // Program after program in one process: nothing of one may be left in the universe of the next.
    SourceManager sources;
    Arena arena;
    Diagnostics diags(sources);
    LoadOptions options;
    options.stdlib = GOLOOM_STDLIB;
    Loader loader(options, sources, arena, diags);
    if (LoadedPackage *target = loader.parseTarget(file_)) loader.checkTarget(*target);

    std::string text;
    llvm::raw_string_ostream os(text);
    diags.print(os, 0);
    EXPECT_TRUE(llvm::any_of(diags.all(), [&](const Diagnostic &d) { return d.id == id; }))
        << row.code << " " << row.name << "\n"
        << row.example << "\n"
        << text;
}

INSTANTIATE_TEST_SUITE_P(Rows, DiagExamples, testing::Range(0, static_cast<int>(Diag::Count)),
                         [](const testing::TestParamInfo<int> &i) {
                             return diagRow(static_cast<Diag>(i.param)).name;
                         });

// The codes name the rows in documents and must not be given twice.
TEST(DiagRows, CodesAreUnique) {
    std::set<std::string> seen;
    for (int i = 0; i < static_cast<int>(Diag::Count); i++) {
        const DiagRow &row = diagRow(static_cast<Diag>(i));
        EXPECT_TRUE(seen.insert(row.code).second) << row.code;
        EXPECT_TRUE(llvm::StringRef("SCLU").contains(row.code[0])) << row.code;
    }
}

} // namespace
