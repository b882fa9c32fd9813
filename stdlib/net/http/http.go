// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package http has a client and a server for HTTP/1.1 and HTTP/2.
//
//	framing, outgoing    where bodies end, on the way in and out
//	request, response    messages, read and written
//	server, conn, responsewriter    the server
//	mux, pattern, handlers, fs, content    handlers
//	client, transport, pool, persist, proxy    the client
//	http2, h2conn, h2read, h2stream    HTTP/2: both ends of a connection
//	h2setup, h2server, h2request, h2response    HTTP/2: the server
//	h2pool, h2client, h2exchange    HTTP/2: the client
package http
