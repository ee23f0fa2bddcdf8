#include "server/notify/outgoing_connection.h"

#include <Poco/Net/DNS.h>
#include <Poco/Net/HostEntry.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>
#include <Poco/Net/SecureStreamSocket.h>

#include <csignal>
#include <mutex>

#include "server/notify/notify_error.h"

namespace qianqiao {
namespace {

// OpenSSL writes to its socket without MSG_NOSIGNAL: a peer that goes away must not end the
// process.
void ignore_broken_pipes() {
  static std::once_flag once;
  std::call_once(once, [] {
    struct sigaction current {};
    sigaction(SIGPIPE, nullptr, &current);
    if (current.sa_handler == SIG_DFL) std::signal(SIGPIPE, SIG_IGN);
  });
}

}  // namespace

Text describe_failure(const std::exception& failure) {
  const auto* known = dynamic_cast<const Poco::Exception*>(&failure);
  const std::string words = known != nullptr ? known->displayText() : failure.what();
  return {words, words};
}

Result<std::vector<std::string>> resolve_by_system(const std::string& host) {
  try {
    std::vector<std::string> addresses;
    const Poco::Net::HostEntry entry = Poco::Net::DNS::resolve(host);
    for (const auto& address : entry.addresses()) addresses.push_back(address.toString());
    if (!addresses.empty()) return addresses;
  } catch (const Poco::Exception&) {
  }
  return fail(unreachable(host, {"域名解析不到地址", "the name has no address"}));
}

Result<Poco::Net::Context::Ptr> make_tls_client(const std::string& ca_file) {
  ignore_broken_pipes();
  try {
    // Strict: with anything less Poco skips the check of the name where that name resolves to this
    // machine, and resolves it once more for that.
    Poco::Net::Context::Ptr tls(new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, "", "",
                                                       ca_file, Poco::Net::Context::VERIFY_STRICT,
                                                       9, true));
    tls->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
    return tls;
  } catch (const Poco::Exception& failure) {
    const std::string words = failure.displayText();
    return fail(misconfigured({"证书文件“" + ca_file + "”不可用（" + words + "）",
                               "the certificates in '" + ca_file + "' cannot be used: " + words}));
  }
}

Result<Poco::Net::StreamSocket> connect_to(const std::string& host,
                                           const std::vector<std::string>& addresses,
                                           std::uint16_t port, ExchangeLimit& limit) {
  ignore_broken_pipes();
  Text last{"没有可用的地址", "no usable address"};
  for (const std::string& address : addresses) {
    if (limit.is_over()) break;
    try {
      Poco::Net::StreamSocket socket;
      // One address that swallows everything must leave time for the next.
      const int share = &address == &addresses.back() ? 1 : 2;
      socket.connect(Poco::Net::SocketAddress(Poco::Net::IPAddress(address), port),
                     Poco::Timespan(limit.remaining().totalMicroseconds() / share));
      socket.setReceiveTimeout(limit.remaining());
      socket.setSendTimeout(limit.remaining());
      limit.watch(socket);
      return socket;
    } catch (const Poco::Exception& failure) {
      last = describe_failure(failure);
    }
  }
  if (limit.is_over()) return fail(timed_out(host, limit.limit_ms()));
  return fail(unreachable(host, last));
}

Poco::Net::StreamSocket secure(const Poco::Net::StreamSocket& socket, const std::string& host,
                               const Poco::Net::Context::Ptr& tls) {
  auto secured = Poco::Net::SecureStreamSocket::attach(socket, host, tls);
  // To Poco 1.11 a read that times out within the handshake is no failure: it would go on without
  // having seen a certificate, and compare no name with it later.
  if (secured.completeHandshake() != 1)
    throw Poco::Net::SSLConnectionUnexpectedlyClosedException("within the TLS handshake");
  secured.verifyPeerCertificate(host);
  return secured;
}

}  // namespace qianqiao
