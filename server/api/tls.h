// The server's side of TLS: 1.2 and 1.3, ciphers with forward secrecy and authentication only.
#pragma once

#include <Poco/Net/Context.h>

#include <string>

#include "workflows/base/result.h"

namespace qianqiao {

struct TlsFiles {
  std::string certificate;  // PEM, the chain after it
  std::string key;          // PEM
  bool empty() const { return certificate.empty() && key.empty(); }
};

// Null for no files. Errors: tls.unusable.
Result<Poco::Net::Context::Ptr> tls_context(const TlsFiles& files);

}  // namespace qianqiao
