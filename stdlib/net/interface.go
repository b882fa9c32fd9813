// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the interfaces of the machine, which the kernel tells of over a netlink socket.

package net

import (
	"encoding/binary"
	"errors"
	"os"
	"strconv"
	"strings"
	"syscall"
	"unsafe"
)

// An Interface is where packets leave and enter the machine.
type Interface struct {
	Index        int    // from 1 on
	MTU          int    // the size of the largest packet
	Name         string // such as "eth0"
	HardwareAddr HardwareAddr
	Flags        Flags
}

// Flags say what an Interface is and does.
type Flags uint

// The Flags.
const (
	FlagUp Flags = 1 << iota // by the administrator's will
	FlagBroadcast
	FlagLoopback
	FlagPointToPoint
	FlagMulticast
	FlagRunning
)

var flagNames = [...]string{"up", "broadcast", "loopback", "pointtopoint", "multicast", "running"}

// String returns the names of the flags, with | between them.
func (f Flags) String() string {
	var names []string
	for i, name := range flagNames {
		if f&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	if names == nil {
		return "0"
	}
	return strings.Join(names, "|")
}

// The kernel's flags, in the order of ours.
var kernelFlags = [...]uint32{0x1, 0x2, 0x8, 0x10, 0x1000, 0x40}

var (
	errInvalidInterface      = errors.New("invalid network interface")
	errInvalidInterfaceIndex = errors.New("invalid network interface index")
	errInvalidInterfaceName  = errors.New("invalid network interface name")
	errNoSuchInterface       = errors.New("no such network interface")
)

func routeError(err error) error {
	if err == nil {
		return nil
	}
	return &OpError{Op: "route", Net: "ip+net", Err: err}
}

// What is said over a netlink socket; the numbers are the kernel's.
const (
	netlinkFamily = 16
	getLink       = 18
	newLink       = 16
	getAddr       = 22
	newAddr       = 20
	messageError  = 2
	messageDone   = 3
	dump          = 0x301 // flags: a request for all

	linkAddress = 1
	linkName    = 3
	linkMTU     = 4
	addrAddress = 1
	addrLocal   = 2
)

// netlink asks for all there is of one kind and calls f with each.
func netlink(kind uint16, f func(kind uint16, body []byte)) error {
	s, err := syscall.Socket(netlinkFamily, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return os.NewSyscallError("netlinkrib", err)
	}
	defer syscall.Close(s)
	native := binary.NativeEndian
	request := make([]byte, 20) // a header, and a family: all
	native.PutUint32(request, uint32(len(request)))
	native.PutUint16(request[4:], kind)
	native.PutUint16(request[6:], dump)
	native.PutUint32(request[8:], 1)
	to := [12]byte{netlinkFamily}
	_, _, errno := syscall.Syscall6(syscall.SYS_SENDTO, uintptr(s), uintptr(unsafe.Pointer(&request[0])), uintptr(len(request)), 0,
		uintptr(unsafe.Pointer(&to)), uintptr(len(to)))
	if errno != 0 {
		return os.NewSyscallError("netlinkrib", errno)
	}
	room := make([]byte, 1<<16)
	for {
		n, err := syscall.Read(s, room)
		if err != nil {
			return os.NewSyscallError("netlinkrib", err)
		}
		for m := room[:n]; len(m) >= 16; {
			size := int(native.Uint32(m))
			if size < 16 || size > len(m) {
				return os.NewSyscallError("netlinkrib", syscall.EINVAL)
			}
			switch kind := native.Uint16(m[4:]); kind {
			case messageDone:
				return nil
			case messageError:
				return os.NewSyscallError("netlinkrib", syscall.EINVAL)
			default:
				f(kind, m[16:size])
			}
			m = m[min((size+3)&^3, len(m)):]
		}
	}
}

// attributes calls f with each attribute of a message.
func attributes(b []byte, f func(kind uint16, value []byte)) {
	for len(b) >= 4 {
		size := int(binary.NativeEndian.Uint16(b))
		if size < 4 || size > len(b) {
			return
		}
		f(binary.NativeEndian.Uint16(b[2:]), b[4:size])
		b = b[min((size+3)&^3, len(b)):]
	}
}

func newInterface(body []byte) Interface {
	native := binary.NativeEndian
	ifi := Interface{Index: int(native.Uint32(body[4:]))}
	flags := native.Uint32(body[8:])
	for i, bit := range kernelFlags {
		if flags&bit != 0 {
			ifi.Flags |= 1 << i
		}
	}
	kind := native.Uint16(body[2:])
	attributes(body[16:], func(k uint16, v []byte) {
		switch {
		case k == linkAddress:
			// The ends of a tunnel are addresses too, but not of hardware.
			tunnel := len(v) == 4 && (kind == 768 || kind == 776 || kind == 778) || len(v) == 16 && (kind == 769 || kind == 823)
			zero := true
			for _, b := range v {
				zero = zero && b == 0
			}
			if !tunnel && !zero {
				ifi.HardwareAddr = append(HardwareAddr(nil), v...)
			}
		case k == linkName && len(v) > 0:
			ifi.Name = string(v[:len(v)-1])
		case k == linkMTU && len(v) >= 4:
			ifi.MTU = int(native.Uint32(v))
		}
	})
	return ifi
}

func interfaces() (list []Interface, err error) {
	err = netlink(getLink, func(kind uint16, body []byte) {
		if kind == newLink && len(body) >= 16 {
			list = append(list, newInterface(body))
		}
	})
	return list, err
}

// Interfaces returns the interfaces of the machine.
func Interfaces() ([]Interface, error) {
	list, err := interfaces()
	return list, routeError(err)
}

// InterfaceByIndex returns the interface with a number.
func InterfaceByIndex(index int) (*Interface, error) {
	if index <= 0 {
		return nil, routeError(errInvalidInterfaceIndex)
	}
	return findInterface(func(ifi *Interface) bool { return ifi.Index == index })
}

// InterfaceByName returns the interface with a name.
func InterfaceByName(name string) (*Interface, error) {
	if name == "" {
		return nil, routeError(errInvalidInterfaceName)
	}
	return findInterface(func(ifi *Interface) bool { return ifi.Name == name })
}

func findInterface(is func(*Interface) bool) (*Interface, error) {
	list, err := interfaces()
	if err != nil {
		return nil, routeError(err)
	}
	for i := range list {
		if is(&list[i]) {
			return &list[i], nil
		}
	}
	return nil, routeError(errNoSuchInterface)
}

// interfaceAddrs returns the addresses of an interface, of all if index is 0.
func interfaceAddrs(index int) (list []Addr, err error) {
	err = netlink(getAddr, func(kind uint16, body []byte) {
		if kind != newAddr || len(body) < 8 || index != 0 && int(binary.NativeEndian.Uint32(body[4:])) != index {
			return
		}
		bits := int(body[1])
		var address, local []byte
		attributes(body[8:], func(k uint16, v []byte) {
			switch k {
			case addrAddress:
				address = v
			case addrLocal: // where the other end's is the address
				local = v
			}
		})
		if local == nil {
			local = address
		}
		switch len(local) {
		case 4:
			list = append(list, &IPNet{IP: IPv4(local[0], local[1], local[2], local[3]), Mask: CIDRMask(bits, 32)})
		case 16:
			list = append(list, &IPNet{IP: append(IP(nil), local...), Mask: CIDRMask(bits, 128)})
		}
	})
	return list, err
}

// InterfaceAddrs returns the addresses of all interfaces.
func InterfaceAddrs() ([]Addr, error) {
	list, err := interfaceAddrs(0)
	return list, routeError(err)
}

// Addrs returns the addresses of the interface.
func (ifi *Interface) Addrs() ([]Addr, error) {
	if ifi == nil {
		return nil, routeError(errInvalidInterface)
	}
	list, err := interfaceAddrs(ifi.Index)
	return list, routeError(err)
}

// MulticastAddrs returns the groups that the interface has joined.
func (ifi *Interface) MulticastAddrs() (list []Addr, err error) {
	if ifi == nil {
		return nil, routeError(errInvalidInterface)
	}
	data, _ := os.ReadFile("/proc/net/igmp")
	mine := false
	for _, line := range strings.Split(string(data), "\n") {
		f := strings.Fields(line)
		if len(f) < 4 {
			continue
		}
		if line[0] != '\t' { // an interface; below it its groups, each four bytes as the machine has numbers
			mine = f[0] == strconv.Itoa(ifi.Index)
		} else if n, err := strconv.ParseUint(f[0], 16, 32); err == nil && mine {
			var b [4]byte
			binary.NativeEndian.PutUint32(b[:], uint32(n))
			list = append(list, &IPAddr{IP: IPv4(b[0], b[1], b[2], b[3])})
		}
	}
	data, _ = os.ReadFile("/proc/net/igmp6")
	for _, line := range strings.Split(string(data), "\n") {
		f := strings.Fields(line)
		if len(f) < 6 || f[0] != strconv.Itoa(ifi.Index) || len(f[2]) != 32 {
			continue
		}
		ip := make(IP, 16)
		for i := range ip {
			n, err := strconv.ParseUint(f[2][2*i:2*i+2], 16, 8)
			if err != nil {
				return list, nil
			}
			ip[i] = byte(n)
		}
		list = append(list, &IPAddr{IP: ip})
	}
	return list, nil
}
