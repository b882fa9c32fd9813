// What belongs to files besides their contents; their descriptors; copies of trees.
// RUN: %run %s
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	top, err := os.MkdirTemp("", "attr")
	check(err)
	defer os.RemoveAll(top)
	check(os.Chdir(top))
	check(os.WriteFile("f", []byte("one two three"), 0644))

	when := time.Date(2020, 2, 29, 12, 0, 0, 123456789, time.UTC)
	check(os.Chtimes("f", when.Add(time.Hour), when))
	check(os.Chtimes("f", time.Time{}, when.Add(-time.Hour)))
	info, err := os.Stat("f")
	check(err)
	st := info.Sys().(*syscall.Stat_t)
	fmt.Println(info.ModTime().UTC(), time.Unix(st.Atim.Unix()).UTC(), st.Nlink, st.Size, st.Mode&syscall.S_IFMT == syscall.S_IFREG,
		int(st.Uid) == os.Getuid(), st.Blksize > 0)
	fmt.Println(os.Chtimes("none", when, when))
	check(os.Chown("f", -1, os.Getgid()))
	check(os.Lchown("f", -1, -1))
	fmt.Println(os.Chown("none", 1, 1), os.Lchown("none", 1, 1))

	f, err := os.OpenFile("f", os.O_RDWR, 0)
	check(err)
	check(f.Chmod(0400))
	check(f.Chown(-1, -1))
	info, _ = f.Stat()
	fmt.Println(info.Mode())
	var b bytes.Buffer
	n, err := f.WriteTo(&b)
	fmt.Println(n, err, b.String())
	n, err = f.ReadFrom(strings.NewReader(" four"))
	fmt.Println(n, err)
	f.Seek(0, io.SeekStart)
	b.Reset()
	n, err = io.Copy(&b, f)
	fmt.Println(n, err, b.String())
	raw, err := f.SyscallConn()
	check(err)
	check(raw.Control(func(fd uintptr) {
		var st syscall.Stat_t
		fmt.Println(syscall.Fstat(int(fd), &st), st.Size)
	}))
	check(raw.Read(func(fd uintptr) bool {
		n, err := syscall.Pread(int(fd), make([]byte, 5), 0)
		fmt.Println(n, err)
		return true
	}))
	fmt.Println(f.Chdir())
	f.Close()
	fmt.Println(f.Chmod(0), f.Chdir())
	fmt.Println((*os.File)(nil).Chmod(0))

	check(os.MkdirAll("d/e", 0755))
	check(os.WriteFile("d/e/x", []byte("x"), 0640))
	check(os.Symlink("e/x", "d/l"))
	check(os.CopyFS("copy", os.DirFS("d")))
	check(fs.WalkDir(os.DirFS("copy"), ".", func(path string, d fs.DirEntry, err error) error {
		info, _ := d.Info()
		fmt.Println(path, info.Mode(), err)
		return nil
	}))
	fmt.Println(errors.Is(os.CopyFS("copy", os.DirFS("d")), fs.ErrExist))
	d, err := os.Open("copy")
	check(err)
	check(d.Chdir())
	d.Close()
	x, err := os.ReadFile("e/x")
	fmt.Println(string(x), err)

	os.Setenv("HOME", "/home/u")
	os.Unsetenv("XDG_CACHE_HOME")
	os.Setenv("XDG_CONFIG_HOME", "relative")
	fmt.Println(os.UserCacheDir())
	fmt.Println(os.UserConfigDir())
	_, err = os.Getgroups()
	fmt.Println(err, os.IsPathSeparator('/'), os.IsPathSeparator('\\'))
	fmt.Println((&os.SyscallError{Syscall: "x", Err: syscall.EAGAIN}).Timeout())

	// Calls by number.
	pid, _, errno := syscall.Syscall(syscall.SYS_GETPID, 0, 0, 0)
	fmt.Println(int(pid) == os.Getpid(), errno == 0)
	_, _, errno = syscall.RawSyscall(syscall.SYS_CLOSE, 12345, 0, 0)
	fmt.Println(errno, errno == syscall.EBADF)
	var size [4]uint16
	_, _, errno = syscall.Syscall(syscall.SYS_IOCTL, 12345, syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&size)))
	fmt.Println(errno)
	m, err := syscall.Mmap(-1, 0, 8192, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	check(err)
	m[8191] = 1
	fmt.Println(len(m), m[0]+m[8191])
	fmt.Println(syscall.Munmap(m))
	var u syscall.Utsname
	check(syscall.Uname(&u))
	fmt.Printf("%c%c\n", u.Sysname[0], u.Sysname[1])
	l, err := os.Create("lock")
	check(err)
	l2, _ := os.Open("lock")
	fmt.Println(syscall.Flock(int(l.Fd()), syscall.LOCK_EX|syscall.LOCK_NB), syscall.Flock(int(l2.Fd()), syscall.LOCK_SH|syscall.LOCK_NB))
	fmt.Println(syscall.NsecToTimespec(-1), syscall.NsecToTimeval(1500000000))
	_, err = syscall.BytePtrFromString("a\x00b")
	fmt.Println(err, syscall.EINVAL)
}
