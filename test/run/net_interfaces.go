// The interfaces of the machine, of which the loopback is on all; addresses of hardware.
// RUN: %run %s
package main

import (
	"fmt"
	"net"
	"slices"
)

func main() {
	lo, err := net.InterfaceByName("lo")
	fmt.Println(lo.Name, lo.Index > 0, lo.MTU > 0, err)
	fmt.Println(lo.Flags&(net.FlagUp|net.FlagLoopback|net.FlagBroadcast), lo.HardwareAddr == nil)
	same, err := net.InterfaceByIndex(lo.Index)
	fmt.Println(same.Name, err)
	list, err := net.Interfaces()
	fmt.Println(slices.ContainsFunc(list, func(i net.Interface) bool { return i.Name == "lo" && i.MTU == lo.MTU }), err)
	addrs, err := lo.Addrs()
	fmt.Println(addrs[0], addrs[0].Network(), err)
	fmt.Printf("%T\n", addrs[0])
	all, err := net.InterfaceAddrs()
	fmt.Println(len(all) >= len(addrs), slices.ContainsFunc(all, func(a net.Addr) bool { return a.String() == "127.0.0.1/8" }), err)
	_, err = lo.MulticastAddrs()
	fmt.Println(err)
	_, err = net.InterfaceByName("no-such")
	fmt.Println(err)
	_, err = net.InterfaceByName("")
	fmt.Println(err)
	_, err = net.InterfaceByIndex(0)
	fmt.Println(err)
	_, err = (*net.Interface)(nil).Addrs()
	fmt.Println(err)
	fmt.Println(net.Flags(0), net.FlagUp|net.FlagMulticast, net.FlagBroadcast|net.FlagPointToPoint|net.FlagRunning)

	for _, s := range []string{"00:00:5e:00:53:01", "02-00-5E-10-00-00-00-01", "0000.5e00.5301", "0200.5e10.0000.0001",
		"00:00:00:00:fe:80:00:00:00:00:00:00:02:00:5e:10:00:00:00:01", "", "00:00:5e:00:53", "00:00:5e:00:53:0", "00:00-5e:00:53:01",
		"00:00:5e:00:53:0g", "00.00.5e.00.53.01", "0000:5e00:5301", "00:00:5e:00:53:01:", "00:00:5e:00:53:01:02"} {
		a, err := net.ParseMAC(s)
		fmt.Println(a, len(a), err)
	}
}
