// RUN: %run %s
// Many threads ask of many types whether they implement interfaces, while the table of the answers grows.
package main

import (
	"fmt"
	"reflect"
	"sync"
)

type yes int

func (yes) Error() string { return "yes" }

func main() {
	const types = 1000
	values := make([]any, types)
	t := reflect.TypeOf(0)
	for i := range values {
		t = reflect.SliceOf(t)
		values[i] = reflect.Zero(t).Interface()
	}
	var begin, end sync.WaitGroup
	begin.Add(1)
	for i := 0; i < 8; i++ {
		end.Add(1)
		go func() {
			defer end.Done()
			begin.Wait()
			for k := range values {
				v := values[(k*7+i*11)%types]
				_, isError := v.(error)
				_, isStringer := v.(fmt.Stringer)
				if isError || isStringer {
					fmt.Printf("%T implements too much\n", v)
				}
				if _, ok := any(yes(k)).(error); !ok {
					fmt.Println("yes is no error")
				}
			}
		}()
	}
	begin.Done()
	end.Wait()
	fmt.Println("done")
}
