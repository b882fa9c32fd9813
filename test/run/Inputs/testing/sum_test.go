package sum

import (
	"fmt"
	"os"
	"testing"
	"testing/quick"
)

func TestMain(m *testing.M) {
	os.Setenv("FROM_MAIN", "yes")
	code := m.Run()
	fmt.Println("TestMain:", code)
}

func TestGood(t *testing.T) {
	if Sum(1, 2, 3) != 6 || os.Getenv("FROM_MAIN") != "yes" {
		t.Error("wrong")
	}
	t.Log("shown with -v\nin two lines")
	t.Setenv("FROM_TEST", "1")
}

func check(t *testing.T, got, want int) {
	t.Helper()
	if got != want {
		t.Errorf("got %d, want %d", got, want)
	}
}

func TestSub(t *testing.T) {
	if os.Getenv("FROM_TEST") != "" {
		t.Fatal("the variable outlived its test")
	}
	t.Cleanup(func() { t.Log("outer cleanup") })
	t.Run("same name", func(t *testing.T) { check(t, Sum(2, 2), 4) })
	t.Run("same name", func(t *testing.T) {
		t.Cleanup(func() { t.Log("inner cleanup") })
		check(t, Sum(2, 2), 5)
		t.Fatal("the end")
		t.Log("not reached")
	})
	t.Run("", func(t *testing.T) { t.Skip("not today") })
	t.Run("dir", func(t *testing.T) {
		if err := os.WriteFile(t.TempDir()+"/x", []byte("x"), 0o600); err != nil {
			t.Error(err)
		}
	})
}

func TestParallel(t *testing.T) {
	order := make(chan string, 3)
	t.Run("group", func(t *testing.T) {
		t.Run("one", func(t *testing.T) {
			t.Parallel()
			order <- "parallel"
		})
		order <- "serial"
	})
	if a, b := <-order, <-order; a != "serial" || b != "parallel" {
		t.Error(a, b)
	}
}

func TestShort(t *testing.T) {
	if testing.Short() {
		t.SkipNow()
	}
}

func TestQuick(t *testing.T) {
	if err := quick.Check(func(a, b int) bool { return Sum(a, b) == a+b }, nil); err != nil {
		t.Error(err)
	}
	err := quick.Check(func(b bool) bool { return false }, &quick.Config{MaxCount: 3})
	if e, ok := err.(*quick.CheckError); !ok || e.Count != 1 {
		t.Errorf("not noticed: %v", err)
	}
}

func FuzzSum(f *testing.F) {
	f.Add(1, "x")
	f.Add(7, "y")
	f.Fuzz(func(t *testing.T, n int, s string) {
		if n == 7 {
			t.Errorf("%d %q", n, s)
		}
	})
}

func BenchmarkSum(b *testing.B) {
	for range b.N {
		Sum(1, 2, 3)
	}
}

func BenchmarkSubs(b *testing.B) {
	for _, n := range []int{1, 10} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Sum(make([]int, n)...)
			}
		})
	}
}

func ExampleSum() {
	fmt.Println(Sum(1, 2))
	// Output: 3
}

func ExampleSum_wrong() {
	fmt.Println(Sum(1, 2))
	// Output:
	// 4
}

func ExampleSum_unordered() {
	fmt.Println("a\nb")
	// Unordered output:
	// b
	// a
}

func ExampleSum_notRun() {
	fmt.Println("without output it is compiled only")
}
