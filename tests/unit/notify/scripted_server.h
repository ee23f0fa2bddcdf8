// A TCP server on a port of the system's choice that does to each connection what the test says.
// Connections are handled one after the other on the server's own thread.
#pragma once

#include <Poco/Net/Context.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace qianqiao {

class ScriptedServer {
 public:
  using Handler = std::function<void(Poco::Net::StreamSocket&)>;

  // With `tls`, every connection begins with a handshake.
  explicit ScriptedServer(Handler handler, Poco::Net::Context::Ptr tls = nullptr);
  ~ScriptedServer();  // stops
  // Ends the connection under way and the thread; call before looking at what handlers recorded.
  void stop();

  std::uint16_t port() const { return port_; }
  std::string url(const std::string& host = "127.0.0.1") const;
  int connections() const { return connections_; }

 private:
  void run();
  void serve(Poco::Net::StreamSocket socket);
  void note_current(int descriptor);

  Handler handler_;
  Poco::Net::Context::Ptr tls_;
  Poco::Net::ServerSocket listener_;
  std::uint16_t port_;
  std::atomic<int> connections_ = 0;
  std::atomic<bool> is_stopping_ = false;
  std::mutex mutex_;
  int current_ = -1;  // a duplicate of the descriptor of the connection under way
  std::thread thread_;
};

// Reads a whole request: head, and as much body as it announces.
std::string read_http_request(Poco::Net::StreamSocket& socket);
void write(Poco::Net::StreamSocket& socket, const std::string& bytes);
// Waits for the client to hang up, without an answer.
void wait_for_hang_up(Poco::Net::StreamSocket& socket);
// A byte every 20 ms until all is sent or the client hangs up; returns how many were sent.
std::size_t trickle(Poco::Net::StreamSocket& socket, const std::string& bytes);

}  // namespace qianqiao
