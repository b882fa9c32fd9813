package strconv

func Itoa(i int) string
func Atoi(s string) (int, error)
func Quote(s string) string
func FormatInt(i int64, base int) string
