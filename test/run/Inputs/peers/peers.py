#!/usr/bin/env python3
"""peers.py GOLOOM DIR curl|go|nginx|wrk: our server and client talk to programs that others have written.

All on loopback, in DIR. What is expected stands below; the same holds with Go's own net/http.
"""
import os
import re
import shutil
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CA, CERT, KEY = (os.path.join(HERE, n) for n in ("ca.pem", "cert.pem", "key.pem"))
PATH = os.environ["PATH"] + ":/usr/sbin"


def build(compiler, source, folder):
    out = os.path.join(folder, source)
    subprocess.run([compiler, "build", "-o", out, os.path.join(HERE, source + ".go")], check=True, timeout=100)
    return out


def check(what, got, want):
    if got != want:
        sys.exit(f"{what}\ngot:  {repr(got)[:4000]}\nwant: {repr(want)[:4000]}")


class Server:
    def __init__(self, program):
        self.child = subprocess.Popen([program, CERT, KEY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ports = [int(self.child.stdout.readline()) for _ in range(2)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            out, _ = self.child.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            self.child.kill()
            sys.exit("the server does not shut down")
        check("end of the server", out, "http: Server closed\n" * 2)
        check("exit status of the server", self.child.returncode, 0)


def curl(compiler, folder):
    form = os.path.join(folder, "form.txt")
    with open(form, "w") as f:
        f.write("x" * 12345)
    with Server(build(compiler, "server", folder)) as server:
        for port, base in zip(server.ports, ("http://127.0.0.1", "https://a.loom.test")):
            tls = base.startswith("https")
            url = f"{base}:{port}"
            for version, flag in (("1.1", "--http1.1"), ("2.0", "--http2" if tls else "--http2-prior-knowledge")):
                ask_curl(url, port, tls, version, flag, folder, form)


def ask_curl(url, port, tls, version, flag, folder, form):
    def ask(*args):
        cmd = ["curl", "-sS", flag, "--max-time", "20", "--noproxy", "*", "--cacert", CA, "--resolve", f"a.loom.test:{port}:127.0.0.1"]
        done = subprocess.run(cmd + list(args), capture_output=True, text=True, timeout=30)
        return done.stdout + (f"[{done.returncode}]" if done.returncode else "")

    hello = f"hello, {{}} over HTTP/{{}}, TLS: {'true' if tls else 'false'}\n"
    check("GET", ask(url + "/hello?name=curl"), hello.format("curl", version))
    if tls or version == "1.1":  # curl 7.88 fails on the second request of a connection with prior knowledge
        check("redirect", ask("-L", url + "/moved"), hello.format("moved", version))
        check("twice on a connection", ask("-w", "%{num_connects}\n", url + "/hello?name=a", url + "/hello?name=b"),
              hello.format("a", version) + "1\n" + hello.format("b", version) + "0\n")
    check("POST", ask("--data", "some=text", url + "/echo"), "some=text")
    big = "y" * 100_000
    with open(os.path.join(folder, "big"), "w") as f:
        f.write(big)
    check("POST after 100-continue", ask("-H", "Expect: 100-continue", "--data-binary", "@" + f.name, url + "/echo"), big)
    check("range", ask("-r", "4194300-", url + "/big"), "cdef")
    check("size", ask("-o", os.devnull, "-w", "%{http_code} %{size_download}", url + "/big"), "200 4194304")
    check("compressed", ask("--compressed", "-o", os.devnull, "-w", "%{size_download}", url + "/big"), "4194304")
    check("HEAD", ask("-I", "-o", os.devnull, "-w", "%{http_code} %header{content-length}", url + "/big"), "200 4194304")
    check("chunks", ask(url + "/chunks"), "".join(f"chunk {i}\n" for i in range(5)))
    check("form", ask("-F", "key=value", "-F", f"file=@{form}", url + "/form"), "value form.txt 12345\n")
    check("nothing there", ask("-w", "%{http_code}", url + "/nothing"), "404 page not found\n404")
    check("other method", ask("-X", "DELETE", "-o", os.devnull, "-w", "%{http_code} %header{allow}", url + "/echo"), "405 POST")
    many = [f"{url}/hello?name={i}" for i in range(20)]
    check("at once", "".join(sorted(ask("-Z", "--parallel-immediate", *many).splitlines(True))),
          "".join(sorted(hello.format(i, version) for i in range(20))))
    if tls:
        check("other name", ask("--resolve", f"b.loom.test:{port}:127.0.0.1", f"https://b.loom.test:{port}/hello")[-4:], "[60]")
        check("TLS 1.2", ask("--tls-max", "1.2", url + "/hello?name=x"), hello.format("x", version))
        check("TLS 1.1", ask("--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0", url + "/hello")[-4:], "[35]")
        check("address", ask(f"https://127.0.0.1:{port}/hello?name=x"), hello.format("x", version))
    if version == "1.1":
        check("HTTP/1.0", ask("-0", "--no-alpn", url + "/hello?name=old"), hello.format("old", "1.0"))
        check("POST in chunks", ask("-H", "Transfer-Encoding: chunked", "--data-binary", "@" + f.name, url + "/echo"), big)


def go(compiler, folder):
    """Servers and clients of ours and of the installed go, by HTTP/2: all answers are the same."""
    programs = {}
    for source in ("server", "h2client"):
        programs[source] = [build(compiler, source, folder), os.path.join(folder, source + "-go")]
        own = {name: value for name, value in os.environ.items() if name != "GOROOT"}  # that of goloom's tests is none
        subprocess.run(["go", "build", "-o", programs[source][1], os.path.join(HERE, source + ".go")], check=True, timeout=100, env=own)
    answers = []
    for name in programs["server"]:
        for client in programs["h2client"]:
            with Server(name) as server:
                done = subprocess.run([client] + [str(p) for p in server.ports] + [CA], capture_output=True, text=True, timeout=60)
                answers.append(done.stdout + done.stderr)
    check("HTTP/2.0 in answers", answers[-1].count("HTTP/2.0 200 OK") > 400, True)
    for got in answers:
        check("answers of the same servers", got, answers[-1])


NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  if_modified_since before;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  types {{ text/plain txt; }}
  gzip on; gzip_types text/plain; gzip_min_length 1000;
  server {{
    listen 127.0.0.1:{plain};
    listen 127.0.0.1:{tls} ssl http2;
    ssl_certificate {cert}; ssl_certificate_key {key};
    root {folder}/files;
    location /moved {{ return 302 /hello.txt; }}
    location /slow {{ limit_rate 20; limit_rate_after 10; rewrite .* /hello.txt break; }}
    location /close {{ keepalive_timeout 0; rewrite .* /hello.txt break; }}
  }}
}}
"""

# of nginx, with the method, the path, the status, the type, the length, the body, whether it came compressed and on a
# connection that was used before
FROM_NGINX = """GET /hello.txt 200 OK text/plain 13 "hello, nginx\\n" <nil> compressed: false reused: false
GET /hello.txt 206 Partial Content text/plain 3 "ell" <nil> compressed: false reused: true
GET /hello.txt 304 Not Modified  {none} "" <nil> compressed: false reused: true
HEAD /big.txt 200 OK text/plain 1000000 "" <nil> compressed: false reused: true
GET /big.txt 200 OK text/plain -1 1000000 bytes <nil> compressed: true reused: true
GET /big.txt 200 OK text/plain 1000000 1000000 bytes <nil> compressed: false reused: true
GET /nothing 404 Not Found text/html 153 153 bytes <nil> compressed: false reused: true
GET /moved 200 OK text/plain 13 "hello, nginx\\n" <nil> compressed: false reused: true
POST /hello.txt 405 Not Allowed text/html 157 157 bytes <nil> compressed: false reused: true
GET /slow 200 OK text/plain 13 "hello, nginx\\n" <nil> compressed: false reused: true
GET /close 200 OK text/plain 13 "hello, nginx\\n" <nil> compressed: false reused: true
GET /hello.txt 200 OK text/plain 13 "hello, nginx\\n" <nil> compressed: false reused: false
whole: 160
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def nginx(compiler, folder):
    client = build(compiler, "client", folder)
    files = os.path.join(folder, "files")
    os.makedirs(files)
    with open(os.path.join(files, "hello.txt"), "w") as f:
        f.write("hello, nginx\n")
    with open(os.path.join(files, "big.txt"), "w") as f:
        f.write("0123456789" * 100_000)
    plain, tls = free_port(), free_port()
    conf = os.path.join(folder, "nginx.conf")
    with open(conf, "w") as f:
        f.write(NGINX.format(folder=folder, plain=plain, tls=tls, cert=CERT, key=KEY))
    child = subprocess.Popen(["nginx", "-p", folder, "-c", conf, "-e", os.path.join(folder, "error.log")],
                             env=dict(os.environ, PATH=PATH))
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", plain), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        for base, more in ((f"http://127.0.0.1:{plain}", []), (f"https://127.0.0.1:{tls}", []), (f"https://127.0.0.1:{tls}", ["2"])):
            env = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
            done = subprocess.run([client, base, CA] + more, capture_output=True, text=True, timeout=60, env=env)
            want = FROM_NGINX.format(none=0)
            if more:  # HTTP/2 has no text of a status, and requests share the connection
                want = want.replace("Not Allowed", "Method Not Allowed").replace("reused: false\nwhole", "reused: true\nwhole")
            if base.startswith("https"):
                want += "trusted by all: false true\n"
            check(base.split(":")[0], done.stdout + done.stderr, want)
    finally:
        child.terminate()
        child.wait(10)


def wrk(compiler, folder):
    with Server(build(compiler, "server", folder)) as server:
        for port, scheme in zip(server.ports, ("http", "https")):
            done = subprocess.run(["wrk", "-t", "2", "-c", "64", "-d", "2", f"{scheme}://127.0.0.1:{port}/hello?name=wrk"],
                                  capture_output=True, text=True, timeout=30)
            out = done.stdout + done.stderr
            if done.returncode or "Socket errors" in out or "Non-2xx" in out:
                sys.exit(out)
            n = re.search(r"(\d+) requests in", out)
            if not n or int(n.group(1)) < 1000:
                sys.exit("few requests\n" + out)


def main():
    compiler, folder, what = sys.argv[1:]
    folder = os.path.abspath(folder)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    {"curl": curl, "go": go, "nginx": nginx, "wrk": wrk}[what](compiler, folder)


if __name__ == "__main__":
    main()
