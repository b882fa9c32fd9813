#include "frontend/load/kept_text.h"

#include <algorithm>

namespace goloom {

using llvm::StringRef;

void KeptText::range(Pos from, Pos end, bool whole) {
    ranges_.push_back({file_.source->offset(from), file_.source->offset(end), whole});
}

void KeptText::keep(const ast::FuncDecl &d) {
    range(d.doc ? d.doc->pos() : d.pos, d.end, true);
    // A pragma counts wherever it stands behind the declaration before.
    Pos before = file_.name->end;
    for (const ast::Decl *other : file_.decls)
        if (other->end <= d.pos) before = other->end;
    for (const ast::CommentGroup *g : file_.comments)
        for (const ast::Comment &c : g->list)
            if (c.pos >= before && c.end <= d.pos && c.text.starts_with("//go:")) range(c.pos, c.end, false);
}

void KeptText::keep(const ast::GenDecl &d, const ast::Spec &s) {
    if (!d.lparen) return range(d.doc ? d.doc->pos() : d.pos, d.end, true);
    range(d.pos, d.lparen + 1, false);
    range(s.doc ? s.doc->pos() : s.pos, s.end, true);
    range({d.end.off - 1}, d.end, true);
}

bool KeptText::addClause(std::vector<Range> &ranges) const {
    StringRef before = file_.source->text().take_front(file_.source->offset(file_.name->pos));
    size_t at = before.rfind("package");
    if (at == StringRef::npos || before.drop_front(at).trim(" \t") != "package") return false;
    // Above it only a `//go:build` line means something.
    ranges.push_back({file_.goVersion.empty() ? at : 0, file_.source->offset(file_.name->end), true});
    return true;
}

std::string KeptText::text() const {
    auto ranges = ranges_;
    if (!addClause(ranges)) return {};
    for (const ast::CommentGroup *g : file_.comments)
        for (const ast::Comment &c : g->list)
            if (c.text.starts_with("//line ") || c.text.starts_with("/*line "))
                ranges.push_back({file_.source->offset(c.pos), file_.source->offset(c.end), false});
    std::stable_sort(ranges.begin(), ranges.end());

    StringRef all = file_.source->text();
    std::string out;
    size_t at = 0;
    bool whole = false;
    for (const Range &r : ranges) {
        if (r.end <= at) continue; // inside of one that is kept already
        StringRef gap = all.slice(at, std::max(at, r.from));
        size_t lines = gap.count('\n');
        size_t column = lines ? gap.size() - gap.rfind('\n') - 1 : gap.size();
        out.append(lines, '\n');
        if (whole && !lines && column) out += ';', column--;
        out.append(column, ' ');
        out += all.slice(std::max(at, r.from), r.end);
        at = r.end;
        whole = r.whole;
    }
    return out + "\n";
}

} // namespace goloom
