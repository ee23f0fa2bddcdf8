#include "server/api/tls.h"

#include <Poco/Exception.h>
#include <Poco/Net/NetSSL.h>
#include <openssl/ssl.h>

namespace qianqiao {
namespace {

constexpr char kCiphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20";

}  // namespace

Result<Poco::Net::Context::Ptr> tls_context(const TlsFiles& files) {
  using Poco::Net::Context;
  if (files.empty()) return Context::Ptr();
  const auto refuse = [&](const std::string& reason) {
    return fail("tls.unusable",
                {{"certificate", files.certificate}, {"key", files.key}, {"reason", reason}});
  };
  try {
    Poco::Net::initializeSSL();
    Context::Params params;
    params.certificateFile = files.certificate;
    params.privateKeyFile = files.key;
    params.verificationMode = Context::VERIFY_NONE;  // of clients
    params.cipherList = kCiphers;
    Context::Ptr context(new Context(Context::TLS_SERVER_USE, params));
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    SSL_CTX* raw = context->sslContext();
    // A key that does not fit is dropped without a word when the certificate is read.
    if (SSL_CTX_check_private_key(raw) != 1) return refuse("the key does not fit");
    // Without waiting, a piece may go in part, and go on from another place in memory.
    SSL_CTX_set_mode(raw, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                              SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    return context;
  } catch (const Poco::Exception& problem) {
    return refuse(problem.displayText());
  }
}

}  // namespace qianqiao
