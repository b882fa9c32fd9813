#include "frontend/support/diag.h"

#include <algorithm>
#include <cassert>

namespace goloom {

static const DiagRow rows[] = {
#define DIAG(name, code, text, example) {#name, code, text, example},
#include "frontend/support/diag.def"
#undef DIAG
};

const DiagRow &diagRow(Diag id) { return rows[static_cast<size_t>(id)]; }

DiagBuilder::~DiagBuilder() {
    std::string out;
    for (const char *p = diagRow(id_).text; *p; p++) {
        if (*p == '%' && p[1] >= '0' && p[1] <= '9') {
            size_t i = static_cast<size_t>(*++p - '0');
            assert(i < args_.size() && "diagnostic without its argument");
            out += args_[i];
        } else {
            out += *p;
        }
    }
    diags_.add({id_, pos_, std::move(out), soft_}, note_);
}

bool Diagnostics::hasSyntaxErrors(size_t from) const {
    return std::any_of(all_.begin() + static_cast<ptrdiff_t>(from), all_.end(), [](const Diagnostic &d) {
        return llvm::StringRef(d.text).starts_with("syntax error") || d.id == Diag::TooDeep;
    });
}

bool Diagnostics::anyWithin(Pos from, Pos to) const {
    return std::any_of(all_.begin(), all_.end(),
                       [&](const Diagnostic &d) { return from <= d.pos && d.pos < to; });
}

// The same text again for the same line, with nothing else reported in between.
bool Diagnostics::repeats(const Diagnostic &d) {
    if (diagRow(d.id).code[0] != 'C') return false;
    Position p = sm_.position(d.pos);
    bool again = p.line && p.line == lastAt_.line && p.file == lastAt_.file && d.text == lastText_;
    lastAt_ = p;
    lastText_ = d.text;
    return again;
}

void Diagnostics::add(Diagnostic d, bool note) {
    if (!note) {
        dropped_ = repeats(d);
        if (!dropped_) all_.push_back(std::move(d));
        return;
    }
    if (dropped_) return;
    assert(!all_.empty() && "a note continues a report");
    std::string &text = all_.back().text;
    text += "\n\t";
    if (d.pos) {
        Position p = sm_.position(d.pos);
        text += p.file.str() + ":" + std::to_string(p.line) + ":" + std::to_string(p.column) + ": ";
    }
    text += d.text;
}

void Diagnostics::print(llvm::raw_ostream &os, unsigned limit) {
    // What repeats the last report on its line says nothing new: one wrong name in a list of ten uses.
    std::vector<const Diagnostic *> sorted;
    for (const Diagnostic &d : all_) {
        bool repeats = !sorted.empty() && sorted.back()->text == d.text &&
                       !llvm::StringRef(d.text).starts_with("syntax error") &&
                       sm_.position(sorted.back()->pos).line == sm_.position(d.pos).line &&
                       sm_.file(sorted.back()->pos) == sm_.file(d.pos);
        if (!repeats) sorted.push_back(&d);
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Diagnostic *a, const Diagnostic *b) { return a->pos < b->pos; });
    const Diagnostic *last = nullptr;
    unsigned printed = 0;
    for (const Diagnostic *d : sorted) {
        Position p = sm_.position(d->pos);
        if (last && d->pos == last->pos && d->text == last->text) continue;
        if (limit && printed == limit) {
            os << "too many errors\n";
            return;
        }
        if (!p.file.empty()) {
            os << p.file << ':' << p.line;
            if (p.column) os << ':' << p.column;
            os << ": ";
        }
        os << d->text << '\n';
        printed++;
        last = d;
    }
}

} // namespace goloom
