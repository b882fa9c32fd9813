// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package syscall

// The natives of the package; native.cpp defines them. A call returns -1 and
// the error number, or its result and 0. Interrupted calls are made again.

// kernelCall makes the system call of that number; with blocks, others run while it waits.
func kernelCall(blocks bool, trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, errno uintptr)

func errorText(errno uintptr) string

func open(path string, flags int, perm uint32) (fd int, errno uintptr)
func read(fd int, p []byte) (n int, errno uintptr)
func write(fd int, p []byte) (n int, errno uintptr)
func pread(fd int, p []byte, offset int64) (n int, errno uintptr)
func pwrite(fd int, p []byte, offset int64) (n int, errno uintptr)
func seek(fd int, offset int64, whence int) (n int64, errno uintptr)
func closefd(fd int) (errno uintptr)
func fsync(fd int) (errno uintptr)
func ftruncate(fd int, size int64) (errno uintptr)
func pipe() (r, w int, errno uintptr)
func setNonblock(fd int, on bool) (errno uintptr)
func isNonblock(fd int) (on bool, errno uintptr)

// into is a Stat_t.
func stat(dirfd int, path string, flags int, into []int64) (errno uintptr)
func fstat(fd int, into []int64) (errno uintptr)

func unlink(path string) (errno uintptr)
func rmdir(path string) (errno uintptr)
func mkdir(path string, perm uint32) (errno uintptr)
func rename(from, to string) (errno uintptr)
func chdir(path string) (errno uintptr)
func chmod(path string, mode uint32) (errno uintptr)
func truncate(path string, size int64) (errno uintptr)
func link(from, to string) (errno uintptr)
func symlink(from, to string) (errno uintptr)
func readlink(path string) (target string, errno uintptr)
func getwd() (dir string, errno uintptr)

// readdir returns the rest of a directory: of each entry its type (a DT_
// constant), its name and a zero byte.
func readdir(fd int) (entries string, errno uintptr)

func environ() []string
func getenv(key string) (value string, found bool)
func setenv(key, value string) (errno uintptr)
func unsetenv(key string) (errno uintptr)
func clearenv()
func args() []string
func hostname() (name string, errno uintptr)

// Of sockets. Addresses are in the kernel's form; size is how long the one
// that was returned is.
func socket(domain, typ, proto int) (fd int, errno uintptr)
func bind(fd int, addr []byte) (errno uintptr)
func connect(fd int, addr []byte) (errno uintptr)
func listen(fd, backlog int) (errno uintptr)
func accept4(fd int, addr []byte, flags int) (nfd, size int, errno uintptr)
func getsockname(fd int, addr []byte) (size int, errno uintptr)
func getpeername(fd int, addr []byte) (size int, errno uintptr)
func recvfrom(fd int, p []byte, flags int, addr []byte) (n, size int, errno uintptr)
func sendto(fd int, p []byte, flags int, addr []byte) (n int, errno uintptr)
func shutdown(fd, how int) (errno uintptr)
func getsockopt(fd, level, opt int) (value int, errno uintptr)

// setsockopt sets a value of one or two 32-bit words.
func setsockopt(fd, level, opt, word0, word1, size int) (errno uintptr)

// raiseSIGPIPE ends the program as SIGPIPE does.
func raiseSIGPIPE()

// Of processes. fds is changed. options are the fields of SysProcAttr and its
// Credential, in the order of childoptions in native.cpp; usage is what
// Rusage holds.
func forkexec(path string, argv, envv []string, dir, chroot string, fds []int32, groups []uint32,
	options []int64) (pid, pidfd int, errno uintptr)
func exec(path string, argv, envv []string) (errno uintptr)
func wait4(pid, options int, usage []int64) (wpid, status int, errno uintptr)
func waitable(pid int) (errno uintptr)
func kill(pid, sig int) (errno uintptr)
func pidfdOpen(pid int) (fd int, errno uintptr)
func pidfdSendSignal(fd, sig int) (errno uintptr)
func closeOnExec(fd int) (errno uintptr)
func dup(fd int) (copy int, errno uintptr)
func dup3(fd, copy, flags int) (errno uintptr)
func mkfifo(path string, mode uint32) (errno uintptr)
func getrlimit(resource int) (soft, hard uint64, errno uintptr)
func setrlimit(resource int, soft, hard uint64) (errno uintptr)
func access(path string, mode, flags int) (errno uintptr)
func getpgid(pid int) (pgid int, errno uintptr)
func setpgid(pid, pgid int) (errno uintptr)
func setsid() (sid int, errno uintptr)
func getrusage(who int, usage []int64) (errno uintptr)
