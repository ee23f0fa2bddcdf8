#include "server/plugin_client/secret_text.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <regex>

#include "workflows/base/digest.h"

namespace qianqiao {
namespace {

using Bytes = std::array<unsigned char, 32>;

std::string percent_encoded(std::string_view text) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || c == '-' || c == '_' || c == '.' || c == '~')
      encoded += c;
    else
      encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return encoded;
}

std::string hmac_sha256_base64(const std::string& key, const std::string& text) {
  Bytes bytes;
  unsigned size = 0;
  ::HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes.data(), &size);
  std::array<unsigned char, 45> encoded;
  const int length = ::EVP_EncodeBlock(encoded.data(), bytes.data(), static_cast<int>(size));
  return {reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(length)};
}

std::string sha256_hex(const std::string& text) {
  Digest bytes;
  unsigned size = 0;
  ::EVP_Digest(text.data(), text.size(), bytes.data(), &size, EVP_sha256(), nullptr);
  return to_hex(bytes);
}

// Replaces the placeholders of one text.
class Filler {
 public:
  Filler(const SecretLookup& secrets, std::string signature)
      : secrets_(secrets), signature_(std::move(signature)) {}

  Result<std::string> fill(const std::string& text, bool in_address = false) const {
    static const std::regex place(R"(\{secret:([a-z0-9_-]+)\}|\{signature\})");
    std::string filled;
    auto from = text.cbegin();
    for (std::sregex_iterator match(text.begin(), text.end(), place), end; match != end; ++match) {
      filled.append(from, (*match)[0].first);
      from = (*match)[0].second;
      auto value = value_of(*match);
      if (!value) return fail(value.error());
      filled += in_address ? percent_encoded(*value) : *value;
    }
    filled.append(from, text.cend());
    return filled;
  }

 private:
  Result<std::string> value_of(const std::smatch& match) const {
    if (!match[1].matched) return signature_;
    auto secret = secrets_(match[1].str());
    if (!secret) return fail("plugin.secret_unknown", {{"name", match[1].str()}});
    return *secret;
  }

  const SecretLookup& secrets_;
  const std::string signature_;
};

Result<std::string> signature_of(const protocol::Http& asked, const SecretLookup& secrets) {
  if (!asked.sign) return std::string("{signature}");
  const auto text = Filler(secrets, "").fill(asked.sign->text);
  if (!text) return fail(text.error());
  const auto key = secrets(asked.sign->secret);
  if (!key) return fail("plugin.secret_unknown", {{"name", asked.sign->secret}});
  return asked.sign->method == "sha256-hex" ? sha256_hex(*text) : hmac_sha256_base64(*key, *text);
}

bool is_header(const std::string& name, const std::string& value) {
  static const std::regex token("[A-Za-z0-9-]{1,64}");
  return std::regex_match(name, token) && value.find_first_of("\r\n") == std::string::npos &&
         value.find('\0') == std::string::npos;
}

}  // namespace

Result<OutgoingRequest> fill_in_secrets(const protocol::Http& asked, const SecretLookup& secrets) {
  const auto signature = signature_of(asked, secrets);
  if (!signature) return fail(signature.error());
  const Filler filler(secrets, *signature);
  OutgoingRequest request{asked.method, {}, {}, {}};
  const auto url = filler.fill(asked.url, /*in_address=*/true);
  const auto body = filler.fill(asked.body);
  if (!url) return fail(url.error());
  if (!body) return fail(body.error());
  request.url = *url;
  request.body = *body;
  for (const auto& [name, value] : asked.headers) {
    const auto filled = filler.fill(value);
    if (!filled) return fail(filled.error());
    if (!is_header(name, *filled)) return fail("plugin.header_invalid", {{"name", name}});
    request.headers[name] = *filled;
  }
  return request;
}

void hide_secrets(OutgoingAnswer& answer, const std::map<std::string, std::string>& used) {
  const auto hide = [](std::string& text, const std::string& value, const std::string& stand_in) {
    for (std::size_t at = text.find(value); at != std::string::npos;
         at = text.find(value, at + stand_in.size()))
      text.replace(at, value.size(), stand_in);
  };
  for (const auto& [name, value] : used) {
    if (value.empty()) continue;
    const std::string stand_in = "{secret:" + name + "}";
    for (const std::string& form : {value, percent_encoded(value)}) {
      hide(answer.body, form, stand_in);
      for (auto& [header, text] : answer.headers) hide(text, form, stand_in);
    }
  }
}

std::string host_of(std::string_view url) {
  // Secrets stand behind the host only: what leads to it is checked before they are put in.
  static const std::regex address(
      R"(https://([a-z0-9]([a-z0-9.-]*[a-z0-9])?\.[a-z]{2,})([/?][\x21-\x7e]*)?)");
  std::match_results<std::string_view::const_iterator> match;
  if (!std::regex_match(url.begin(), url.end(), match, address)) return "";
  return match[1].str();
}

}  // namespace qianqiao
