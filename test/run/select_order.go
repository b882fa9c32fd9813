// RUN: %run %s

// The channels and values of a select are evaluated in the order of its cases, each whole.
package main

import "fmt"

type box struct{ c chan int }

var (
	first  = make(chan int, 1)
	second = make(chan int, 1)
	where  = &box{first}
	value  = 1
)

func moved(c chan int) chan int {
	where, value = &box{second}, 2
	return c
}

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "panics:", r)
		}
	}()
	f()
}

func called() chan int {
	fmt.Println("must not be called")
	return nil
}

func main() {
	select {
	case where.c <- value:
	case <-moved(nil):
	}
	fmt.Println("sent to the first:", len(first), len(second), <-first)

	where, value = &box{first}, 1
	select {
	case <-moved(nil):
	case where.c <- value + len(second):
	}
	fmt.Println("sent to the second:", len(first), len(second), <-second)

	first <- 5
	where = &box{first}
	select {
	case v := <-where.c:
		fmt.Println("received", v)
	case <-moved(nil):
	}

	try("nil", func() {
		var none *box
		select {
		case <-none.c:
		case <-called():
		}
	})
}
