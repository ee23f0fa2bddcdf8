#include "tests/unit/notify/scripted_server.h"

#include <Poco/Exception.h>
#include <Poco/Net/SecureStreamSocket.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

namespace qianqiao {

ScriptedServer::ScriptedServer(Handler handler, Poco::Net::Context::Ptr tls)
    : handler_(std::move(handler)),
      tls_(std::move(tls)),
      listener_(Poco::Net::SocketAddress("127.0.0.1", 0)),
      port_(listener_.address().port()) {
  listener_.setBlocking(false);   // a client that goes before it is accepted holds nobody up
  std::signal(SIGPIPE, SIG_IGN);  // clients of these tests hang up in the middle
  thread_ = std::thread([this] { run(); });
}

ScriptedServer::~ScriptedServer() { stop(); }

void ScriptedServer::stop() {
  is_stopping_ = true;
  {
    const std::lock_guard lock(mutex_);
    if (current_ >= 0) ::shutdown(current_, SHUT_RDWR);  // whatever the handler waits for is over
  }
  if (thread_.joinable()) thread_.join();
}

std::string ScriptedServer::url(const std::string& host) const {
  return (tls_ ? "https://" : "http://") + host + ":" + std::to_string(port_) + "/hook?x=1";
}

void ScriptedServer::run() {
  while (!is_stopping_) {
    if (!listener_.poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ)) continue;
    try {
      serve(listener_.acceptConnection());
    } catch (const Poco::Exception&) {  // the client went away: the client's result is judged
    }
    note_current(-1);
  }
}

void ScriptedServer::serve(Poco::Net::StreamSocket socket) {
  ++connections_;
  socket.setBlocking(true);
  socket.setReceiveTimeout(Poco::Timespan(20, 0));  // a broken test ends, too
  socket.setSendTimeout(Poco::Timespan(20, 0));
  note_current(::fcntl(socket.impl()->sockfd(), F_DUPFD_CLOEXEC, 0));
  if (tls_) socket = Poco::Net::SecureStreamSocket::attach(socket, tls_);
  handler_(socket);
  socket.close();
}

void ScriptedServer::note_current(int descriptor) {
  const std::lock_guard lock(mutex_);
  if (current_ >= 0) ::close(current_);
  current_ = descriptor;
  if (descriptor >= 0 && is_stopping_) ::shutdown(descriptor, SHUT_RDWR);
}

std::string read_http_request(Poco::Net::StreamSocket& socket) {
  std::string request;
  char buffer[4096];
  while (true) {
    const std::size_t head = request.find("\r\n\r\n");
    if (head != std::string::npos) {
      const std::size_t length = request.find("Content-Length: ");
      const std::size_t body =
          length == std::string::npos ? 0 : std::stoul(request.substr(length + 16));
      if (request.size() >= head + 4 + body) return request;
    }
    const int count = socket.receiveBytes(buffer, sizeof buffer);
    if (count <= 0) return request;
    request.append(buffer, static_cast<std::size_t>(count));
  }
}

void write(Poco::Net::StreamSocket& socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();)
    sent += static_cast<std::size_t>(
        socket.sendBytes(bytes.data() + sent, static_cast<int>(bytes.size() - sent)));
}

void wait_for_hang_up(Poco::Net::StreamSocket& socket) {
  char buffer[4096];
  while (socket.receiveBytes(buffer, sizeof buffer) > 0) {
  }
}

std::size_t trickle(Poco::Net::StreamSocket& socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size(); ++sent) {
    if (socket.poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ)) return sent;
    socket.sendBytes(&bytes[sent], 1);
  }
  return bytes.size();
}

}  // namespace qianqiao
