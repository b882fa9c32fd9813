// A chat over TCP: one goroutine a connection, one that owns the room. Here the guests are in the same program.
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"sort"
)

// A room passes on what is said to everybody in it. Only run touches members.
type room struct {
	enter, leave chan *guest
	said         chan string
}

type guest struct {
	name string
	out  chan string
}

func (r *room) run() {
	members := map[string]*guest{}
	tell := func(line string) {
		for _, g := range members {
			g.out <- line
		}
	}
	for {
		select {
		case g := <-r.enter:
			members[g.name] = g
			tell(g.name + " is here")
		case g := <-r.leave:
			delete(members, g.name)
			close(g.out)
			tell(g.name + " has left")
		case line := <-r.said:
			tell(line)
		}
	}
}

// serve speaks to one guest: a name, then lines.
func (r *room) serve(c net.Conn) {
	defer c.Close()
	in := bufio.NewScanner(c)
	if !in.Scan() {
		return
	}
	g := &guest{in.Text(), make(chan string, 16)}
	r.enter <- g
	go func() {
		for in.Scan() {
			r.said <- g.name + ": " + in.Text()
		}
		r.leave <- g
	}()
	for line := range g.out {
		fmt.Fprintln(c, line)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	r := &room{make(chan *guest), make(chan *guest), make(chan string)}
	go r.run()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go r.serve(c)
		}
	}()

	// Ann comes first, then Bob. What a guest hears until all has been said is printed.
	dial := func(name string) (*net.TCPConn, *bufio.Reader) {
		c, err := net.Dial("tcp", l.Addr().String())
		check(err)
		fmt.Fprintln(c, name)
		in := bufio.NewReader(c)
		_, err = in.ReadString('\n') // that she is here
		check(err)
		return c.(*net.TCPConn), in
	}
	ann, toAnn := dial("Ann")
	bob, toBob := dial("Bob")
	fmt.Fprintln(ann, "hello")
	fmt.Fprintln(bob, "hi!")
	heard := func(in *bufio.Reader, lines int) []string {
		var all []string
		for i := 0; i < lines; i++ {
			line, err := in.ReadString('\n')
			check(err)
			all = append(all, line[:len(line)-1])
		}
		sort.Strings(all) // who is faster differs
		return all
	}
	fmt.Printf("Ann heard %q\n", heard(toAnn, 3))
	fmt.Printf("Bob heard %q\n", heard(toBob, 2))
	check(bob.CloseWrite())
	fmt.Printf("Ann heard %q\n", heard(toAnn, 1))
	ann.Close()
	bob.Close()
	check(l.Close())
}
