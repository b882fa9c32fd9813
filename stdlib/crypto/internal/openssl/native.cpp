// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of crypto/internal/openssl. A connection's records go through memory: what came from the peer
// is put into one BIO, what is for it is taken from another. So nothing blocks here.

#include "go/runtime.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdlib>

namespace go::crypto::internal::openssl {

namespace {

using callback = func<int_(int_, slice<uint8>)>;

// What callback is told of; see openssl.go.
enum { askHello = 1, askVerify, askCertificate };
// How an operation has ended, likewise.
enum { done, wantRead, closed, failed };

struct conn {
    SSL *ssl;
    BIO *in, *out;
    callback *ask; // only while a call lasts
    unsigned char protocol[256];
    unsigned char protocollen;
};

conn *connof(uintptr handle) { return reinterpret_cast<conn *>(handle); }
conn *connof(SSL *ssl) { return static_cast<conn *>(SSL_get_app_data(ssl)); }
EVP_PKEY *keyof(uintptr handle) { return reinterpret_cast<EVP_PKEY *>(handle); }

string copyof(const void *s, size_t n) {
    if (n == 0) return {nullptr, 0};
    auto *q = static_cast<uint8 *>(runtime::mallocgc(n, true));
    memcpy(q, s, n);
    return {q, static_cast<int_>(n)};
}

slice<uint8> bytesof(const void *s, size_t n) {
    string c = copyof(s, n);
    return {const_cast<uint8 *>(c.ptr), c.len, c.len};
}

// Bytes in the making: parts with a length of four bytes before each.
class parts {
    uint8 *p = nullptr;
    size_t n = 0;

  public:
    parts() = default;
    parts(const parts &) = delete;
    parts &operator=(const parts &) = delete;
    ~parts() { free(p); }
    uint8 *add(size_t size) {
        p = static_cast<uint8 *>(realloc(p, n + 4 + size));
        for (int i = 0; i < 4; i++) p[n + static_cast<size_t>(i)] = static_cast<uint8>(size >> (24 - 8 * i));
        uint8 *at = p + n + 4;
        n += 4 + size;
        return at;
    }
    void add(const void *from, size_t size) { memcpy(add(size), from, size); }
    slice<uint8> bytes() { return bytesof(p, n); }
};

// A Go function may have gone to another thread, which has errors of its own.
int ask(conn *c, int_ what, slice<uint8> data) {
    if (!c->ask) return SSL_AD_INTERNAL_ERROR;
    auto alert = static_cast<int>((*c->ask)(what, data));
    ERR_clear_error();
    return alert;
}

int onHello(SSL *ssl, int *alert, void *) {
    parts p;
    const unsigned char *from;
    size_t n = SSL_client_hello_get0_ciphers(ssl, &from);
    p.add(from, n);
    uint8 version[2] = {static_cast<uint8>(SSL_client_hello_get0_legacy_version(ssl) >> 8),
                        static_cast<uint8>(SSL_client_hello_get0_legacy_version(ssl))};
    p.add(version, 2);
    for (unsigned type : {TLSEXT_TYPE_server_name, TLSEXT_TYPE_application_layer_protocol_negotiation,
                          TLSEXT_TYPE_supported_versions, TLSEXT_TYPE_supported_groups,
                          TLSEXT_TYPE_signature_algorithms, TLSEXT_TYPE_ec_point_formats})
        if (SSL_client_hello_get0_ext(ssl, type, &from, &n))
            p.add(from, n);
        else
            p.add(0);
    *alert = ask(connof(ssl), askHello, p.bytes());
    return *alert == 0 ? SSL_CLIENT_HELLO_SUCCESS : SSL_CLIENT_HELLO_ERROR;
}

int onProtocol(SSL *ssl, const unsigned char **out, unsigned char *n, const unsigned char *, unsigned,
               void *) {
    conn *c = connof(ssl);
    if (c->protocollen == 0) return SSL_TLSEXT_ERR_NOACK;
    *out = c->protocol;
    *n = c->protocollen;
    return SSL_TLSEXT_ERR_OK;
}

int onServerName(SSL *, int *, void *) { return SSL_TLSEXT_ERR_OK; }

int errorFor(int alert) {
    switch (alert) {
    case SSL_AD_UNKNOWN_CA: return X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
    case SSL_AD_CERTIFICATE_EXPIRED: return X509_V_ERR_CERT_HAS_EXPIRED;
    default: return X509_V_ERR_CERT_REJECTED; // bad certificate
    }
}

int onVerify(X509_STORE_CTX *x, void *) {
    auto *ssl = static_cast<SSL *>(X509_STORE_CTX_get_ex_data(x, SSL_get_ex_data_X509_STORE_CTX_idx()));
    STACK_OF(X509) *chain = X509_STORE_CTX_get0_untrusted(x);
    parts p;
    for (int i = 0; i < sk_X509_num(chain); i++) {
        X509 *cert = sk_X509_value(chain, i);
        int n = i2d_X509(cert, nullptr);
        if (n < 0) return 0;
        unsigned char *at = p.add(static_cast<size_t>(n));
        i2d_X509(cert, &at);
    }
    int alert = ask(connof(ssl), askVerify, p.bytes());
    X509_STORE_CTX_set_error(x, alert == 0 ? X509_V_OK : errorFor(alert));
    return alert == 0;
}

int onCertificate(SSL *ssl, void *) {
    if (SSL_is_server(ssl)) return 1;
    parts p;
    const STACK_OF(X509_NAME) *names = SSL_get0_peer_CA_list(ssl);
    for (int i = 0; i < sk_X509_NAME_num(names); i++) {
        X509_NAME *name = sk_X509_NAME_value(names, i);
        int n = i2d_X509_NAME(name, nullptr);
        if (n < 0) return 0;
        unsigned char *at = p.add(static_cast<size_t>(n));
        i2d_X509_NAME(name, &at);
    }
    return ask(connof(ssl), askCertificate, p.bytes()) == 0;
}

// What all connections of a side have in common; nothing of it belongs to one configuration.
SSL_CTX *makeContext(bool server) {
    SSL_CTX *ctx = SSL_CTX_new(server ? TLS_server_method() : TLS_client_method());
    if (!ctx) return nullptr;
    SSL_CTX_set_options(ctx, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION |
                                 SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_options(ctx, SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_ciphersuites(ctx,
                             "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256");
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(ctx, 0);
    SSL_CTX_set_mode(ctx, SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_security_level(ctx, 1);
    SSL_CTX_set_cert_verify_callback(ctx, onVerify, nullptr);
    SSL_CTX_set_cert_cb(ctx, onCertificate, nullptr);
    if (server) {
        SSL_CTX_set_client_hello_cb(ctx, onHello, nullptr);
        SSL_CTX_set_alpn_select_cb(ctx, onProtocol, nullptr);
        SSL_CTX_set_tlsext_servername_callback(ctx, onServerName);
    }
    return ctx;
}

SSL_CTX *contextFor(bool server) {
    static SSL_CTX *contexts[2];
    SSL_CTX *ctx = __atomic_load_n(&contexts[server], __ATOMIC_ACQUIRE);
    if (ctx) return ctx;
    ctx = makeContext(server);
    SSL_CTX *none = nullptr;
    if (ctx && !__atomic_compare_exchange_n(&contexts[server], &none, ctx, false, __ATOMIC_ACQ_REL,
                                            __ATOMIC_ACQUIRE)) {
        SSL_CTX_free(ctx);
        ctx = none;
    }
    return ctx;
}

// The reason of the oldest error, as OpenSSL numbers them; an alert from the peer is 1000 and its number.
int_ reason() {
    unsigned long e = ERR_peek_error();
    return e == 0 ? 0 : ERR_GET_REASON(e);
}

string reasonText() {
    const char *s = ERR_reason_error_string(ERR_peek_error());
    return s ? copyof(s, strlen(s)) : string{nullptr, 0};
}

int_ outcome(SSL *ssl, int result) {
    switch (SSL_get_error(ssl, result)) {
    case SSL_ERROR_NONE: return done;
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE: return wantRead;
    case SSL_ERROR_ZERO_RETURN: return closed;
    default: return failed;
    }
}

X509 *certificateof(slice<uint8> der) {
    const unsigned char *p = der.ptr;
    return d2i_X509(nullptr, &p, static_cast<long>(der.len));
}

// A Go string as C wants it.
class cstring {
    char *p;

  public:
    explicit cstring(string s) : p(static_cast<char *>(malloc(static_cast<size_t>(s.len) + 1))) {
        memcpy(p, s.ptr, static_cast<size_t>(s.len));
        p[s.len] = 0;
    }
    cstring(const cstring &) = delete;
    cstring &operator=(const cstring &) = delete;
    ~cstring() { free(p); }
    char *get() const { return p; }
};

} // namespace

GO_CC uintptr newConn(bool server) {
    SSL_CTX *ctx = contextFor(server);
    SSL *ssl = ctx ? SSL_new(ctx) : nullptr;
    if (!ssl) return 0;
    auto *c = static_cast<conn *>(calloc(1, sizeof(conn)));
    c->ssl = ssl;
    c->in = BIO_new(BIO_s_mem());
    c->out = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(c->in, -1); // more will come
    SSL_set_bio(ssl, c->in, c->out);
    SSL_set_app_data(ssl, c);
    if (server)
        SSL_set_accept_state(ssl);
    else
        SSL_set_connect_state(ssl);
    return reinterpret_cast<uintptr>(c);
}

GO_CC void freeConn(uintptr h) {
    SSL_free(connof(h)->ssl);
    free(connof(h));
}

GO_CC bool setVersions(uintptr h, int_ lowest, int_ highest) {
    SSL *ssl = connof(h)->ssl;
    if (lowest < TLS1_2_VERSION) SSL_set_security_level(ssl, 0); // their signatures are by SHA-1
    return SSL_set_min_proto_version(ssl, static_cast<int>(lowest)) &&
           SSL_set_max_proto_version(ssl, static_cast<int>(highest));
}

GO_CC bool setCiphers(uintptr h, string list) {
    return SSL_set_cipher_list(connof(h)->ssl, cstring(list).get());
}
GO_CC bool setGroups(uintptr h, string list) {
    return SSL_set1_groups_list(connof(h)->ssl, cstring(list).get());
}
GO_CC bool setServerName(uintptr h, string name) {
    return SSL_set_tlsext_host_name(connof(h)->ssl, cstring(name).get());
}

// A client offers protocols as the extension has them; a server has chosen one.
GO_CC void offerProtocols(uintptr h, slice<uint8> list) {
    SSL_set_alpn_protos(connof(h)->ssl, list.ptr, static_cast<unsigned>(list.len));
}
GO_CC void chooseProtocol(uintptr h, string name) {
    conn *c = connof(h);
    c->protocollen = static_cast<unsigned char>(name.len);
    memcpy(c->protocol, name.ptr, c->protocollen);
}

// 0: the peer needs no certificate. 1: it is asked for one. 2: and must have it.
GO_CC void setVerify(uintptr h, int_ how) {
    int mode = SSL_VERIFY_NONE;
    if (how > 0) mode = SSL_VERIFY_PEER;
    if (how > 1) mode |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    SSL_set_verify(connof(h)->ssl, mode, nullptr);
}

// The authorities that a server's request for a certificate names.
GO_CC void addAuthority(uintptr h, slice<uint8> name) {
    const unsigned char *p = name.ptr;
    X509_NAME *n = d2i_X509_NAME(nullptr, &p, static_cast<long>(name.len));
    if (!n) return;
    SSL *ssl = connof(h)->ssl;
    STACK_OF(X509_NAME) *old = SSL_dup_CA_list(SSL_get0_CA_list(ssl));
    if (!old) old = sk_X509_NAME_new_null();
    sk_X509_NAME_push(old, n);
    SSL_set0_CA_list(ssl, old);
}

GO_CC bool useCertificate(uintptr h, slice<slice<uint8>> chain, uintptr key) {
    SSL *ssl = connof(h)->ssl;
    bool ok = true;
    for (int_ i = 0; ok && i < chain.len; i++) {
        X509 *cert = certificateof(chain.ptr[i]);
        if (i == 0)
            ok = cert && SSL_use_certificate(ssl, cert);
        else
            ok = cert && SSL_add1_chain_cert(ssl, cert);
        X509_free(cert);
    }
    return ok && SSL_use_PrivateKey(ssl, keyof(key));
}

GO_CC int_ handshake(uintptr h, callback cb) {
    conn *c = connof(h);
    ERR_clear_error();
    c->ask = &cb;
    int result = SSL_do_handshake(c->ssl);
    c->ask = nullptr;
    return outcome(c->ssl, result);
}

GO_CC tuple<int_, int_> read(uintptr h, slice<uint8> p) {
    conn *c = connof(h);
    ERR_clear_error();
    size_t n = 0;
    int result = SSL_read_ex(c->ssl, p.ptr, static_cast<size_t>(p.len), &n);
    return {static_cast<int_>(n), outcome(c->ssl, result)};
}

GO_CC int_ write(uintptr h, slice<uint8> p) {
    conn *c = connof(h);
    ERR_clear_error();
    size_t n = 0;
    return outcome(c->ssl, SSL_write_ex(c->ssl, p.ptr, static_cast<size_t>(p.len), &n));
}

GO_CC void shutdown(uintptr h) {
    ERR_clear_error();
    SSL_shutdown(connof(h)->ssl);
    ERR_clear_error();
}

GO_CC void feed(uintptr h, slice<uint8> p) { BIO_write(connof(h)->in, p.ptr, static_cast<int>(p.len)); }

GO_CC int_ take(uintptr h, slice<uint8> p) {
    conn *c = connof(h);
    if (BIO_pending(c->out) == 0) return 0;
    int n = BIO_read(c->out, p.ptr, static_cast<int>(p.len));
    return n > 0 ? n : 0;
}

GO_CC bool midRecord(uintptr h) { return BIO_pending(connof(h)->in) > 0 || SSL_has_pending(connof(h)->ssl); }
GO_CC tuple<int_, string> lastError() { return {reason(), reasonText()}; }

GO_CC tuple<int_, int_, string> parameters(uintptr h) {
    SSL *ssl = connof(h)->ssl;
    const SSL_CIPHER *cipher = SSL_get_current_cipher(ssl);
    const unsigned char *protocol;
    unsigned n;
    SSL_get0_alpn_selected(ssl, &protocol, &n);
    return {SSL_version(ssl), cipher ? SSL_CIPHER_get_protocol_id(cipher) : 0, copyof(protocol, n)};
}

GO_CC slice<uint8> exportKeys(uintptr h, string label, slice<uint8> context, bool hasContext, int_ n) {
    slice<uint8> out = runtime::make<uint8>(n);
    if (SSL_export_keying_material(connof(h)->ssl, out.ptr, static_cast<size_t>(n),
                                   reinterpret_cast<const char *>(label.ptr), static_cast<size_t>(label.len),
                                   context.ptr, static_cast<size_t>(context.len), hasContext) != 1)
        return {nullptr, 0, 0};
    return out;
}

GO_CC uintptr parseKey(slice<uint8> der) {
    ERR_clear_error();
    const unsigned char *p = der.ptr;
    EVP_PKEY *k = d2i_AutoPrivateKey(nullptr, &p, static_cast<long>(der.len));
    ERR_clear_error();
    return reinterpret_cast<uintptr>(k);
}
GO_CC void freeKey(uintptr key) { EVP_PKEY_free(keyof(key)); }

// 0: the key is the certificate's. 1: it is of another kind. 2: it is another one. 3: there is no
// certificate.
GO_CC int_ matches(slice<uint8> der, uintptr key) {
    ERR_clear_error();
    X509 *cert = certificateof(der);
    if (!cert) return 3;
    EVP_PKEY *pub = X509_get0_pubkey(cert);
    int_ how = 0;
    if (!pub || EVP_PKEY_get_base_id(pub) != EVP_PKEY_get_base_id(keyof(key)))
        how = 1;
    else if (EVP_PKEY_eq(pub, keyof(key)) != 1)
        how = 2;
    X509_free(cert);
    ERR_clear_error();
    return how;
}

// Whether the certificate is signed with the key that is in the other one.
GO_CC bool signedBy(slice<uint8> child, slice<uint8> parent) {
    ERR_clear_error();
    X509 *c = certificateof(child), *p = certificateof(parent);
    EVP_PKEY *pub = p ? X509_get0_pubkey(p) : nullptr;
    bool ok = c && pub && X509_verify(c, pub) == 1;
    X509_free(c);
    X509_free(p);
    ERR_clear_error();
    return ok;
}

} // namespace go::crypto::internal::openssl
