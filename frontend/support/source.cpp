#include "frontend/support/source.h"

#include <algorithm>

namespace goloom {

SourceFile *SourceManager::add(llvm::StringRef name, std::string text) {
    auto f = std::make_unique<SourceFile>();
    f->name_ = name.str();
    f->text_ = std::move(text);
    f->base_ = next_;
    next_ += static_cast<uint32_t>(f->text_.size()) + 1;
    f->lines_.push_back(0);
    for (uint32_t i = 0; i < f->text_.size(); i++)
        if (f->text_[i] == '\n') f->lines_.push_back(i + 1);
    files_.push_back(std::move(f));
    return files_.back().get();
}

const SourceFile *SourceManager::file(Pos p) const {
    if (!p) return nullptr;
    auto it = std::upper_bound(files_.begin(), files_.end(), p,
                               [](Pos p, const auto &f) { return p < f->begin(); });
    if (it == files_.begin()) return nullptr;
    --it;
    return (*it)->contains(p) ? it->get() : nullptr;
}

Position SourceManager::physical(Pos p) const {
    const SourceFile *f = file(p);
    if (!f) return {};
    auto off = static_cast<uint32_t>(f->offset(p));
    auto it = std::upper_bound(f->lines_.begin(), f->lines_.end(), off) - 1;
    return {f->name(), static_cast<unsigned>(it - f->lines_.begin()) + 1, off - *it + 1};
}

Position SourceManager::position(Pos p) const {
    Position r = physical(p);
    const SourceFile *f = file(p);
    if (!f || f->directives_.empty()) return r;
    auto off = static_cast<uint32_t>(f->offset(p));
    const auto &ds = f->directives_;
    auto it = std::upper_bound(ds.begin(), ds.end(), off,
                               [](uint32_t o, const SourceFile::LineDirective &d) { return o < d.from; });
    if (it == ds.begin()) return r;
    --it;
    if (it->line == 0) return r;
    Position at = physical(f->at(it->from));
    unsigned column = 0;
    if (it->column != 0) column = r.line == at.line ? it->column + (r.column - at.column) : r.column;
    return {it->file, it->line + (r.line - at.line), column};
}

llvm::StringRef SourceManager::text(Pos from, Pos to) const {
    const SourceFile *f = file(from);
    if (!f || to < from) return {};
    return f->text().substr(f->offset(from), to.off - from.off);
}

} // namespace goloom
