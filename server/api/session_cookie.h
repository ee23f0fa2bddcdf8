// The cookie of a session. Over TLS it is bound to this host and never leaves TLS; plain HTTP is
// for loopback.
#pragma once

#include <string>

namespace qianqiao {

constexpr const char* session_cookie_name(bool secure) {
  return secure ? "__Host-qianqiao" : "qianqiao";
}

// A Set-Cookie value; an empty token takes the cookie away.
inline std::string session_cookie(const std::string& token, bool secure) {
  std::string cookie = std::string(session_cookie_name(secure)) + "=" + token +
                       "; Path=/; HttpOnly; SameSite=Strict";
  if (secure) cookie += "; Secure";
  if (token.empty()) cookie += "; Max-Age=0";
  return cookie;
}

}  // namespace qianqiao
