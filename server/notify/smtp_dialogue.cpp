#include "server/notify/smtp_dialogue.h"

#include <Poco/Net/NetException.h>

#include <algorithm>

#include "server/notify/outgoing_connection.h"
#include "workflows/base/text.h"

namespace qianqiao {
namespace {

// RFC 5321 has 512 for a reply line; nobody needs more than this of one reply.
constexpr std::size_t kLongestLine = 4096;
constexpr int kMostLines = 128;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool SmtpReply::offers(std::string_view extension, std::string_view parameter) const {
  for (const std::string_view line : split(text, '\n')) {
    const std::string upper = to_upper_ascii(line);
    const auto words = split(upper, ' ');
    if (words.front() != extension) continue;
    if (parameter.empty() || std::find(words.begin() + 1, words.end(), parameter) != words.end())
      return true;
  }
  return false;
}

std::string SmtpDialogue::read_line() {
  while (true) {
    const std::size_t end = received_.find('\n');
    if (end != std::string::npos) {
      std::string line = received_.substr(0, end);
      received_.erase(0, end + 1);
      if (!line.empty() && line.back() == '\r') line.pop_back();
      return line;
    }
    if (received_.size() > kLongestLine) throw Poco::Net::SMTPException("a reply line without end");
    char buffer[1024];
    const int count = socket_.receiveBytes(buffer, sizeof buffer);
    if (count <= 0) throw Poco::Net::ConnectionResetException("the server hung up");
    received_.append(buffer, static_cast<std::size_t>(count));
  }
}

SmtpReply SmtpDialogue::read_reply() {
  SmtpReply reply;
  for (int lines = 0; lines < kMostLines; ++lines) {
    const std::string line = read_line();
    if (line.size() < 3 || !std::all_of(line.begin(), line.begin() + 3, is_digit) ||
        (line.size() > 3 && line[3] != ' ' && line[3] != '-'))
      throw Poco::Net::SMTPException("the answer is no SMTP");
    reply.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    if (lines > 0) reply.text += '\n';
    if (line.size() > 4) reply.text.append(line, 4);
    if (line.size() == 3 || line[3] == ' ') return reply;
  }
  throw Poco::Net::SMTPException("a reply without end");
}

SmtpReply SmtpDialogue::command(const std::string& line) {
  send(line + "\r\n");
  return read_reply();
}

void SmtpDialogue::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const int sent = socket_.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
    if (sent <= 0) throw Poco::Net::ConnectionResetException("the server hung up");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void SmtpDialogue::secure(const std::string& host, const Poco::Net::Context::Ptr& tls) {
  // What came before the handshake in the clear may be anybody's.
  if (!received_.empty()) throw Poco::Net::SMTPException("text before the TLS handshake");
  socket_ = qianqiao::secure(socket_, host, tls);
}

}  // namespace qianqiao
