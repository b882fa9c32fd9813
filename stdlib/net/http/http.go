// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package http has a client and a server for HTTP/1.1.
//
//	framing, outgoing    where bodies end, on the way in and out
//	request, response    messages, read and written
//	server, conn, responsewriter    the server
//	mux, pattern, handlers, fs, content    handlers
//	client, transport, pool, persist, proxy    the client
//
// HTTP/2 is not there.
package http
