#!/usr/bin/env python3
"""gogen.py SEED: writes a random valid Go program to stdout, the same one for the same seed.

The program prints a trace of what it does, and its output and exit status are determined by the specification: what can
panic stands alone in its statement, calls within an expression have no effect but the trace, and what depends on the
order of goroutines or of a map is summed or sorted. Constants meet variables in each operation, so that no expression of
constants overflows. Every program ends: loops are counted, and functions call only functions before them.
"""
import os
import random
import sys

INTS = ["int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"]
FLOATS = ["float64", "float32"]
PRELUDE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Inputs", "prelude.go")


def key_of(t):
    return "[2]int" if t.startswith("map[[2]int]") else t[4:t.index("]")]


def elem(t):
    if t.startswith("map["):
        return t[len(key_of(t)) + 5:]
    return t[t.index("]") + 1:]


def is_array(t):
    return t[0] == "[" and t[1] in "1234"


class Scope:
    """Variables in sight: (name, type). Names that begin with "ro" or "p" are not assigned to."""

    def __init__(self, parent=None, result=None, loops=None):
        self.parent, self.vars = parent, []
        self.result = result if parent is None or result is not None else parent.result
        self.loops = loops if loops is not None else parent.loops if parent else []

    def all(self):
        s = self
        while s:
            yield from s.vars
            s = s.parent


class Struct:
    def __init__(self, name):
        self.name, self.fields, self.methods = name, [], []


class Func:
    def __init__(self, name, params, results):
        self.name, self.params, self.results = name, params, results


class Gen:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.out, self.depth, self.n = [], 0, 0
        self.structs, self.funcs, self.named = [], [], []
        self.calls = True  # whether an expression may call what prints
        self.budget = 0    # operators left for the expression

    def line(self, s):
        self.out.append("\t" * self.depth + s)

    def name(self, base):
        self.n += 1
        return f"{base}{self.n}"

    def pick(self, xs):
        return self.r.choice(xs)

    def chance(self, p):
        return self.r.random() < p

    # Types are their Go text.

    def basic(self):
        return self.pick(["int"] * 4 + ["string", "string", "bool", "float64", "float32", "complex128"] + INTS + self.named)

    def type(self, depth=2):
        k = self.r.random()
        if depth == 0 or k < 0.5:
            return self.basic()
        if k < 0.65:
            return "[]" + self.type(depth - 1)
        if k < 0.75:
            return f"[{self.r.randint(1, 4)}]" + self.type(depth - 1)
        if k < 0.83:
            return f"map[{self.pick(['int', 'string', 'uint8', 'bool', '[2]int'])}]" + self.type(depth - 1)
        if k < 0.88:
            return "any"
        if self.structs:
            s = self.pick(self.structs).name
            return "*" + s if self.chance(0.3) else s
        return self.basic()

    def is_int(self, t):
        return t in INTS or t in self.named

    def under(self, t):
        return "int32" if t in self.named else t

    def struct_of(self, t):
        return next((s for s in self.structs if s.name == t.lstrip("*")), None)

    def comparable(self, t):
        if is_array(t):
            return self.comparable(elem(t))
        s = self.struct_of(t)
        if s and not t.startswith("*"):
            return all(self.comparable(f) for _, f in s.fields)
        return not t.startswith(("[]", "map[", "any", "*"))

    def has_pointer(self, t):
        while t.startswith(("[", "map[")):
            t = elem(t)
        s = self.struct_of(t)
        return t.startswith("*") or bool(s) and any(self.has_pointer(ft) for _, ft in s.fields)

    # Expressions.

    def literal(self, t):
        u = self.under(t)
        if u == "string":
            return self.pick(['""', '"a"', '"héllo"', '"x\\x00y"', '"日本"', '"\\xff\\xfe"', "`raw\\n`", '"zz"'])
        if u == "bool":
            return self.pick(["true", "false"])
        if u in FLOATS:
            return self.pick(["0", "1.5", "-2.25", "1e10", "3", "0.1", "-0.5"])
        if u == "complex128":
            return self.pick(["1i", "(2+3i)", "0", "-1.5"])
        bits = int("".join(c for c in u if c.isdigit()) or 64)
        if u.startswith("u"):
            return str(self.pick([0, 1, 2, 3, 7, 100, 2**bits - 1, 2**(bits - 1), self.r.randrange(2**min(bits, 20))]))
        return str(self.pick([0, 1, -1, 2, 3, 10, 2**(bits - 1) - 1, -2**(bits - 1), self.r.randrange(100)]))

    def typed(self, t):
        return f"{t}({self.literal(t)})"

    def variable(self, t, scope):
        found = [v for v, vt in scope.all() if vt == t]
        return self.pick(found) if found else None

    def leaf(self, t, scope):
        """A variable, or a call: nothing constant."""
        v = self.variable(t, scope)
        if v and self.chance(0.85):
            return v
        if self.calls and self.chance(0.3):
            return f"tr({self.r.randrange(1000)}, {self.typed(t)})"
        return f"id({self.typed(t)})"

    def expr(self, t, scope, d=3):
        self.budget -= 1
        if self.budget < 0:
            d = 0
        u = self.under(t)
        if u == "any":
            return f"any({self.expr(self.pick(['int', 'string', 'float64', 'bool', 'uint8'] + self.named), scope, d - 1)})"
        if t.startswith(("[", "map[", "*")) or self.struct_of(t):
            return self.composite(t, scope, d)
        k = self.r.random()
        if d <= 0 or k < 0.2:
            return self.leaf(t, scope)
        if k < 0.3 and self.calls:
            fs = [f for f in self.funcs if f.results == [t]]
            if fs:
                return self.call(self.pick(fs), scope, d - 1)
        if k < 0.38:
            got = self.part(t, scope)
            if got:
                return got
        if k < 0.42:
            return f"func() {t} {{ return {self.expr(t, scope, d - 2)} }}()"
        if k < 0.45 and t in ("int", "float64", "string"):
            return f"{self.pick(['min', 'max'])}({self.expr(t, scope, d - 1)}, {self.expr(t, scope, d - 1)})"
        if k < 0.48:
            return f"pick({self.expr('bool', scope, d - 1)}, {self.expr(t, scope, d - 1)}, {self.expr(t, scope, d - 1)})"
        if u == "bool":
            return self.boolean(scope, d)
        if u == "string":
            return self.string(scope, d)
        if u in FLOATS:
            if self.chance(0.25):
                return f"{t}({self.expr(self.pick(['int', 'int32', 'uint8', 'float32', 'float64']), scope, d - 1)})"
            return f"({self.expr(t, scope, d - 1)} {self.pick('+-*/')} {self.leaf(t, scope)})"
        if u == "complex128":
            if self.chance(0.3):
                return f"complex({self.expr('float64', scope, d - 1)}, {self.expr('float64', scope, d - 1)})"
            return f"({self.expr(t, scope, d - 1)} {self.pick('+-*')} {self.leaf(t, scope)})"
        return self.integer(t, scope, d)

    def integer(self, t, scope, d):
        k = self.r.random()
        if k < 0.15:
            return f"{t}({self.expr(self.pick(INTS + self.named), scope, d - 1)})"
        if k < 0.25:
            return f"({self.expr(t, scope, d - 1)} {self.pick('/%')} ({self.leaf(t, scope)} | 1))"
        if k < 0.35:
            by = self.expr(self.pick(["uint8", "uint", "uint32"]), scope, d - 1)
            return f"({self.expr(t, scope, d - 1)} {self.pick(['<<', '>>'])} ({by} % {self.pick([8, 20, 70])}))"
        if k < 0.43:
            return f"{self.pick('-^+')}({self.expr(t, scope, d - 1)})"
        s = self.variable("string", scope)
        if k < 0.5 and t == "int" and s:
            return f"len({s})"
        op = self.pick(["+", "-", "*", "&", "|", "^", "&^"])
        if k < 0.75:
            return f"({self.expr(t, scope, d - 1)} {op} {self.leaf(t, scope)})"
        return f"({self.leaf(t, scope)} {op} {self.literal(t)})"

    def boolean(self, scope, d):
        k = self.r.random()
        if k < 0.3:
            return f"({self.expr('bool', scope, d - 1)} {self.pick(['&&', '||', '==', '!='])} {self.expr('bool', scope, d - 1)})"
        if k < 0.4:
            return f"!({self.expr('bool', scope, d - 1)})"
        vs = [(v, vt) for v, vt in scope.all() if self.comparable(vt)]
        if k < 0.5 and vs:
            v, vt = self.pick(vs)
            return f"({v} {self.pick(['==', '!='])} {self.expr(vt, scope, d - 1)})"
        t = self.pick(["int", "string", "float64", "uint8", "int16"] + self.named)
        return f"({self.expr(t, scope, d - 1)} {self.pick(['==', '!=', '<', '<=', '>', '>='])} {self.leaf(t, scope)})"

    def string(self, scope, d):
        k = self.r.random()
        if k < 0.5:
            return f"({self.expr('string', scope, d - 1)} + {self.leaf('string', scope)})"
        if k < 0.6:
            return f"string(rune({self.expr('uint16', scope, d - 1)}))"
        if k < 0.8:
            return f"string([]{self.pick(['byte', 'rune'])}({self.expr('string', scope, d - 1)}))"
        if k < 0.9:
            return f"fmt.Sprint({self.expr(self.basic(), scope, d - 1)})"
        return self.leaf("string", scope)

    def part(self, t, scope):
        """A field, an element, or a method's result, of that type."""
        found = []
        for v, vt in scope.all():
            s = self.struct_of(vt)
            if s:
                found += [f"{v}.{f}" for f, ft in s.fields if ft == t]
                found += [f"{v}.{m}({self.leaf('int', scope)})" for m in s.methods if t == "int" and self.calls]
            elif vt.startswith("map[") and elem(vt) == t and key_of(vt) != "[2]int":
                found.append(f"{v}[{self.leaf(key_of(vt), scope)}]")
            elif is_array(vt) and elem(vt) == t:
                found.append(f"{v}[uint({self.leaf('int', scope)})%{vt[1]}]")
        return self.pick(found) if found else None

    def composite(self, t, scope, d):
        v = self.variable(t, scope)
        if v and self.chance(0.8 if t.startswith("*") else 0.4):
            return v
        s = self.struct_of(t)
        if s:
            return ("&" if t.startswith("*") else "") + self.struct_lit(s, scope, d)
        if t.startswith("map["):
            key = key_of(t)
            return f"{t}{{{'{1, 2}' if key == '[2]int' else self.literal(key)}: {self.expr(elem(t), scope, d - 2)}}}"
        n = self.r.randint(0, int(t[1]) if is_array(t) else 3)
        if n and self.chance(0.2):
            return f"{t}{{{n - 1}: {self.expr(elem(t), scope, d - 2)}}}"
        return f"{t}{{{', '.join(self.expr(elem(t), scope, d - 2) for _ in range(n))}}}"

    def struct_lit(self, s, scope, d):
        some = [f for f in s.fields if self.chance(0.7)]
        return f"{s.name}{{{', '.join(f'{f}: {self.expr(t, scope, d - 2)}' for f, t in some)}}}"

    def map_key(self, t):
        return "[2]int{1, 2}" if key_of(t) == "[2]int" else self.literal(key_of(t))

    def call(self, f, scope, d):
        return f"{f.name}({', '.join(self.expr(t, scope, d) for t in f.params)})"

    def full(self, t, scope, d=3):
        self.budget = 25
        return self.expr(t, scope, d)

    # Statements.

    def block(self, scope, n):
        self.depth += 1
        for _ in range(n):
            self.stmt(scope)
        self.depth -= 1

    def stmt(self, scope):
        kinds = [(self.decl, 6), (self.assign, 6), (self.show, 4), (self.closure, 2), (self.tuple, 2), (self.risky, 3),
                 (self.appends, 2), (self.type_switch, 2), (self.deferred, 2), (self.iface, 2), (self.generic, 2),
                 (self.map_work, 2), (self.new_expr, 2)]
        if self.depth < 5:
            kinds += [(self.if_stmt, 4), (self.for_stmt, 4), (self.switch, 3), (self.range_stmt, 5), (self.goroutines, 1),
                      (self.chans, 1), (self.labelled, 2), (self.range_func, 3), (self.selects, 1)]
        if scope.loops and scope.loops[-1] and self.chance(0.3):
            kinds.append((self.leave, 3))
        fns, weights = zip(*kinds)
        self.r.choices(fns, weights)[0](scope)

    def declare(self, scope, t, e):
        v = self.name("v")
        self.line(f"var {v} {t} = {e}" if self.chance(0.5) else f"{v} := {e}")
        self.line(f"_ = {v}")
        scope.vars.append((v, t))

    def decl(self, scope):
        t = self.type()
        self.declare(scope, t, self.full(t, scope))

    def assigned(self, scope, like):
        return [(v, t) for v, t in scope.all() if not v.startswith(("ro", "p")) and like(t)]

    def assign(self, scope):
        vs = self.assigned(scope, lambda t: True)
        if not vs:
            return self.decl(scope)
        v, t = self.pick(vs)
        s = self.struct_of(t)
        if s and not t.startswith("*") and self.chance(0.6):
            f, t = self.pick(s.fields)
            v += "." + f
        elif is_array(t) and self.chance(0.6):
            self.calls = False
            v += f"[uint({self.leaf('int', scope)})%{t[1]}]"
            self.calls = True
            t = elem(t)
        k = self.r.random()
        if self.is_int(t) and k < 0.15:
            self.line(v + self.pick(["++", "--"]))
        elif self.is_int(t) and k < 0.25:
            self.line(f"{v} {self.pick(['<<=', '>>='])} {self.leaf('uint8', scope)} % 9")
        elif self.is_int(t) and k < 0.5:
            self.line(f"{v} {self.pick(['+=', '-=', '*=', '&=', '|=', '^=', '&^='])} {self.full(t, scope)}")
        elif t == "string" and k < 0.5:
            self.line(f"if len({v}) < 200 {{")
            self.line(f"\t{v} += {self.full(t, scope, 2)}")
            self.line("}")
        else:
            self.line(f"{v} = {self.full(t, scope)}")

    def show(self, scope):
        vs = [(v, t) for v, t in scope.all() if not self.has_pointer(t)]
        if not vs:
            return self.line(f'fmt.Println("at", {self.r.randrange(1000)})')
        verbs, args = [], []
        for v, t in (self.pick(vs) for _ in range(self.r.randint(1, 3))):
            verbs.append(self.pick(["%v", "%T", "%v", "%+v", "%#v"] + ["%q"] * 2 * (t == "string") +
                                   ["%x", "%d", "%08b"] * (t in INTS)))
            args.append(v)
        self.line(f'fmt.Printf("{" ".join(verbs)}\\n", {", ".join(args)})')

    def closure(self, scope):
        f, x, v = self.name("f"), self.name("p"), self.name("v")
        t, rt = self.basic(), self.basic()
        self.line(f"{f} := func({x} {t}) {rt} {{")
        inner = Scope(scope, [rt], [])
        inner.vars.append((x, t))
        self.block(inner, self.r.randint(1, 3))
        self.line(f"\treturn {self.full(rt, inner)}")
        self.line("}")
        self.line(f"{v} := {f}({self.full(t, scope)})")
        self.line(f"fmt.Println({v})")
        scope.vars.append((v, rt))

    def tuple(self, scope):
        fs = [f for f in self.funcs if len(f.results) == 2]
        if fs and self.chance(0.5):
            f = self.pick(fs)
            a, b = self.name("v"), self.name("v")
            self.budget = 25
            self.line(f"{a}, {b} := {self.call(f, scope, 2)}")
            self.line(f"_, _ = {a}, {b}")
            scope.vars += [(a, f.results[0]), (b, f.results[1])]
            return
        vs = self.assigned(scope, lambda t: True)
        for _ in range(5 if len(vs) > 1 else 0):
            (a, t), (b, u) = self.pick(vs), self.pick(vs)
            if t == u and a != b:
                self.line(f"{a}, {b} = {b}, {a}")
                return
        self.decl(scope)

    def risky(self, scope):
        """A statement that may panic, alone in a function that recovers."""
        self.calls = False
        i = self.variable("int", scope) or "id(3)"
        choices = [f"_ = id(100) / {i}", f"_ = make([]int, {i} % 50)", f"panic(fmt.Sprint({i}))", f"panic(myErr{{{i}}})",
                   "var m map[string]int; m[\"a\"] = 1", "var p *struct{ a [4]int }; p.a[1] = 2",
                   f"_ = [4]int{{}}[uint8({i})%6]", "var e any; _ = e.(int)", "var f func(); f()",
                   "var e, g any = []int{1}, []int{1}; fmt.Println(e == g)", "close((chan int)(nil))",
                   "c := make(chan int); close(c); close(c)"]
        for v, t in scope.all():
            if t.startswith("[]"):
                choices += [f"_ = {v}[{i}]", f"_ = {v}[{i}:]", f"_ = {v}[:{i}:{i}]", f"_ = {v}[1:{i}]",
                            f"_ = [2]{elem(t)}({v})"]
            elif t == "string":
                choices += [f"_ = {v}[{i}]", f"_ = {v}[{i}:]", f"_ = {v}[1:{i}]"]
            elif t == "any":
                choices += [f"_ = {v}.({self.pick(['int', 'string', 'fmt.Stringer', 'error'])})"]
            elif t.startswith("map["):
                choices += [f"delete({v}, {self.map_key(t)})"]
        self.line("func() {")
        self.line('\tdefer func() { fmt.Println("recovered:", recover()) }()')
        if self.chance(0.2):
            self.line('\tdefer func() { defer func() { fmt.Println(recover()) }(); panic("again") }()')
        self.line(f"\t{self.pick(choices)}")
        self.line("}()")
        self.calls = True

    def appends(self, scope):
        vs = self.assigned(scope, lambda t: t.startswith("[]"))
        if not vs:
            t = "[]" + self.type(1)
            return self.declare(scope, t, self.full(t, scope, 2))
        v, t = self.pick(vs)
        self.line(f"if len({v}) < 40 {{")
        self.line("\t" + self.pick([
            f"{v} = append({v}, {self.full(elem(t), scope, 2)})", f"{v} = append({v}, {v}...)",
            f"{v} = append({v}[:len({v})/2], {v}[len({v})/2:]...)", f"fmt.Println(copy({v}, {v}[len({v})/2:]))"]))
        self.line("}")
        if self.chance(0.3) and not self.has_pointer(t):
            self.line(f"fmt.Println(len({v}), {v})")

    def type_switch(self, scope):
        x = self.name("ro")
        v = self.variable("any", scope) or self.full("any", scope, 2)
        self.line(f"switch {x} := {v}.(type) {{")
        for t in self.r.sample(["int", "string", "float64", "uint8", "bool", "fmt.Stringer", "int16, int8"], 3):
            self.line(f"case {t}:")
            self.line(f'\tfmt.Printf("{t} %v\\n", {x})')
            s = Scope(scope, None, [])
            if t in ("int", "string", "float64", "uint8", "bool"):
                s.vars.append((x, t))
            self.block(s, 1)
        self.line("default:")
        self.line(f'\tfmt.Printf("other %T\\n", {x})')
        self.line("}")

    def deferred(self, scope):
        if self.chance(0.5):
            self.line(f'defer fmt.Println("deferred", {self.full(self.basic(), scope, 2)})')
            return
        self.line("defer func() {")
        self.block(Scope(scope, [], []), 1)
        self.line("}()")

    def iface(self, scope):
        ss = [s for s in self.structs if s.methods]
        if not ss:
            return self.decl(scope)
        s = self.pick(ss)
        v, f, m = self.name("ro"), self.name("f"), self.pick(s.methods)
        self.budget = 15
        self.line(f"var {v} interface{{ {m}(int) int }} = &{self.struct_lit(s, scope, 2)}")
        arg, k = self.full("int", scope, 2), self.r.randrange(3)
        if k == 0:
            self.line(f"fmt.Println({v}.{m}({arg}))")
        elif k == 1:
            self.line(f"{f} := {v}.{m}")
            self.line(f"fmt.Println({f}({arg}))")
        else:
            self.line(f"fmt.Println((*{s.name}).{m}({v}.(*{s.name}), {arg}))")

    def generic(self, scope):
        t = self.pick(["int", "string", "float64", "uint8"] + self.named)

        def a():
            return self.full(t, scope, 2)

        k = self.r.randrange(7)
        if k == 0:
            self.line(f"fmt.Println(mapTo([]{t}{{{a()}, {a()}}}, func(x {t}) string {{ return fmt.Sprint(x) }}))")
        elif k == 1:
            self.line(f"fmt.Println(fold([]{t}{{{a()}, {a()}, {a()}}}, {a()}, func(x, y {t}) {t} {{ return x + y }}))")
        elif k == 2:
            v = self.name("ro")
            self.line(f"{v} := stack[{t}]{{}}")
            for _ in range(self.r.randint(1, 3)):
                self.line(f"{v}.push({a()})")
            self.line(f"fmt.Println({v}.pop())")
            self.line(f'fmt.Printf("%T %v\\n", {v}, {v})')
        elif k == 3 and t != "string":
            self.line(f"fmt.Println(sum({a()}, {a()}, {a()}))")
        elif k == 4:
            self.line(f'fmt.Printf("%T %v\\n", pair[{t}, string]{{{a()}, "x"}}, pair[string, {t}]{{"y", {a()}}}.swap())')
        elif k == 5:
            self.line(f'fmt.Printf("%T %v\\n", local({a()}), local({a()}) == local("s"))')
        else:
            self.line(f"for ro := range (&list[{t}]{{}}).add({a()}).add({a()}).all() {{")
            self.line("\tfmt.Println(ro)")
            self.line("}")

    def map_work(self, scope):
        vs = self.assigned(scope, lambda t: t.startswith("map["))
        if not vs:
            t = f"map[{self.pick(['int', 'string'])}]" + self.type(1)
            return self.declare(scope, t, self.full(t, scope, 2))
        v, t = self.pick(vs)
        k, ok, key = self.r.random(), self.name("ro"), self.map_key(t)
        if k < 0.4:
            self.line(f"if {v} != nil {{")
            self.line(f"\t{v}[{key}] = {self.full(elem(t), scope, 2)}")
            self.line("}")
        elif k < 0.7:
            self.line(f"_, {ok} := {v}[{key}]")
            self.line(f"fmt.Println({ok}, len({v}))")
        elif k < 0.8:
            self.line(f"delete({v}, {key})")
        elif k < 0.85:
            self.line(f"clear({v})")
        elif not self.has_pointer(t):
            self.line(f"fmt.Println({v})")

    def new_expr(self, scope):
        t, p = self.basic(), self.name("ro")
        e = self.full(t, scope, 2)
        self.line(f"{p} := new({e})" if self.chance(0.5) else f"{p} := &[]{t}{{{e}}}[0]")
        if self.is_int(t):
            self.line(f"*{p} {self.pick(['+=', '-=', '^='])} {self.full(t, scope, 2)}")
        self.line(f"fmt.Println(*{p})")

    def if_stmt(self, scope):
        s = Scope(scope)
        if self.chance(0.3):
            v = self.name("ro")
            self.line(f"if {v} := {self.full('int', scope, 2)}; {v} {self.pick(['<', '>', '=='])} {self.leaf('int', scope)} {{")
            s.vars.append((v, "int"))
        else:
            self.line(f"if {self.full('bool', scope)} {{")
        self.block(Scope(s), self.r.randint(1, 3))
        if self.chance(0.3):
            self.line(f"}} else if {self.full('bool', s, 2)} {{")
            self.block(Scope(s), 1)
        if self.chance(0.5):
            self.line("} else {")
            self.block(Scope(s), self.r.randint(1, 2))
        self.line("}")

    def loop(self, header, scope, variables, label=""):
        s = Scope(scope, None, scope.loops + [label or "-"])
        s.vars += variables
        self.line(header + " {")
        for v, _ in variables:
            self.line(f"\t_ = {v}")
        self.block(s, self.r.randint(1, 3))
        self.line("}")

    def for_stmt(self, scope):
        i, fs, k = self.name("ro"), self.name("ro"), self.r.random()
        if k < 0.5:
            self.loop(f"for {i} := 0; {i} < {self.r.randint(1, 4)}; {i}++", scope, [(i, "int")])
        elif k < 0.7:
            self.line(f"var {fs} []func() int")
            self.line(f"for {i} := 0; {i} < 3; {i}++ {{")
            self.line(f"\t{fs} = append({fs}, func() int {{ {i} += {self.r.randint(0, 1)}; return {i} }})")
            self.line("}")
            self.line(f"for _, f := range {fs} {{")
            self.line('\tfmt.Print(f(), " ")')
            self.line("}")
            self.line("fmt.Println()")
        else:
            self.loop(f"for {i} := range {self.r.randint(1, 4)}", scope, [(i, "int")])

    def labelled(self, scope):
        l, i, j = self.name("L"), self.name("ro"), self.name("ro")
        self.line(f"{l}:")
        self.line(f"for {i} := range {self.pick(['3', 'upTo(3)', '[]int{4, 5}'])} {{")
        self.depth += 1
        self.line(f"_ = {i}")
        s = Scope(scope)
        s.vars.append((i, "int"))
        self.loop(f"for {j}, _ := range {self.pick(['downFrom(2)', '[3]int{}'])}", s, [(j, "int")], l)
        self.line(f"if {self.full('bool', s, 2)} {{")
        self.line(f"\t{self.pick(['break', 'continue'])} {l}")
        self.line("}")
        self.depth -= 1
        self.line("}")

    def leave(self, scope):
        label = scope.loops[-1]
        word = self.pick(["break", "continue"]) + ("" if label == "-" else " " + label)
        if self.chance(0.3):
            word = "return " + ", ".join(self.full(t, scope, 1) for t in scope.result)
        self.line(f"if {self.full('bool', scope, 2)} {{")
        self.line(f"\t{word.rstrip()}")
        self.line("}")

    def switch(self, scope):
        tagged, t = self.chance(0.5), self.pick(["int", "string", "uint8"])
        self.line(f"switch {self.full(t, scope) if tagged else ''} {{")
        cases = list(dict.fromkeys(self.literal(t) for _ in range(3))) if tagged else range(2)
        for c in cases:
            self.line(f"case {c if tagged else self.full('bool', scope, 2)}:")
            self.block(Scope(scope, None, []), 1)
            if self.chance(0.2):
                self.line("\tfallthrough")
        self.line("default:")
        self.block(Scope(scope, None, []), 1)
        self.line("}")

    def range_stmt(self, scope):
        i, x = self.name("ro"), self.name("ro")
        maps = [(v, t) for v, t in scope.all() if t.startswith(("map[int]", "map[string]"))]
        if maps and self.chance(0.25):
            v, t = self.pick(maps)
            return self.loop(f"for _, {i} := range keys({v})", scope, [(i, key_of(t))])
        over = [(v, t) for v, t in scope.all() if t.startswith("[") or t == "string"]
        if not over:
            return self.for_stmt(scope)
        v, t = self.pick(over)
        self.line(f"if len({v}) < 30 {{")
        self.depth += 1
        self.loop(f"for {i}, {x} := range {v}", scope, [(i, "int"), (x, "int32" if t == "string" else elem(t))])
        self.depth -= 1
        self.line("}")

    def range_func(self, scope):
        i, x = self.name("ro"), self.name("ro")
        self.loop(f"for {i}, {x} := range {self.pick(['upTo', 'downFrom'])}({self.r.randint(0, 4)})", scope,
                  [(i, "int"), (x, "string")])

    def goroutines(self, scope):
        out, wg, i = self.name("ro"), self.name("ro"), self.name("ro")
        s = Scope()
        s.vars.append((i, "int"))
        self.calls = False
        self.line(f"var {wg} sync.WaitGroup")
        self.line(f"{out} := make([]int, 4)")
        self.line(f"for {i} := range {out} {{")
        self.line(f"\t{wg}.Go(func() {{ {out}[{i}] = {self.full('int', s)} }})")
        self.line("}")
        self.line(f"{wg}.Wait()")
        self.line(f"fmt.Println({out})")
        self.calls = True

    def chans(self, scope):
        c, x, ok, t = self.name("ro"), self.name("ro"), self.name("ro"), self.basic()
        self.line(f"{c} := make(chan {t}, {self.r.randint(0, 2)})")
        self.line("go func() {")
        self.line(f"\tdefer close({c})")
        self.line("\tfor range 3 {")
        self.line(f"\t\t{c} <- {self.typed(t)}")
        self.line("\t}")
        self.line("}()")
        s = Scope(scope, None, [])
        s.vars.append((x, t))
        self.line(f"for {x} := range {c} {{")
        self.line(f"\tfmt.Println({x})")
        self.block(s, 1)
        self.line("}")
        self.line(f"_, {ok} := <-{c}")
        self.line(f"fmt.Println({ok})")

    def selects(self, scope):
        a, b = self.name("ro"), self.name("ro")
        self.line(f"{a}, {b} := make(chan int, 1), make(chan string)")
        if self.chance(0.5):
            self.line(f"{a} <- {self.full('int', scope, 2)}")
        self.line("select {")
        self.line(f"case x, ok := <-{a}:")
        self.line("\tfmt.Println(x, ok)")
        self.block(Scope(scope, None, []), 1)
        self.line(f"case {b} <- {self.full('string', scope, 1)}:")
        self.line('\tfmt.Println("sent")')
        self.line("default:")
        self.block(Scope(scope, None, []), 1)
        self.line("}")

    # Declarations.

    def struct_decl(self):
        s = Struct(self.name("S"))
        s.fields = [(self.name("f"), self.type(2)) for _ in range(self.r.randint(1, 4))]
        self.line(f"type {s.name} struct {{")
        for f, t in s.fields:
            self.line(f"\t{f} {t}")
        bases = [b for b in self.structs if b.methods]
        if bases and self.chance(0.4):
            base = self.pick(bases)
            self.line(f"\t{base.name}")
            s.methods = list(base.methods)
            s.fields.append((base.name, base.name))
        self.line("}\n")
        self.structs.append(s)
        # Its methods call only those of types before it.
        s.methods, methods = [], s.methods
        for m in ("M1", "M2"):
            if self.chance(0.6):
                star = self.pick(["*", ""])
                self.line(f"func (p {star}{s.name}) {m}(pn int) int {{")
                scope = Scope(None, ["int"])
                scope.vars += [("p", star + s.name), ("pn", "int")]
                self.block(scope, self.r.randint(1, 2))
                self.line(f"\treturn {self.full('int', scope)}")
                self.line("}\n")
                if m not in methods:
                    methods.append(m)
        s.methods = methods

    def func_decl(self):
        name = self.name("fn")
        params = [(self.name("a"), self.type(1)) for _ in range(self.r.randint(0, 3))]
        results = [self.basic() for _ in range(self.pick([1, 1, 2]))]
        res = [self.name("v") for _ in results] if self.chance(0.4) else []
        rs = ", ".join(f"{n} {t}" for n, t in zip(res, results)) if res else ", ".join(results)
        self.line(f"func {name}({', '.join(f'{n} {t}' for n, t in params)}) ({rs}) {{")
        # What a parameter refers to is the caller's, which may read it in the same expression.
        scope = Scope(None, results)
        scope.vars += [(n, t) for n, t in params if not t.startswith(("[]", "map[", "*"))]
        scope.vars += list(zip(res, results))
        if res and self.chance(0.7):
            self.line("\tdefer func() {")
            self.line("\t\tif e := recover(); e != nil {")
            self.line(f"\t\t\t{res[0]} = {self.typed(results[0])}")
            self.line('\t\t\tfmt.Println("in defer", e)')
            self.line("\t\t}")
            self.line("\t}()")
            if self.chance(0.5):
                self.line(f'\tif {self.full("bool", scope)} {{')
                self.line(f'\t\tpanic("{name}")')
                self.line("\t}")
        self.block(scope, self.r.randint(2, 5))
        self.line(f"\treturn {', '.join(self.full(t, scope) for t in results)}")
        self.line("}\n")
        self.funcs.append(Func(name, [t for _, t in params], results))

    def program(self):
        for _ in range(self.r.randint(0, 2)):
            n = self.name("N")
            self.named.append(n)
            self.line(f"type {n} int32\n")
            if self.chance(0.6):
                self.line(f'func (n {n}) String() string {{ return "{n}:" + strconv.Itoa(int(n)) }}\n')
        for _ in range(self.r.randint(1, 3)):
            self.struct_decl()
        for _ in range(self.r.randint(2, 4)):
            self.func_decl()
        self.line("func main() {")
        self.block(Scope(None, []), self.r.randint(8, 14))
        end = self.r.random()
        if end < 0.1:
            self.line(f"\tos.Exit({self.r.randint(1, 7)})")
        elif end < 0.2:
            self.line(f"\tpanic({self.pick(['myErr{4}', 'fmt.Sprint(1)', 'id(3.5)', 'fmt.Errorf(`wrong`)'])})")
        self.line("}")
        with open(PRELUDE) as f:
            return f.read() + "\n".join(self.out) + "\n"


if __name__ == "__main__":
    sys.stdout.write(Gen(int(sys.argv[1])).program())
