// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements sockets and their addresses.

package syscall

const (
	AF_UNSPEC = 0
	AF_UNIX   = 1
	AF_INET   = 2
	AF_INET6  = 10

	SOCK_STREAM    = 1
	SOCK_DGRAM     = 2
	SOCK_SEQPACKET = 5
	SOCK_NONBLOCK  = 0x800
	SOCK_CLOEXEC   = 0x80000

	IPPROTO_IP   = 0
	IPPROTO_TCP  = 6
	IPPROTO_UDP  = 17
	IPPROTO_IPV6 = 41
	IPV6_V6ONLY  = 26

	SOL_SOCKET   = 1
	SO_REUSEADDR = 2
	SO_TYPE      = 3
	SO_ERROR     = 4
	SO_BROADCAST = 6
	SO_SNDBUF    = 7
	SO_RCVBUF    = 8
	SO_KEEPALIVE = 9
	SO_LINGER    = 13
	SO_REUSEPORT = 15

	MSG_OOB      = 0x1
	MSG_PEEK     = 0x2
	MSG_DONTWAIT = 0x40
	MSG_WAITALL  = 0x100
	MSG_NOSIGNAL = 0x4000

	TCP_NODELAY   = 1
	TCP_KEEPIDLE  = 4
	TCP_KEEPINTVL = 5
	TCP_KEEPCNT   = 6

	SHUT_RD   = 0
	SHUT_WR   = 1
	SHUT_RDWR = 2

	MSG_TRUNC = 0x20
	SOMAXCONN = 128
)

// A Sockaddr is the address of a socket: *SockaddrInet4, *SockaddrInet6 or
// *SockaddrUnix.
type Sockaddr interface {
	encode(b *rawAddr) error
}

type SockaddrInet4 struct {
	Port int
	Addr [4]byte
}

type SockaddrInet6 struct {
	Port   int
	ZoneId uint32
	Addr   [16]byte
}

// A SockaddrUnix is a path; one that begins with @ is a name outside of the
// file system, "" none.
type SockaddrUnix struct {
	Name string
}

// rawAddr is the kernel's form of an address: the family in the machine's byte
// order, the rest in the network's.
type rawAddr struct {
	b [112]byte
	n int
}

func (r *rawAddr) begin(family, port, size int) {
	r.b[0], r.b[1] = byte(family), byte(family>>8)
	r.b[2], r.b[3] = byte(port>>8), byte(port)
	r.n = size
}

func (a *SockaddrInet4) encode(r *rawAddr) error {
	if a.Port < 0 || a.Port > 0xffff {
		return EINVAL
	}
	r.begin(AF_INET, a.Port, 16)
	copy(r.b[4:], a.Addr[:])
	return nil
}

func (a *SockaddrInet6) encode(r *rawAddr) error {
	if a.Port < 0 || a.Port > 0xffff {
		return EINVAL
	}
	r.begin(AF_INET6, a.Port, 28)
	copy(r.b[8:], a.Addr[:])
	for i := 0; i < 4; i++ {
		r.b[24+i] = byte(a.ZoneId >> (8 * i))
	}
	return nil
}

func (a *SockaddrUnix) encode(r *rawAddr) error {
	n := len(a.Name)
	if n > 107 {
		return EINVAL
	}
	r.begin(AF_UNIX, 0, 2)
	if n == 0 {
		return nil
	}
	copy(r.b[2:], a.Name)
	r.n = 2 + n
	if a.Name[0] == '@' {
		r.b[2] = 0
	} else {
		r.n++ // the path's final zero
	}
	return nil
}

// decode returns the address in r, nil if there is none.
func (r *rawAddr) decode() Sockaddr {
	if r.n < 2 {
		return nil
	}
	port := int(r.b[2])<<8 | int(r.b[3])
	switch int(r.b[0]) | int(r.b[1])<<8 {
	case AF_INET:
		a := &SockaddrInet4{Port: port}
		copy(a.Addr[:], r.b[4:8])
		return a
	case AF_INET6:
		a := &SockaddrInet6{Port: port}
		copy(a.Addr[:], r.b[8:24])
		for i := 0; i < 4; i++ {
			a.ZoneId |= uint32(r.b[24+i]) << (8 * i)
		}
		return a
	case AF_UNIX:
		name := r.b[2:min(r.n, len(r.b))]
		if len(name) > 0 && name[0] == 0 {
			name[0] = '@'
			if len(name) == 1 {
				name = nil
			}
			return &SockaddrUnix{string(name)}
		}
		for i, c := range name {
			if c == 0 {
				name = name[:i]
				break
			}
		}
		return &SockaddrUnix{string(name)}
	}
	return nil
}

func Socket(domain, typ, proto int) (fd int, err error) {
	fd, errno := socket(domain, typ, proto)
	return fd, result(errno)
}

func Bind(fd int, sa Sockaddr) error {
	var r rawAddr
	if err := sa.encode(&r); err != nil {
		return err
	}
	return result(bind(fd, r.b[:r.n]))
}

func Connect(fd int, sa Sockaddr) error {
	var r rawAddr
	if err := sa.encode(&r); err != nil {
		return err
	}
	return result(connect(fd, r.b[:r.n]))
}

func Listen(fd, backlog int) error { return result(listen(fd, backlog)) }

func Accept4(fd, flags int) (nfd int, sa Sockaddr, err error) {
	var r rawAddr
	nfd, r.n, err = acceptInto(fd, flags, &r)
	if err != nil {
		return -1, nil, err
	}
	return nfd, r.decode(), nil
}

func acceptInto(fd, flags int, r *rawAddr) (nfd, n int, err error) {
	nfd, n, errno := accept4(fd, r.b[:], flags)
	return nfd, n, result(errno)
}

func Getsockname(fd int) (Sockaddr, error) {
	var r rawAddr
	n, errno := getsockname(fd, r.b[:])
	r.n = n
	return r.decode(), result(errno)
}

func Getpeername(fd int) (Sockaddr, error) {
	var r rawAddr
	n, errno := getpeername(fd, r.b[:])
	r.n = n
	return r.decode(), result(errno)
}

func Recvfrom(fd int, p []byte, flags int) (n int, from Sockaddr, err error) {
	var r rawAddr
	n, size, errno := recvfrom(fd, p, flags, r.b[:])
	if errno != 0 {
		return n, nil, Errno(errno)
	}
	r.n = size
	return n, r.decode(), nil
}

func Sendto(fd int, p []byte, flags int, to Sockaddr) error {
	_, err := SendtoN(fd, p, flags, to)
	return err
}

// SendtoN is Sendto, and says how many bytes were sent.
func SendtoN(fd int, p []byte, flags int, to Sockaddr) (n int, err error) {
	var r rawAddr
	if to != nil {
		if err := to.encode(&r); err != nil {
			return 0, err
		}
	}
	n, errno := sendto(fd, p, flags, r.b[:r.n])
	return n, result(errno)
}

func SetsockoptInt(fd, level, opt, value int) error {
	return result(setsockopt(fd, level, opt, value, 0, 4))
}

func GetsockoptInt(fd, level, opt int) (value int, err error) {
	value, errno := getsockopt(fd, level, opt)
	return value, result(errno)
}

// A Linger is the value of SO_LINGER.
type Linger struct {
	Onoff  int32
	Linger int32 // seconds
}

func SetsockoptLinger(fd, level, opt int, l *Linger) error {
	return result(setsockopt(fd, level, opt, int(l.Onoff), int(l.Linger), 8))
}

func Shutdown(fd, how int) error { return result(shutdown(fd, how)) }

// A RawConn is access to the descriptor below a connection.
type RawConn interface {
	Control(f func(fd uintptr)) error
	Read(f func(fd uintptr) (done bool)) error
	Write(f func(fd uintptr) (done bool)) error
}

// A Conn gives access to its RawConn.
type Conn interface {
	SyscallConn() (RawConn, error)
}
