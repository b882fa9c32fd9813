package math

const (
	Pi       = 3.14159265358979323846264338327950288419716939937510582097494459
	MaxInt64 = 1<<63 - 1
	MinInt64 = -1 << 63
	MaxInt32 = 1<<31 - 1
	MaxUint8 = 1<<8 - 1
)

func Sqrt(x float64) float64
func NaN() float64
func Inf(sign int) float64
func IsNaN(f float64) bool { return f != f }
func IsInf(f float64, sign int) bool
func Copysign(f, sign float64) float64
func Float64bits(f float64) uint64
func Float64frombits(b uint64) float64
