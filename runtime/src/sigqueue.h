// Signals that programs may ask for (os/signal), and what becomes of those that they do not. Handlers only
// note what has come; a goroutine of os/signal fetches it.
#pragma once

#include "runtime/src/runtime2.h"

#include <csignal>

namespace go::runtime {

// Blocked when the program began, but for what must not be: what it starts gets the same.
extern sigset_t inheritedmask;

void initsigqueue();
bool sigsend(int sig);                                // in a handler: for os/signal; false: nobody wants it
void usersignal(int sig, siginfo_t *info, void *ctx); // in a handler: sig, sent by a process, not a fault
void sigpipe();                                       // after EPIPE on a standard stream
void lastsignal(); // on sysmon: ends the program if a signal that prints goroutines has come
[[noreturn]] void fatalsig(int sig, uintptr pc, int64 m, int code); // the end by such a signal

// For os/signal. Signals are 1 … 64; others are never there.
void signal_enable(uint32 sig);
void signal_disable(uint32 sig);
void signal_ignore(uint32 sig);
bool signal_ignored(uint32 sig);
uint32 signal_recv(); // waits, as a system call does; one goroutine's
bool signal_idle();   // everything that has come is fetched, and signal_recv waits

} // namespace go::runtime
