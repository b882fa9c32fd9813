package os

type File struct{ fd int }

func (f *File) Read(b []byte) (n int, err error)
func (f *File) Write(b []byte) (n int, err error)
func (f *File) Close() error

type Signal interface {
	String() string
	Signal()
}

var Args []string
var Stdin, Stdout, Stderr *File
var ErrNotExist error

func Exit(code int)
func Getenv(key string) string
func ReadFile(name string) ([]byte, error)
