// RUN: %errorcheck %s

package p

func noResult() {}

func exprs(x int, s []int, c chan int, r <-chan int, w chan<- int) {
	x + 1   // ERROR "x \+ 1 \(value of type int\) is not used"
	x       // ERROR "x \(variable of type int\) is not used"
	len     // ERROR "len \(built-in\) must be called"
	int     // ERROR "int \(type\) is not an expression"
	len(s)  // ERROR "len\(s\) \(value of type int\) is not used"
	<-c
	(noResult())
	r <- 1  // ERROR "cannot send to receive-only channel <-chan int"
	x <- 1  // ERROR "cannot send to non-channel int"
	<-w     // ERROR "cannot receive from send-only channel chan<- int"
	c <- "" // ERROR "cannot use "" \(untyped string constant\) as int value in send"
	s++     // ERROR "invalid operation: s\+\+ \(non-numeric type \[\]int\)"
	go int(x) // ERROR "go requires function call, not conversion"
	defer len(s) // ERROR "defer discards result of len\(s\)"
	if x { // ERROR "non-boolean condition in if statement"
	}
	for x { // ERROR "non-boolean condition in for statement"
	}
}

func missing(x int) int {
	if x > 0 {
		return 1
	}
} // ERROR "missing return"

func terminates1() int {
	for {
	}
}
func terminates2(x int) int {
	switch {
	case x > 0:
		return 1
	default:
		panic("no")
	}
}
func terminates3(c chan int) int {
	select {
	case <-c:
		return 1
	}
}
func breaks() int {
L:
	for {
		for {
			break L
		}
	}
} // ERROR "missing return"

func shadowed() (err error) {
	{
		err := error(nil)
		_ = err
		return // ERROR "result parameter err not in scope at return(.|\n)*inner declaration of var err error"
	}
}

func selects(c chan int) {
	select {
	case x := <-c:
		_ = x
	case c <- 1:
	case noResult(): // ERROR "select case must be send or receive"
	default:
	default: // ERROR "multiple defaults \(first at .*stmt.go:75:2\)"
	}
}
