package runtime

type Error interface {
	error
	RuntimeError()
}

type MemStats struct{ Alloc, TotalAlloc, Mallocs, Frees uint64 }

func GC()
func Gosched()
func Goexit()
func GOMAXPROCS(n int) int
func NumGoroutine() int
func KeepAlive(x any)
func SetFinalizer(obj, finalizer any)
func ReadMemStats(m *MemStats)
func LockOSThread()
func UnlockOSThread()
