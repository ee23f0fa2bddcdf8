// The client's side of an SMTP conversation (RFC 5321): one command, one reply. Poco's own session
// is not used: where a server goes away in the middle of a reply of several lines, it loops for
// ever and fills the memory (1.11). Throws Poco's exceptions. One thread.
#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/StreamSocket.h>

#include <string>
#include <string_view>

namespace qianqiao {

struct SmtpReply {
  int code = 0;      // 250
  std::string text;  // all lines, without codes, separated by line feeds
  int kind() const { return code / 100; }
  // An extension of an EHLO reply and its parameters, both in upper case.
  bool offers(std::string_view extension, std::string_view parameter = {}) const;
};

class SmtpDialogue {
 public:
  explicit SmtpDialogue(const Poco::Net::StreamSocket& connected) : socket_(connected) {}

  SmtpReply read_reply();
  SmtpReply command(const std::string& line);  // without its line end
  void send(std::string_view bytes);
  // TLS from here on, after the server's consent to STARTTLS.
  void secure(const std::string& host, const Poco::Net::Context::Ptr& tls);

 private:
  std::string read_line();

  Poco::Net::StreamSocket socket_;
  std::string received_;  // not yet read
};

}  // namespace qianqiao
