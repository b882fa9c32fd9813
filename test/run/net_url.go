// URLs: parsing, what is refused, putting together, references, queries, escapes.
// RUN: %run %s

package main

import (
	"fmt"
	"net/url"
)

func main() {
	for _, s := range []string{"http://www.example.org", "http://www.example.org/", "http://a/b%20c?q=1#f%20g", "http://user:p%40ss@host:8080/p?x", "http://user@/x", "mailto:joe@example.org",
		"/path", "path/x", "//host/p", "///p", "a:b", "a/b:c", "1:2", ":x", "http://[::1]:80/", "http://[fe80::1%25en0]/", "http://[fe80::1%25%65n%300]/x", "http://[::1", "http://[::1]:x/", "http://h:x/", "http://h:80:90/",
		"http://a b/", "http://a%20b/", "http://%zz/", "/a%2fb", "/a%2Fb c", "?x", "http://h?", "http://h/?", "http://h/??", "#", "#a", "http://h#a%b", "*", "", "HTTP://H/P", "http://h/\x01", "file:///a/b", "file:/a/b", "http:///x",
		"http://hello.世界.com/foo", "http://h/世界", "http://us er@h/", "http://a@b@c/", "magnet:?xt=urn", "x://h/a;b,c=d", "http://h/(a)!*'", "http://h/[a]", "http://[1.2.3.4]/", "http://x[::1]/", "http://h/a?b=c&d=%zz&e", "tel:+1", "//", "http://"} {
		u, err := url.Parse(s)
		fmt.Printf("%q: ", s)
		if err != nil {
			fmt.Println(err)
		} else {
			fmt.Printf("%q %q %v %q %q %q %q %q %q %v %v\n", u.Scheme, u.Opaque, u.User, u.Host, u.Path, u.RawPath, u.RawQuery, u.Fragment, u.RawFragment, u.ForceQuery, u.OmitHost)
			fmt.Println(u, u.Redacted(), u.EscapedPath(), u.RequestURI(), u.Hostname(), u.Port(), u.IsAbs(), u.Query())
			fmt.Println(u.JoinPath("x", "../y/"), u.JoinPath(".."))
		}
		_, err = url.ParseRequestURI(s)
		fmt.Println(err)
	}
	base, _ := url.Parse("http://a/b/c/d;p?q")
	for _, s := range []string{"g:h", "g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "g#s", ";x", "", ".", "./", "..", "../", "../g", "../..", "../../g", "../../../g", "/./g", "/../g", "g.", "..g", "./../g", "g/./h", "g/../h", "http:g"} {
		r, err := base.Parse(s)
		fmt.Println(s, r, err)
	}
	all := ""
	for c := 1; c < 256; c++ {
		all += string([]byte{byte(c)})
	}
	fmt.Println(url.QueryEscape(all))
	fmt.Println(url.PathEscape(all))
	fmt.Println((&url.URL{Scheme: "http", Host: "h", Path: all, Fragment: all, User: url.UserPassword(all, all)}).String())
	for _, s := range []string{"a+b%20c", "%", "%4", "%zz", "%E4%B8%96"} {
		q, err := url.QueryUnescape(s)
		p, err2 := url.PathUnescape(s)
		fmt.Println(q, err, p, err2)
	}
	for _, s := range []string{"a=1&b=2&a=3", "a;b=1&c", "%zz=1&x=%&y=2", "=", "&&", "a=b=c"} {
		v, err := url.ParseQuery(s)
		fmt.Println(v, err, v.Encode(), v.Get("a"), v.Has("c"))
	}
	fmt.Println(url.JoinPath("http://h/a/", "b", "../c"))
	fmt.Println(&url.URL{Path: "a:b"}, &url.URL{Host: "h", Path: "x"})
}
