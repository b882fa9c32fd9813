"""Goroutines in gdb: `source goloom-gdb.py`, then

    info goroutines          all of them: number, status, where
    goroutine N [bt]         the stack of one; `bt -all` with the runtime's frames
    goroutine N COMMAND      a gdb command in the innermost frame of one ("info locals", "print x", "up")
    goroutine all [bt]       every stack

Works on live processes and on core files: nothing in the program is called or changed. A parked goroutine is unwound by gdb
itself, from the registers that it has left on its stack: an unwinder puts them under the innermost frame of the selected thread.
"""
import struct
import time

import gdb
from gdb.unwinder import Unwinder, register_unwinder

# The order of goloom_debug in runtime/src/schedtrace.cpp.
FIELDS = ("version allgs waitReasonStrings coarsetime g.goid g.status g.waitreason g.waitsince g.m g.sched g.alllink "
          "g.startfn g.gopc g.parentGoid g.lockedm g.issystem m.procid").split()
IDLE, RUNNABLE, RUNNING, SYSCALL, WAITING, DEAD = range(6)
STATUS = ["idle", "runnable", "running", "syscall", "waiting", "dead"]
# What jump_fcontext has stored, by offset from the context.
SAVED = {"r12": 16, "r13": 24, "r14": 32, "r15": 40, "rbx": 48, "rbp": 56, "rip": 64}
CONTEXT_SIZE = 72


def read(addr, size):
    return bytes(gdb.selected_inferior().read_memory(addr, size))


def word(addr):
    return struct.unpack("<Q", read(addr, 8))[0]


def half(addr):
    return struct.unpack("<I", read(addr, 4))[0]


class Layout:
    """Where the runtime's structures have their fields; the program has a table of them, and needs no debug information."""

    def __init__(self):
        try:
            table = int(gdb.parse_and_eval("(unsigned long)&goloom_debug"))
        except gdb.error:
            raise gdb.GdbError("This program has no goroutines, or was not linked by goloom.")
        self.at = dict(zip(FIELDS, struct.unpack(f"<{len(FIELDS)}Q", read(table, 8 * len(FIELDS)))))
        if self.at["version"] != 1:
            raise gdb.GdbError("The program is of another version of goloom than this script.")


class Goroutine:
    def __init__(self, layout, g):
        at = layout.at
        self.id = word(g + at["g.goid"])
        self.status = half(g + at["g.status"])
        self.system = read(g + at["g.issystem"], 1) != b"\0"
        self.sched = word(g + at["g.sched"])
        self.startfn = word(g + at["g.startfn"])
        self.gopc, self.parent = word(g + at["g.gopc"]), word(g + at["g.parentGoid"])
        self.locked = word(g + at["g.lockedm"]) != 0
        m = word(g + at["g.m"])
        self.procid = half(m + at["m.procid"]) if m else 0
        self.state = STATUS[self.status] if self.status < len(STATUS) else "?"
        if self.status == WAITING:
            reason = read(g + at["g.waitreason"], 1)[0]
            self.state = gdb.Value(word(at["waitReasonStrings"] + 8 * reason)).cast(
                gdb.lookup_type("char").pointer()).string()
        if self.status in (WAITING, SYSCALL):
            minutes = (now(layout) - word(g + at["g.waitsince"])) // 60_000_000_000
            if minutes > 0:
                self.state += f", {minutes} minutes"
        if self.locked:
            self.state += ", locked to thread"

    def thread(self):
        for t in gdb.selected_inferior().threads():
            if self.procid and self.procid in (t.ptid[1], t.ptid[2]):
                return t
        return None


def now(layout):
    """The program's clock: in a core file as it stood."""
    stopped = word(layout.at["coarsetime"])
    live = gdb.selected_inferior().connection is not None and gdb.selected_inferior().connection.type == "native"
    return max(stopped, time.monotonic_ns()) if live else stopped


def goroutines():
    layout = Layout()
    found = []
    g = word(layout.at["allgs"])
    while g:
        gp = Goroutine(layout, g)
        if gp.status not in (IDLE, DEAD) and not gp.system:
            found.append(gp)
        g = word(g + layout.at["g.alllink"])
    if not found:
        raise gdb.GdbError("There are no goroutines yet.")
    return sorted(found, key=lambda gp: gp.id)


class FrameId:
    def __init__(self, sp, pc):
        self.sp, self.pc = sp, pc


class ParkedUnwinder(Unwinder):
    """While `context` is set: the caller of the thread's innermost frame is the goroutine that has left that context."""

    def __init__(self):
        super().__init__("goloom")
        self.context = None

    def __call__(self, pending):
        if not self.context:
            return None
        here = int(pending.read_register("rsp")), int(pending.read_register("rip"))
        if here != self.here:
            return None
        # The lowest address there is: gdb believes that stacks grow down from frame to frame.
        info = pending.create_unwind_info(FrameId(value(1), value(here[1])))
        for register, offset in SAVED.items():
            info.add_saved_register(register, value(word(self.context + offset)))
        info.add_saved_register("rsp", value(self.context + CONTEXT_SIZE))
        return info

    def enter(self, context):
        gdb.newest_frame().select()
        self.here = tuple(int(gdb.parse_and_eval(r)) for r in ("(unsigned long)$rsp", "(unsigned long)$rip"))
        self.context = context
        gdb.invalidate_cached_frames()

    def leave(self):
        self.context = None
        gdb.invalidate_cached_frames()


def value(n):
    return gdb.Value(n & (1 << 64) - 1).cast(gdb.lookup_type("unsigned long"))


unwinder = ParkedUnwinder()
register_unwinder(None, unwinder, replace=True)


class Within:
    """with Within(gp) as frame: the innermost frame of gp; None: it has none. Afterwards all is selected as before."""

    def __init__(self, gp):
        self.gp = gp

    def __enter__(self):
        self.thread = gdb.selected_thread()
        self.level = gdb.selected_frame().level()
        if self.gp.status in (RUNNING, SYSCALL):
            t = self.gp.thread()
            if not t:
                return None
            t.switch()
            return gdb.newest_frame()
        if not self.gp.sched:
            return None
        unwinder.enter(self.gp.sched)
        return gdb.newest_frame().older()

    def __exit__(self, *exception):
        unwinder.leave()
        self.thread.switch()
        gdb.execute(f"frame {self.level}", to_string=True)


def frames(frame):
    while frame is not None and frame.is_valid():
        yield frame
        try:
            frame = frame.older()
        except gdb.error:  # a broken stack
            return


def plain(name):
    """main.f of main.f(go::main::T); main.(*T).m as it is."""
    if not name or not name.endswith(")"):
        return name
    depth = 0
    for i in range(len(name) - 1, -1, -1):
        depth += (name[i] == ")") - (name[i] == "(")
        if depth == 0:
            return name[:i] if i > 0 and name[i - 1] != "." else name
    return name


def isgo(frame):
    name = frame.name()
    return bool(name) and "." in name and not name.startswith(("go::", "runtime.main"))


def outermost(frame):
    return (frame.name() or "").endswith("gostart(go::runtime::transfer_t)")


SHOWN = (gdb.TYPE_CODE_INT, gdb.TYPE_CODE_PTR, gdb.TYPE_CODE_BOOL, gdb.TYPE_CODE_FLT, gdb.TYPE_CODE_ENUM)


def arguments(frame):
    try:
        block = frame.block()
    except RuntimeError:
        return ""
    out = []
    while block is not None and block.function is None:
        block = block.superblock
    for s in block or ():
        if s.is_argument and s.name != "this":
            text = "..."
            if s.type.strip_typedefs().code in SHOWN:
                try:
                    text = str(frame.read_var(s))
                except gdb.error:
                    text = "?"
            out.append(f"{s.name}={text}")
    return ", ".join(out)


def place(pc_or_sal):
    sal = gdb.find_pc_line(pc_or_sal - 1) if isinstance(pc_or_sal, int) else pc_or_sal
    return f"{sal.symtab.fullname()}:{sal.line}" if sal.symtab else "<native>"


def backtrace(gp, everything):
    print(f"goroutine {gp.id} [{gp.state}]:")
    with Within(gp) as frame:
        if frame is None and gp.status in (RUNNING, SYSCALL):
            print("  its thread is unknown")
        elif frame is None:
            print(f"#0  {function(word(gp.startfn))} (has not begun)")
        n = 0
        for f in frames(frame):
            if outermost(f) and not everything:
                break
            if everything or isgo(f):
                print(f"#{n:<2} {plain(f.name()) or hex(f.pc())} ({arguments(f)}) at {place(f.find_sal())}")
                n += 1
            if outermost(f):
                break
    if gp.gopc and gp.parent:
        print(f"created by {function(gp.gopc - 1)} in goroutine {gp.parent} at {place(gp.gopc)}")


def function(pc):
    block = gdb.block_for_pc(pc)
    while block is not None and block.function is None:
        block = block.superblock
    if block is not None:
        return plain(block.function.print_name)
    text = gdb.execute(f"info symbol {pc:#x}", to_string=True).split(" + ")[0].split(" in section")[0]
    return plain(text.strip())


class InfoGoroutines(gdb.Command):
    """Lists the goroutines: number, status, and where each is."""

    def __init__(self):
        super().__init__("info goroutines", gdb.COMMAND_STATUS)

    def invoke(self, arg, from_tty):
        selected = gdb.selected_thread()
        for gp in goroutines():
            t = gp.thread() if gp.status in (RUNNING, SYSCALL) else None
            mark = "*" if t and selected and t.num == selected.num else " "
            where = f"{function(word(gp.startfn))} (has not begun)" if gp.startfn and not gp.sched else "?"
            with Within(gp) as frame:
                for f in frames(frame):
                    if isgo(f):
                        where = f"{plain(f.name())} at {place(f.find_sal())}"
                        break
            on = f" thread {t.num}" if t else ""
            print(f"{mark} {gp.id:<4} [{gp.state}]{on} {where}")


class GoroutineCommand(gdb.Command):
    """goroutine N [COMMAND]: the stack of goroutine N (or of `all`), or COMMAND in its innermost Go frame."""

    def __init__(self):
        super().__init__("goroutine", gdb.COMMAND_STACK, gdb.COMPLETE_NONE)

    def invoke(self, arg, from_tty):
        which, _, command = arg.partition(" ")
        command = command.strip() or "bt"
        if which != "all" and not which.isdigit():
            raise gdb.GdbError("goroutine N [COMMAND]")
        chosen = [gp for gp in goroutines() if which == "all" or gp.id == int(which)]
        if not chosen:
            raise gdb.GdbError(f"There is no goroutine {which}.")
        for i, gp in enumerate(chosen):
            if i:
                print()
            self.do(gp, command)

    def do(self, gp, command):
        words = command.split()
        if words[0] in ("bt", "backtrace", "where") and words[1:] in ([], ["-all"]):
            return backtrace(gp, bool(words[1:]))
        with Within(gp) as frame:
            if frame is None:
                raise gdb.GdbError(f"Goroutine {gp.id} has no frames.")
            go = next((f for f in frames(frame) if isgo(f)), frame)
            go.select()
            gdb.execute(command)


InfoGoroutines()
GoroutineCommand()
