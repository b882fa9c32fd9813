// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"sync"
)

// ProxyURL returns a function for Transport.Proxy that always returns the same.
func ProxyURL(fixedURL *url.URL) func(*Request) (*url.URL, error) {
	return func(*Request) (*url.URL, error) { return fixedURL, nil }
}

// ProxyFromEnvironment returns the proxy of HTTP_PROXY or HTTPS_PROXY, or their
// names in lower case, unless NO_PROXY names the host. The environment is read
// once. The proxy for localhost and loopback addresses is always none.
func ProxyFromEnvironment(req *Request) (*url.URL, error) {
	return envProxy().forURL(req.URL)
}

type proxyConfig struct {
	http, https, no string
	cgi             bool
}

var envProxy = readEnvProxy()

// readEnvProxy returns a function that reads the environment when it is first called.
func readEnvProxy() func() proxyConfig {
	get := func(name string) string {
		if v := os.Getenv(name); v != "" {
			return v
		}
		return os.Getenv(strings.ToLower(name))
	}
	return sync.OnceValue(func() proxyConfig {
		return proxyConfig{get("HTTP_PROXY"), get("HTTPS_PROXY"), get("NO_PROXY"), os.Getenv("REQUEST_METHOD") != ""}
	})
}

func (c proxyConfig) forURL(u *url.URL) (*url.URL, error) {
	proxy := ""
	switch u.Scheme {
	case "https":
		proxy = c.https
	case "http":
		proxy = c.http
		if proxy != "" && c.cgi { // it is what the header Proxy: of a stranger sets
			return nil, errors.New("refusing to use HTTP_PROXY value in CGI environment; see golang.org/s/cgihttpproxy")
		}
	}
	if proxy == "" || !c.use(hostPort(u)) {
		return nil, nil
	}
	p, err := url.Parse(proxy)
	if err != nil || p.Scheme == "" || p.Host == "" {
		// "host:port" is meant as http://host:port.
		if p, err2 := url.Parse("http://" + proxy); err2 == nil {
			return p, nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("invalid proxy address %q: %v", proxy, err)
	}
	return p, nil
}

// use reports whether addr is not excepted.
func (c proxyConfig) use(addr string) bool {
	host, port, err := net.SplitHostPort(addr)
	if err != nil || host == "localhost" {
		return false
	}
	ip, err := netip.ParseAddr(host)
	isIP := err == nil
	ip = ip.Unmap()
	if isIP && ip.IsLoopback() {
		return false
	}
	host = strings.ToLower(strings.TrimSpace(host))
	for _, p := range strings.Split(c.no, ",") {
		if p = strings.ToLower(strings.TrimSpace(p)); p != "" && excepts(p, host, port, ip) {
			return false
		}
	}
	return true
}

// excepts reports whether an entry of NO_PROXY names the host: "*", an address or
// a block of them, a name with the names below it, ".name" for those alone, each
// but a block with a port or without.
func excepts(p, host, port string, ip netip.Addr) bool {
	if p == "*" {
		return true
	}
	if prefix, err := netip.ParsePrefix(p); err == nil {
		return ip.IsValid() && prefix.Contains(ip)
	}
	if h, pt, err := net.SplitHostPort(p); err == nil {
		if h == "" || pt != port {
			return false
		}
		p = h
	}
	p = strings.TrimSuffix(strings.TrimPrefix(p, "["), "]")
	if addr, err := netip.ParseAddr(p); err == nil {
		return ip.IsValid() && addr.Unmap() == ip
	}
	p = strings.TrimPrefix(p, "*")
	if strings.HasPrefix(p, ".") {
		return strings.HasSuffix(host, p)
	}
	return host == p || strings.HasSuffix(host, "."+p)
}
