#include "tests/unit/notify/test_certificates.h"

#include <Poco/Crypto/EVPPKey.h>
#include <Poco/Crypto/X509Certificate.h>
#include <Poco/TemporaryFile.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace qianqiao {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

Key make_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// Without an issuer: signs itself and may sign others.
Certificate make_certificate(const std::string& name, EVP_PKEY* key, X509* issuer,
                             EVP_PKEY* issuer_key, bool is_expired) {
  static long serial = 1;
  Certificate certificate(X509_new(), X509_free);
  X509* x509 = certificate.get();
  X509_set_version(x509, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), serial++);
  X509_gmtime_adj(X509_getm_notBefore(x509), -3L * 86'400);
  X509_gmtime_adj(X509_getm_notAfter(x509), (is_expired ? -1L : 3L) * 86'400);
  X509_set_pubkey(x509, key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509* signer = issuer != nullptr ? issuer : x509;
  X509_set_issuer_name(x509, X509_get_subject_name(signer));
  if (issuer == nullptr) {
    add_extension(x509, signer, NID_basic_constraints, "critical,CA:TRUE");
    add_extension(x509, signer, NID_key_usage, "critical,keyCertSign");
  } else {
    add_extension(x509, signer, NID_subject_alt_name, "DNS:" + name);
  }
  X509_sign(x509, issuer_key, EVP_sha256());
  return certificate;
}

}  // namespace

struct TestAuthority::Material {
  Key key = make_key();
  Certificate certificate =
      make_certificate("test authority", key.get(), nullptr, key.get(), false);
  Poco::TemporaryFile file;
};

TestAuthority::TestAuthority() : material_(std::make_unique<Material>()) {
  pem_file_ = material_->file.path();
  FILE* out = std::fopen(pem_file_.c_str(), "w");
  PEM_write_X509(out, material_->certificate.get());
  std::fclose(out);
}

TestAuthority::~TestAuthority() = default;

Poco::Net::Context::Ptr TestAuthority::server_context(const std::string& host,
                                                      bool is_expired) const {
  const Key key = make_key();
  const Certificate certificate = make_certificate(host, key.get(), material_->certificate.get(),
                                                   material_->key.get(), is_expired);
  Poco::Net::Context::Ptr context(new Poco::Net::Context(Poco::Net::Context::TLS_SERVER_USE, "", "",
                                                         "", Poco::Net::Context::VERIFY_NONE));
  SSL_CTX_use_certificate(context->sslContext(), certificate.get());
  SSL_CTX_use_PrivateKey(context->sslContext(), key.get());
  return context;
}

}  // namespace qianqiao
