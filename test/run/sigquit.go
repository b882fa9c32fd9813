// SIGQUIT prints every goroutine, also one that computes, and ends the program with status 2.
// RUN: %goloom build -o %t %s
// RUN: sh -c '%t; echo status $?' > %t.out 2>&1
// RUN: FileCheck %s < %t.out
// RUN: env GOMAXPROCS=1 sh -c '%t; echo status $?' > %t.out 2>&1
// RUN: FileCheck %s < %t.out

package main

import (
	"os"
	"os/exec"
	"strconv"
	"sync"
)

func computes(started chan bool) {
	close(started)
	for {
	}
}

func waits(mu *sync.Mutex) {
	mu.Lock()
}

// CHECK: SIGQUIT: quit
// CHECK-NEXT: PC=0x{{[0-9a-f]+}} m={{[0-9]+}} sigcode=0
// CHECK: goroutine 1 [chan receive]:
// CHECK-NEXT: main.main()
// CHECK-NEXT: sigquit.go:[[@LINE+13]] +0x
// CHECK: goroutine {{[0-9]+}} [sync.Mutex.Lock]:
// CHECK: main.waits(...)
// CHECK: goroutine {{[0-9]+ .(running|runnable).:}}
// CHECK-NEXT: {{main.computes\(...\)|goroutine running on other thread}}
// CHECK: status 2
func main() {
	var mu sync.Mutex
	mu.Lock()
	go waits(&mu)
	started := make(chan bool)
	go computes(started)
	go exec.Command("/bin/sh", "-c", "sleep 0.2; kill -QUIT "+strconv.Itoa(os.Getpid())).Run()
	<-make(chan int)
	<-started
}
