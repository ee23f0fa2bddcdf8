// Opening a connection to the outside: one look-up of the name, TCP, TLS.
#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/StreamSocket.h>

#include <cstdint>
#include <string>
#include <vector>

#include "server/notify/exchange_limit.h"
#include "workflows/base/result.h"

namespace qianqiao {

// The addresses of a host, best first, by the operating system. Its own time limit applies
// (resolv.conf), and what it takes counts against the exchange. Errors: notify.unreachable.
Result<std::vector<std::string>> resolve_by_system(const std::string& host);

// TLS 1.2 or later, certificate and name always verified. Errors: notify.misconfigured.
Result<Poco::Net::Context::Ptr> make_tls_client(const std::string& ca_file);

// Connects to the first of `addresses` that answers, and has `limit` watch it.
// Errors: notify.unreachable, notify.timeout.
Result<Poco::Net::StreamSocket> connect_to(const std::string& host,
                                           const std::vector<std::string>& addresses,
                                           std::uint16_t port, ExchangeLimit& limit);

// Shakes hands over a connected socket; SNI and the certificate's name are `host`. Throws Poco's
// exceptions.
Poco::Net::StreamSocket secure(const Poco::Net::StreamSocket& socket, const std::string& host,
                               const Poco::Net::Context::Ptr& tls);

// What went wrong below, in the words of the library.
Text describe_failure(const std::exception& failure);

}  // namespace qianqiao
