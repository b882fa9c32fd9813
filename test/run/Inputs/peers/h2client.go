// Asks server.go, at the ports and with the trust that the arguments name, by
// HTTP/2 with TLS and without.
package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/http"
	"os"
	"sort"
	"strings"
	"sync"
	"time"
)

func main() {
	pem, err := os.ReadFile(os.Args[3])
	if err != nil {
		panic(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	for i, base := range []string{"http://127.0.0.1:", "https://127.0.0.1:"} {
		t := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, Protocols: new(http.Protocols)}
		t.Protocols.SetHTTP2(true)
		t.Protocols.SetUnencryptedHTTP2(true)
		ask(&http.Client{Transport: t, Timeout: 20 * time.Second}, base+os.Args[1+i])
		t.CloseIdleConnections()
	}
}

func ask(c *http.Client, base string) {
	do := func(method, path string, body io.Reader, header ...string) string {
		req, err := http.NewRequest(method, base+path, body)
		if err != nil {
			panic(err)
		}
		for i := 0; i < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		resp, err := c.Do(req)
		if err != nil {
			return err.Error()
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		text := fmt.Sprintf("%q", b)
		if len(b) > 60 {
			sum := 0
			for _, x := range b {
				sum = (31*sum + int(x)) % 1_000_003
			}
			text = fmt.Sprintf("%d bytes, sum %d", len(b), sum)
		}
		return fmt.Sprintln(method, path, resp.Proto, resp.Status, resp.Header.Get("Content-Type"), resp.ContentLength, text, err)
	}
	big := bytes.Repeat([]byte("loom "), 600_000)
	fmt.Print(do("GET", "/hello?name=a", nil))
	fmt.Print(do("GET", "/moved", nil))
	fmt.Print(do("HEAD", "/big", nil))
	fmt.Print(do("GET", "/big", nil))
	fmt.Print(do("GET", "/big", nil, "Range", "bytes=4194300-"))
	fmt.Print(do("GET", "/nothing", nil))
	fmt.Print(do("DELETE", "/echo", nil))
	fmt.Print(do("GET", "/chunks", nil))
	fmt.Print(do("POST", "/echo", bytes.NewReader(big), "Content-Type", "x/y"))
	fmt.Print(do("POST", "/echo", io.MultiReader(bytes.NewReader(big)), "Expect", "100-continue"))
	fmt.Print(do("POST", "/form", strings.NewReader("--b\r\nContent-Disposition: form-data; name=file; filename=f\r\n\r\ntext\r\n--b--\r\n"),
		"Content-Type", "multipart/form-data; boundary=b"))
	fmt.Print(do("GET", "/hello", nil, "X-Long", strings.Repeat("long ", 20_000)))
	var wg sync.WaitGroup
	answers := make([]string, 200)
	for i := range answers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if i%2 == 0 {
				answers[i] = do("GET", fmt.Sprint("/hello?name=", i), nil)
			} else {
				answers[i] = do("POST", "/echo", bytes.NewReader(big[:i*1000]))
			}
		}()
	}
	wg.Wait()
	sort.Strings(answers)
	fmt.Print(strings.Join(answers, ""))
}
