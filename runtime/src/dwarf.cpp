// The encodings of DWARF 5: units, abbreviations, attributes, range lists, line programs.
#include "runtime/src/dwarf.h"

namespace go::runtime::dwarf {

// ---- bytes

uint64 cursor::bytes(int n) {
    if (bad || end - p < n) {
        bad = true;
        return 0;
    }
    uint64 v = 0;
    memcpy(&v, p, static_cast<size_t>(n));
    p += n;
    return v;
}

uint64 cursor::uleb() {
    uint64 v = 0;
    for (int shift = 0;; shift += 7) {
        uint8 b = u8();
        if (shift < 64) v |= static_cast<uint64>(b & 0x7f) << shift;
        if (bad || !(b & 0x80)) return v;
    }
}

int64 cursor::sleb() {
    uint64 v = 0;
    for (int shift = 0;;) {
        uint8 b = u8();
        if (shift < 64) v |= static_cast<uint64>(b & 0x7f) << shift;
        shift += 7;
        if (bad || b & 0x80) {
            if (bad) return 0;
            continue;
        }
        if (b & 0x40 && shift < 64) v |= ~uint64(0) << shift;
        return static_cast<int64>(v);
    }
}

const char *cursor::cstr() {
    const void *zero = bad ? nullptr : memchr(p, 0, static_cast<size_t>(end - p));
    if (!zero) {
        bad = true;
        return "";
    }
    auto *s = reinterpret_cast<const char *>(p);
    p = static_cast<const uint8 *>(zero) + 1;
    return s;
}

void cursor::skip(uint64 n) {
    if (bad || n > static_cast<uint64>(end - p))
        bad = true;
    else
        p += n;
}

cursor section::at(uint64 offset, uint64 limit) const {
    if (limit > size) limit = size;
    if (offset > limit) return {data, data, true};
    return {data + offset, data + limit, false};
}

const char *section::string(uint64 offset) const { return at(offset).cstr(); }

// ---- units, 7.5.1

bool unitat(const sections &s, uint64 offset, unit *u, uint64 *next) {
    constexpr uint8 compile = 1, partial = 3;
    cursor c = s.info.at(offset);
    *next = 0;
    uint64 length = c.u32();
    if (c.bad || length >= 0xfffffff0) return false; // 64-bit DWARF: nothing here is 4 GB long
    uint64 end = offset + 4 + length;
    if (end > s.info.size) return false;
    *next = end;
    uint16 version = c.u16();
    uint8 kind = c.u8(), addrsize = c.u8();
    *u = {};
    u->abbrevs = c.u32();
    if (c.bad || version != 5 || (kind != compile && kind != partial) || addrsize != 8) return false;
    u->begin = offset;
    u->end = end;
    u->first = static_cast<uint64>(c.p - s.info.data);
    return true;
}

namespace {

enum attribute : uint32 {
    AtName = 0x03,
    AtStmtList = 0x10,
    AtLowPC = 0x11,
    AtHighPC = 0x12,
    AtCompDir = 0x1b,
    AtAbstractOrigin = 0x31,
    AtSpecification = 0x47,
    AtRanges = 0x55,
    AtCallFile = 0x58,
    AtCallLine = 0x59,
    AtLinkageName = 0x6e,
    AtStrOffsetsBase = 0x72,
    AtAddrBase = 0x73,
    AtRnglistsBase = 0x74,
};

constexpr uint32 formImplicit = 0x21;

// One abbreviation's attribute: name, form, and the constant of an implicit one.
struct specification {
    uint64 name, form;
    int64 constant;
    bool read(cursor *c) {
        name = c->uleb();
        form = c->uleb();
        constant = form == formImplicit ? c->sleb() : 0;
        return !c->bad && (name || form);
    }
};

const char *indexed(const sections &s, const unit &u, uint64 i) {
    return s.str.string(s.stroffsets.at(u.strbase + 4 * i).u32());
}

uint64 address(const sections &s, const unit &u, uint64 i) { return s.addr.at(u.addrbase + 8 * i).u64(); }

// 7.5.6, table 7.6.
value form(const sections &s, const unit &u, cursor *c, uint64 f, int64 constant) {
    auto number = [](uint64 n) { return value{value::Number, n, nullptr}; };
    auto text = [](const char *t) { return value{value::String, 0, t}; };
    auto reference = [&](uint64 n) { return value{value::Reference, u.begin + n, nullptr}; };
    auto strx = [&](uint64 i) { return text(indexed(s, u, i)); };
    auto addrx = [&](uint64 i) { return value{value::Address, address(s, u, i), nullptr}; };
    auto block = [&](uint64 n) {
        c->skip(n);
        return value{value::None, 0, nullptr};
    };
    switch (f) {
    case 0x01: return {value::Address, c->u64(), nullptr};           // addr
    case 0x03: return block(c->u16());                               // block2
    case 0x04: return block(c->u32());                               // block4
    case 0x05: return number(c->u16());                              // data2
    case 0x06: return number(c->u32());                              // data4
    case 0x07: return number(c->u64());                              // data8
    case 0x08: return text(c->cstr());                               // string
    case 0x09: return block(c->uleb());                              // block
    case 0x0a: return block(c->u8());                                // block1
    case 0x0b: return number(c->u8());                               // data1
    case 0x0c: return number(c->u8());                               // flag
    case 0x0d: return number(static_cast<uint64>(c->sleb()));        // sdata
    case 0x0e: return text(s.str.string(c->u32()));                  // strp
    case 0x0f: return number(c->uleb());                             // udata
    case 0x10: return {value::Reference, c->u32(), nullptr};         // ref_addr
    case 0x11: return reference(c->u8());                            // ref1
    case 0x12: return reference(c->u16());                           // ref2
    case 0x13: return reference(c->u32());                           // ref4
    case 0x14: return reference(c->u64());                           // ref8
    case 0x15: return reference(c->uleb());                          // ref_udata
    case 0x17: return number(c->u32());                              // sec_offset
    case 0x18: return block(c->uleb());                              // exprloc
    case 0x19: return number(1);                                     // flag_present
    case 0x1a: return strx(c->uleb());                               // strx
    case 0x1b: return addrx(c->uleb());                              // addrx
    case 0x1e: return block(16);                                     // data16
    case 0x1f: return text(s.linestr.string(c->u32()));              // line_strp
    case 0x20: return block(8);                                      // ref_sig8
    case formImplicit: return number(static_cast<uint64>(constant)); // implicit_const
    case 0x22: return block((c->uleb(), 0));                         // loclistx
    case 0x23: return {value::RangeList, c->uleb(), nullptr};        // rnglistx
    case 0x25: return strx(c->u8());                                 // strx1
    case 0x26: return strx(c->u16());                                // strx2
    case 0x27: return strx(c->bytes(3));                             // strx3
    case 0x28: return strx(c->u32());                                // strx4
    case 0x29: return addrx(c->u8());                                // addrx1
    case 0x2a: return addrx(c->u16());                               // addrx2
    case 0x2b: return addrx(c->bytes(3));                            // addrx3
    case 0x2c: return addrx(c->u32());                               // addrx4
    default: c->bad = true; return {value::None, 0, nullptr};
    }
}

void take(entry *e, uint64 name, const value &v) {
    switch (name) {
    case AtName: e->name = v.kind == value::String ? v.text : e->name; break;
    case AtCompDir: e->compdir = v.kind == value::String ? v.text : nullptr; break;
    case AtLinkageName: e->linkage = true; break;
    case AtStmtList:
        e->stmtlist = v.number;
        e->hasLines = true;
        break;
    case AtLowPC:
        e->lowpc = v.number;
        e->low = true;
        break;
    case AtHighPC:
        e->highpc = v.number;
        e->highIsOffset = v.kind == value::Number;
        break;
    case AtRanges:
        e->ranges = v.number;
        e->hasRanges = v.kind == value::RangeList;
        break;
    case AtAbstractOrigin:
    case AtSpecification: e->origin = v.kind == value::Reference ? v.number : 0; break;
    case AtCallFile: e->callFile = static_cast<uint32>(v.number); break;
    case AtCallLine: e->callLine = static_cast<uint32>(v.number); break;
    default: break;
    }
}

} // namespace

// 7.5.3. Codes count from 1 without gaps.
bool abbreviations(const sections &s, unit *u) {
    for (int pass = 0; pass < 2; pass++) {
        cursor c = s.abbrev.at(u->abbrevs);
        uint64 n = 0;
        while (uint64 code = c.uleb()) {
            if (code != ++n) return false;
            if (pass) u->codes[n - 1] = c.p;
            c.uleb(); // tag
            c.u8();   // children
            for (specification a; a.read(&c);) {
            }
            if (c.bad) return false;
        }
        if (c.bad) return false;
        if (!pass) u->codes = static_cast<const uint8 **>(persistentalloc((n + 1) * sizeof(uint8 *)));
        u->ncodes = n;
    }
    // The bases stand in the first entry, and what they are for may stand before them.
    cursor c = s.info.at(u->first, u->end);
    uint64 code = c.uleb();
    if (code == 0 || code > u->ncodes) return false;
    cursor a = {u->codes[code - 1], s.abbrev.data + s.abbrev.size, false};
    a.uleb();
    a.u8();
    for (specification x; x.read(&a);) {
        value v = form(s, *u, &c, x.form, x.constant);
        if (x.name == AtStrOffsetsBase) u->strbase = v.number;
        if (x.name == AtAddrBase) u->addrbase = v.number;
        if (x.name == AtRnglistsBase) u->rngbase = v.number;
    }
    entry e;
    c = s.info.at(u->first, u->end);
    if (!nextentry(s, *u, &c, &e)) return false;
    u->stmtlist = e.stmtlist;
    u->hasLines = e.hasLines;
    u->lowpc = e.lowpc;
    return true;
}

bool nextentry(const sections &s, const unit &u, cursor *c, entry *e) {
    *e = {};
    e->offset = static_cast<uint64>(c->p - s.info.data);
    uint64 code = c->uleb();
    if (c->bad || code > u.ncodes) return false;
    if (code == 0) return true;
    cursor a = {u.codes[code - 1], s.abbrev.data + s.abbrev.size, false};
    e->tag = static_cast<uint32>(a.uleb());
    e->children = a.u8() != 0;
    for (specification x; x.read(&a);) take(e, x.name, form(s, u, c, x.form, x.constant));
    return !c->bad;
}

// ---- range lists, 2.17.3 and 7.25

void eachrange(const sections &s, const unit &u, const entry &e, void *arg,
               void (*f)(void *, uint64, uint64)) {
    auto give = [&](uint64 lo, uint64 hi) {
        if (lo != 0 && lo < hi) f(arg, lo, hi);
    };
    if (!e.hasRanges) {
        if (e.low) give(e.lowpc, e.highIsOffset ? e.lowpc + e.highpc : e.highpc);
        return;
    }
    cursor c = s.rnglists.at(u.rngbase + s.rnglists.at(u.rngbase + 4 * e.ranges).u32());
    for (uint64 base = u.lowpc; c.more();) {
        uint64 lo, hi;
        switch (c.u8()) {
        case 1: base = address(s, u, c.uleb()); continue; // base_addressx
        case 2:                                           // startx_endx
            lo = address(s, u, c.uleb());
            hi = address(s, u, c.uleb());
            break;
        case 3: // startx_length
            lo = address(s, u, c.uleb());
            hi = lo + c.uleb();
            break;
        case 4: // offset_pair
            lo = c.uleb();
            hi = c.uleb();
            if (!base) continue;
            lo += base;
            hi += base;
            break;
        case 5: base = c.u64(); continue; // base_address
        case 6:                           // start_end
            lo = c.u64();
            hi = c.u64();
            break;
        case 7: // start_length
            lo = c.u64();
            hi = lo + c.uleb();
            break;
        default: return; // end_of_list
        }
        if (!c.bad) give(lo, hi);
    }
}

// ---- lines, 6.2.4

bool linesat(const sections &s, uint64 offset, linetable *t) {
    cursor c = s.line.at(offset);
    uint64 length = c.u32();
    if (c.bad || length >= 0xfffffff0) return false;
    c = s.line.at(offset + 4, offset + 4 + length);
    if (c.u16() != 5) return false;
    c.u16(); // sizes of addresses and selectors
    uint64 headerlen = c.u32();
    t->program = c;
    t->program.skip(headerlen);
    t->mininst = c.u8();
    c.u16(); // operations an instruction; is_stmt
    t->linebase = static_cast<int8>(c.u8());
    t->linerange = c.u8();
    t->opcodebase = c.u8();
    for (int i = 1; i < t->opcodebase; i++) t->oplengths[i] = c.u8();
    auto formats = [&](uint8 *to, uint8 *n) {
        *n = c.u8();
        if (*n > 8) c.bad = true;
        for (int i = 0; i < 2 * *n && !c.bad; i++) to[i] = static_cast<uint8>(c.uleb());
    };
    unit none = {};
    formats(t->dirformat, &t->ndirformat);
    t->ndirs = c.uleb();
    t->dirs = c;
    for (uint64 i = 0; i < t->ndirs && c.more(); i++)
        for (int k = 0; k < t->ndirformat; k++) form(s, none, &c, t->dirformat[2 * k + 1], 0);
    formats(t->fileformat, &t->nfileformat);
    t->nfiles = c.uleb();
    t->files = c;
    return !c.bad && !t->program.bad && t->linerange != 0;
}

namespace {

// The i-th entry of a list of folders or files.
void nameat(const sections &s, cursor c, const uint8 *format, int n, uint64 i, const char **name,
            uint64 *dir) {
    constexpr uint8 path = 1, directory = 2;
    unit none = {};
    for (uint64 at = 0; at <= i && c.more(); at++)
        for (int k = 0; k < n; k++) {
            value v = form(s, none, &c, format[2 * k + 1], 0);
            if (at != i || c.bad) continue;
            if (format[2 * k] == path && v.kind == value::String) *name = v.text;
            if (format[2 * k] == directory) *dir = v.number;
        }
}

} // namespace

void fileat(const sections &s, const linetable &t, uint64 i, const char **dir, const char **name) {
    uint64 folder = 0, none = 0;
    *dir = *name = "";
    if (i >= t.nfiles) return;
    nameat(s, t.files, t.fileformat, t.nfileformat, i, name, &folder);
    if (folder != 0 && folder < t.ndirs) nameat(s, t.dirs, t.dirformat, t.ndirformat, folder, dir, &none);
}

void eachrow(linetable *t, void *arg, void (*f)(void *, const row &)) {
    enum {
        Copy = 1,
        AdvancePC,
        AdvanceLine,
        SetFile,
        SetColumn,
        NegateStmt,
        BasicBlock,
        ConstAddPC,
        FixedAdvancePC
    };
    enum { EndSequence = 1, SetAddress };
    cursor &c = t->program;
    const row start = {0, 1, 1, false};
    row r = start;
    auto advance = [&](uint64 n) { r.pc += n * t->mininst; };
    while (c.more()) {
        uint8 op = c.u8();
        if (op >= t->opcodebase) {
            uint8 n = static_cast<uint8>(op - t->opcodebase);
            advance(n / t->linerange);
            r.line += static_cast<uint32>(t->linebase + n % t->linerange);
            f(arg, r);
            continue;
        }
        switch (op) {
        case 0: { // extended
            uint64 n = c.uleb();
            cursor rest = c;
            c.skip(n);
            if (c.bad) return;
            rest.end = c.p;
            uint8 extended = rest.u8();
            if (extended == SetAddress) r.pc = rest.u64();
            if (extended == EndSequence) {
                r.end = true;
                f(arg, r);
                r = start;
            }
            break;
        }
        case Copy: f(arg, r); break;
        case AdvancePC: advance(c.uleb()); break;
        case AdvanceLine: r.line += static_cast<uint32>(c.sleb()); break;
        case SetFile: r.file = static_cast<uint32>(c.uleb()); break;
        case ConstAddPC: advance(static_cast<uint8>(255 - t->opcodebase) / t->linerange); break;
        case FixedAdvancePC: r.pc += c.u16(); break;
        default:
            for (int i = 0; i < t->oplengths[op]; i++) c.uleb();
        }
    }
}

} // namespace go::runtime::dwarf
