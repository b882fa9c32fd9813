package main

import (
	"fmt"
	"os/exec"
	"syscall"
)

func main() {
	out, err := exec.Command("grep", "SigBlk", "/proc/self/status").Output()
	fmt.Printf("%s%v\n", out, err)
	fmt.Println(syscall.Exec("/bin/grep", []string{"grep", "SigBlk", "/proc/self/status"}, nil))
}
