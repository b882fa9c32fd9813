// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements TCP.

package net

import (
	"context"
	"internal/poll"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"
)

const defaultKeepAlive = 15 * time.Second

// A KeepAliveConfig says when the kernel asks a silent peer whether it is
// there. Zero values stand for 15 s, 15 s and 9; negative ones leave the
// system's.
type KeepAliveConfig struct {
	Enable   bool
	Idle     time.Duration // before the first question
	Interval time.Duration // between them
	Count    int           // how many go unanswered before the connection fails
}

// A TCPConn is a TCP connection.
type TCPConn struct {
	conn
}

func newTCPConn(fd *netFD, keepAlive time.Duration, config KeepAliveConfig) *TCPConn {
	c := &TCPConn{conn{fd}}
	fd.pfd.SetsockoptInt(syscall.IPPROTO_TCP, syscall.TCP_NODELAY, 1)
	if keepAlive >= 0 && !config.Enable {
		config = KeepAliveConfig{Enable: true, Idle: keepAlive, Interval: keepAlive}
	}
	if config.Enable {
		c.SetKeepAliveConfig(config)
	}
	return c
}

func wildcard(ip IP) bool { return len(ip) == 0 || ip.IsUnspecified() }

// local returns the address of this host on the network.
func local(network string) IP {
	if strings.HasSuffix(network, "6") {
		return IPv6loopback
	}
	return IP{127, 0, 0, 1}
}

// endpoint is what sockets of IP need to know of an address.
type endpoint struct {
	ip   IP
	port int
	zone string
	addr Addr // nil: none
}

func tcpEndpoint(a *TCPAddr) endpoint {
	if a == nil {
		return endpoint{}
	}
	return endpoint{a.IP, a.Port, a.Zone, a}
}

// toLocal replaces a far end that is no host's address by this host's.
func (e *endpoint) toLocal(network string) {
	if e.addr != nil && wildcard(e.ip) {
		e.ip = local(network)
	}
}

// dualStack reports whether one IPv6 socket can listen on all addresses of
// both families.
var dualStack = sync.OnceValue(func() bool {
	s, err := syscall.Socket(syscall.AF_INET6, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return false
	}
	defer syscall.Close(s)
	return syscall.SetsockoptInt(s, syscall.IPPROTO_IPV6, syscall.IPV6_V6ONLY, 0) == nil &&
		syscall.Bind(s, &syscall.SockaddrInet6{Addr: [16]byte{15: 1}}) == nil
})

// familyFor chooses between IPv4 and IPv6 sockets. One that listens on all
// addresses of both is an IPv6 socket that is not restricted to IPv6.
func familyFor(network string, l, r endpoint, listens bool) (family, v6only int) {
	switch {
	case strings.HasSuffix(network, "4"):
		return syscall.AF_INET, 0
	case strings.HasSuffix(network, "6"):
		return syscall.AF_INET6, 1
	}
	if listens && (l.addr == nil || wildcard(l.ip)) {
		if dualStack() && (l.addr == nil || l.ip.To4() == nil) {
			return syscall.AF_INET6, 0
		}
		return syscall.AF_INET, 0
	}
	if (l.addr == nil || l.ip.To4() != nil || len(l.ip) == 0) && (r.addr == nil || r.ip.To4() != nil) {
		return syscall.AF_INET, 0
	}
	return syscall.AF_INET6, 0
}

// ipSocket makes a socket, binds it to l if that is given, and connects it to
// r, or if that is not given prepares it for connections or packets.
func ipSocket(ctx context.Context, network string, sotype int, l, r endpoint, listens bool, control controlFunc) (*netFD, error) {
	family, v6only := familyFor(network, l, r, listens)
	fd, err := openSocket(family, sotype, network)
	if err != nil {
		return nil, err
	}
	if err := fd.setUp(ctx, l, r, v6only, listens, control); err != nil {
		fd.pfd.Close()
		return nil, err
	}
	return fd, nil
}

type controlFunc func(ctx context.Context, network, address string, c syscall.RawConn) error

func (fd *netFD) setUp(ctx context.Context, l, r endpoint, v6only int, listens bool, control controlFunc) error {
	s := fd.pfd.Sysfd
	if fd.family == syscall.AF_INET6 {
		syscall.SetsockoptInt(s, syscall.IPPROTO_IPV6, syscall.IPV6_V6ONLY, v6only)
	}
	if listens && fd.sotype == syscall.SOCK_STREAM {
		if err := syscall.SetsockoptInt(s, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1); err != nil {
			return os.NewSyscallError("setsockopt", err)
		}
	}
	if control != nil {
		network, a := fd.net, r.addr
		if a == nil {
			a = l.addr
		}
		if n := network[len(network)-1]; n != '4' && n != '6' {
			network += map[int]string{syscall.AF_INET: "4", syscall.AF_INET6: "6"}[fd.family]
		}
		text := ""
		if a != nil {
			text = a.String()
		}
		if err := control(ctx, network, text, &rawConn{fd}); err != nil {
			return err
		}
	}
	if l.addr != nil || listens {
		sa, err := sockaddr(fd.family, l.ip, l.port, l.zone)
		if err != nil {
			return err
		}
		if err := syscall.Bind(s, sa); err != nil {
			return os.NewSyscallError("bind", err)
		}
	}
	switch {
	case r.addr != nil:
		sa, err := sockaddr(fd.family, r.ip, r.port, r.zone)
		if err != nil {
			return err
		}
		if err := fd.connect(ctx, sa); err != nil {
			return err
		}
		fd.connected = true
		peer, _ := syscall.Getpeername(s)
		if fd.findAddrs(fd.addrOf(peer)); fd.raddr == nil {
			fd.raddr = r.addr
		}
		return nil
	case fd.sotype == syscall.SOCK_STREAM:
		if err := syscall.Listen(s, backlog()); err != nil {
			return os.NewSyscallError("listen", err)
		}
	}
	fd.findAddrs(nil)
	return nil
}

func (d *sysDialer) dialTCP(ctx context.Context, l, r *TCPAddr) (*TCPConn, error) {
	remote := tcpEndpoint(r)
	remote.toLocal(d.network)
	fd, err := ipSocket(ctx, d.network, syscall.SOCK_STREAM, tcpEndpoint(l), remote, false, d.control())
	// The kernel may have given the socket the very port that it was to connect to.
	for try := 0; try < 2 && (l == nil || l.Port == 0) && selfConnected(fd, err); try++ {
		if err == nil {
			fd.pfd.Close()
		}
		fd, err = ipSocket(ctx, d.network, syscall.SOCK_STREAM, tcpEndpoint(l), remote, false, d.control())
	}
	if err != nil {
		return nil, err
	}
	return newTCPConn(fd, d.KeepAlive, d.KeepAliveConfig), nil
}

func selfConnected(fd *netFD, err error) bool {
	if err != nil {
		s, ok := err.(*os.SyscallError)
		return ok && s.Err == syscall.EADDRNOTAVAIL
	}
	l, ok1 := fd.laddr.(*TCPAddr)
	r, ok2 := fd.raddr.(*TCPAddr)
	return !ok1 || !ok2 || l.Port == r.Port && l.IP.Equal(r.IP)
}

// DialTCP is Dial for TCP; a laddr of nil is chosen by the kernel.
func DialTCP(network string, laddr, raddr *TCPAddr) (*TCPConn, error) {
	fail := func(err error) error {
		return &OpError{Op: "dial", Net: network, Source: addrOrNil(laddr), Addr: addrOrNil(raddr), Err: err}
	}
	switch network {
	case "tcp", "tcp4", "tcp6":
	default:
		return nil, fail(UnknownNetworkError(network))
	}
	if raddr == nil {
		return nil, fail(errMissingAddress)
	}
	d := &sysDialer{network: network}
	c, err := d.dialTCP(context.Background(), laddr, raddr)
	if err != nil {
		return nil, fail(err)
	}
	return c, nil
}

// addrOrNil returns a as an Addr that is nil if a is.
func addrOrNil[T interface {
	comparable
	Addr
}](a T) Addr {
	var zero T
	if a == zero {
		return nil
	}
	return a
}

// ReadFrom writes to the connection what it reads from r.
func (c *TCPConn) ReadFrom(r io.Reader) (int64, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	n, err := io.Copy(struct{ io.Writer }{c}, r)
	if _, ours := err.(*OpError); err != nil && err != io.EOF && !ours {
		err = c.fd.opError("readfrom", err)
	}
	return n, err
}

// WriteTo writes to w what it reads from the connection.
func (c *TCPConn) WriteTo(w io.Writer) (int64, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	n, err := io.Copy(w, struct{ io.Reader }{c})
	if _, ours := err.(*OpError); err != nil && err != io.EOF && !ours {
		err = c.fd.opError("writeto", err)
	}
	return n, err
}

func (c *conn) shutdown(how int) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.fd.opError("close", syscallError("shutdown", c.fd.pfd.Shutdown(how)))
}

// CloseRead ends the direction from the peer.
func (c *TCPConn) CloseRead() error { return c.shutdown(syscall.SHUT_RD) }

// CloseWrite ends the direction to the peer, which then reads io.EOF.
func (c *TCPConn) CloseWrite() error { return c.shutdown(syscall.SHUT_WR) }

// SetLinger says what Close does with what has not been sent: < 0, it is sent
// later; 0, it is dropped; > 0, Close may wait that many seconds.
func (c *TCPConn) SetLinger(sec int) error {
	l := syscall.Linger{Onoff: 1, Linger: int32(sec)}
	if sec < 0 {
		l = syscall.Linger{}
	}
	return c.set(func(fd *poll.FD) error {
		return os.NewSyscallError("setsockopt", fd.SetsockoptLinger(syscall.SOL_SOCKET, syscall.SO_LINGER, &l))
	})
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// SetKeepAlive makes the kernel ask a silent peer whether it is there.
func (c *TCPConn) SetKeepAlive(on bool) error {
	return c.setInt(syscall.SOL_SOCKET, syscall.SO_KEEPALIVE, toInt(on))
}

// SetKeepAlivePeriod sets how long the peer must be silent.
func (c *TCPConn) SetKeepAlivePeriod(d time.Duration) error {
	return c.setSeconds(syscall.TCP_KEEPIDLE, d)
}

func (c *TCPConn) setSeconds(opt int, d time.Duration) error {
	if d == 0 {
		d = defaultKeepAlive
	} else if d < 0 {
		return nil
	}
	return c.setInt(syscall.IPPROTO_TCP, opt, int((d+time.Second-1)/time.Second))
}

// SetKeepAliveConfig sets all there is to set.
func (c *TCPConn) SetKeepAliveConfig(config KeepAliveConfig) error {
	if err := c.SetKeepAlive(config.Enable); err != nil {
		return err
	}
	if err := c.setSeconds(syscall.TCP_KEEPIDLE, config.Idle); err != nil {
		return err
	}
	if err := c.setSeconds(syscall.TCP_KEEPINTVL, config.Interval); err != nil {
		return err
	}
	if config.Count < 0 {
		return nil
	}
	if config.Count == 0 {
		config.Count = 9
	}
	return c.setInt(syscall.IPPROTO_TCP, syscall.TCP_KEEPCNT, config.Count)
}

// SetNoDelay makes the kernel send what is written at once, the default, or
// gather it.
func (c *TCPConn) SetNoDelay(noDelay bool) error {
	return c.setInt(syscall.IPPROTO_TCP, syscall.TCP_NODELAY, toInt(noDelay))
}

// A TCPListener accepts TCP connections.
type TCPListener struct {
	fd *netFD
	lc ListenConfig
}

// ListenTCP is Listen for TCP.
func ListenTCP(network string, laddr *TCPAddr) (*TCPListener, error) {
	switch network {
	case "tcp", "tcp4", "tcp6":
	default:
		return nil, &OpError{Op: "listen", Net: network, Addr: addrOrNil(laddr), Err: UnknownNetworkError(network)}
	}
	if laddr == nil {
		laddr = &TCPAddr{}
	}
	l, err := (&ListenConfig{}).listenTCP(context.Background(), network, laddr)
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: laddr, Err: err}
	}
	return l, nil
}

func (lc *ListenConfig) listenTCP(ctx context.Context, network string, laddr *TCPAddr) (*TCPListener, error) {
	fd, err := ipSocket(ctx, network, syscall.SOCK_STREAM, tcpEndpoint(laddr), endpoint{}, true, lc.control())
	if err != nil {
		return nil, err
	}
	return &TCPListener{fd, *lc}, nil
}

func (l *TCPListener) ok() bool { return l != nil && l.fd != nil }

// AcceptTCP waits for the next connection.
func (l *TCPListener) AcceptTCP() (*TCPConn, error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	fd, err := l.fd.accept()
	if err != nil {
		return nil, l.fd.listenError("accept", err)
	}
	return newTCPConn(fd, l.lc.KeepAlive, l.lc.KeepAliveConfig), nil
}

// Accept waits for the next connection.
func (l *TCPListener) Accept() (Conn, error) {
	c, err := l.AcceptTCP()
	if err != nil {
		return nil, err
	}
	return c, nil
}

// Close ends the listening; connections that were accepted stay.
func (l *TCPListener) Close() error {
	if !l.ok() {
		return syscall.EINVAL
	}
	return l.fd.listenError("close", l.fd.pfd.Close())
}

// Addr returns the address that is listened on.
func (l *TCPListener) Addr() Addr { return l.fd.laddr }

// SetDeadline sets the deadline of Accept.
func (l *TCPListener) SetDeadline(t time.Time) error {
	if !l.ok() {
		return syscall.EINVAL
	}
	return l.fd.listenError("set", l.fd.pfd.SetDeadline(t))
}

// SyscallConn gives access to the descriptor.
func (l *TCPListener) SyscallConn() (syscall.RawConn, error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	return &rawConn{l.fd}, nil
}
