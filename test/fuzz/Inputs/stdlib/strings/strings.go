package strings

type Builder struct{ buf []byte }

func (b *Builder) String() string { return string(b.buf) }
func (b *Builder) WriteString(s string) (int, error) {
	b.buf = append(b.buf, s...)
	return len(s), nil
}
func (b *Builder) WriteByte(c byte) error
func (b *Builder) WriteRune(r rune) (int, error)

type Reader struct{ s string }

func (r *Reader) Read(b []byte) (n int, err error)

func NewReader(s string) *Reader { return &Reader{s} }

func Repeat(s string, count int) string
func Contains(s, substr string) bool
func HasPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }
func HasSuffix(s, suffix string) bool
func Index(s, substr string) int
func Join(elems []string, sep string) string
func Split(s, sep string) []string
func Fields(s string) []string
func Cut(s, sep string) (before, after string, found bool)
func ToUpper(s string) string
func ToLower(s string) string
func TrimSpace(s string) string
func ReplaceAll(s, old, new string) string
func Map(mapping func(rune) rune, s string) string
