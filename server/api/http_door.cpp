#include "server/api/http_door.h"

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/RunnableAdapter.h>
#include <Poco/Thread.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <thread>

#include "server/api/http_conversation.h"
#include "server/api/log.h"
#include "server/api/turnstile.h"

namespace qianqiao {
namespace {

namespace net = Poco::Net;
using Steady = std::chrono::steady_clock;

constexpr int kStackBytes = 512 * 1024;
constexpr int kBacklog = 1024, kAcceptsAtOnce = 64;
constexpr int kSpareThreads = 8;  // kept for short answers when handlers fill the others
constexpr int kPlacesPerCore = 2, kMorePlaces = 4;
constexpr rlim_t kOtherDescriptors = 200;  // database, logs, uploads
// How often time limits are looked at, and how long changes are gathered before viewers are told.
constexpr std::chrono::milliseconds kTick{250}, kGathering{100};

int places() {
  return kPlacesPerCore * static_cast<int>(std::thread::hardware_concurrency()) + kMorePlaces;
}

// Each connection has a descriptor; what the system gives at first is for small programs.
void allow_descriptors(int connections) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = static_cast<rlim_t>(connections) + kOtherDescriptors;
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(wanted, limit.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

struct HttpDoor::Parts {
  Parts(Service& service, const Options& options, TrustedProxies proxies, StaticFiles files,
        net::Context::Ptr its_tls, net::ServerSocket socket)
      : house{service,          options.api_key,
              options.limits,   std::move(proxies),
              std::move(files), std::max(1, options.limits.threads - kSpareThreads)},
        tls(std::move(its_tls)),
        address((tls.isNull() ? "http://" : "https://") + socket.address().toString()),
        listener(std::move(socket)),
        wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  ~Parts() { ::close(wake); }

  void start(int threads);
  void work();   // each thread of the pool
  void watch();  // the thread that accepts
  void stop(std::chrono::milliseconds patience);
  void join();

  void accept_some();
  bool accept_one();
  void look_after_time();
  void look_after_streams();
  void wake_watcher();

  HttpHouse house;
  Turnstile turnstile{places()};
  HttpConversation conversation{house};
  const net::Context::Ptr tls;
  const std::string address;
  net::ServerSocket listener;
  const int wake;
  std::atomic<bool> accepting{true}, leaving{false};
  std::atomic<bool> has_news{false};
  Steady::time_point last_look{}, last_beat{Steady::now()}, last_telling{};
  Poco::RunnableAdapter<Parts> pool_job{*this, &Parts::work}, watch_job{*this, &Parts::watch};
  std::vector<std::unique_ptr<Poco::Thread>> pool;
  Poco::Thread watcher{"http-watch"};
};

void HttpDoor::Parts::start(int threads) {
  for (int i = 0; i < threads; ++i) {
    pool.push_back(std::make_unique<Poco::Thread>("http"));
    pool.back()->setStackSize(kStackBytes);
    pool.back()->start(pool_job);
  }
  watcher.setStackSize(kStackBytes);
  watcher.start(watch_job);
}

void HttpDoor::Parts::work() {
  Turnstile::Place place(turnstile);
  for (; const auto id = house.poller.next(); place.take()) {
    const auto connection = house.table.find(*id);
    if (!connection) continue;
    try {
      conversation.carry_on(connection);
    } catch (const std::exception& mistake) {  // its time limit takes it away
      log_error("http.internal", {{"what", mistake.what()}});
    }
  }
}

void HttpDoor::Parts::watch() {
  while (!leaving) {
    const bool gathering = has_news && !house.streams.empty();
    const bool open = accepting;
    if (!open) listener.close();
    pollfd ready[] = {{wake, POLLIN, 0}, {open ? listener.impl()->sockfd() : -1, POLLIN, 0}};
    ::poll(ready, 2, static_cast<int>((gathering ? kGathering : kTick).count()));
    std::uint64_t count = 0;
    if (ready[0].revents != 0) [[maybe_unused]]
      const ssize_t got = ::read(wake, &count, sizeof count);
    try {
      if (open && ready[1].revents != 0) accept_some();
      look_after_streams();
      look_after_time();
    } catch (const std::exception& mistake) {
      log_error("http.internal", {{"what", mistake.what()}});
    }
  }
}

void HttpDoor::Parts::accept_some() {
  for (int i = 0; i < kAcceptsAtOnce && accept_one(); ++i) {
  }
}

bool HttpDoor::Parts::accept_one() {
  sockaddr_storage from{};
  socklen_t length = sizeof from;
  const int descriptor = ::accept4(listener.impl()->sockfd(), reinterpret_cast<sockaddr*>(&from),
                                   &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (descriptor < 0) {
    // Out of descriptors: those that wait are taken when others go.
    if (errno == EMFILE || errno == ENFILE) Poco::Thread::sleep(20);
    return false;
  }
  const net::SocketAddress peer(reinterpret_cast<sockaddr*>(&from), length);
  const std::string host = peer.host().toString();
  const auto connection =
      house.table.add(Wire(descriptor, tls), host, !house.proxies.include(host));
  if (!connection) return true;  // closed with its wire
  connection->wire.disable_delay();
  // What is not encrypted does not leave this machine, but to a proxy of ours.
  connection->is_private = !tls.isNull() || is_loopback(host) || house.proxies.include(host);
  const std::lock_guard lock(connection->mutex);
  connection->reader.emplace(house.limits);
  connection->give_time(house.limits.head_time);
  house.poller.add(descriptor, connection->id, Poller::Wish::kRead);
  return true;
}

void HttpDoor::Parts::look_after_time() {
  const auto now = Steady::now();
  if (now - last_look < kTick) return;
  last_look = now;
  for (const auto& connection : house.table.all()) {
    if (!connection->is_over(now)) continue;
    const std::unique_lock lock(connection->mutex, std::try_to_lock);
    // Held: somebody is at work on it.
    if (lock && connection->is_over(now)) conversation.time_out(connection);
  }
}

void HttpDoor::Parts::look_after_streams() {
  if (house.streams.empty()) return;
  const auto now = Steady::now();
  const auto push = [this](HttpConnection& connection) { conversation.push(connection); };
  const auto close = [this](HttpConnection& connection) { conversation.close(connection); };
  if (has_news && now - last_telling >= kGathering) {
    has_news = false;
    last_telling = now;
    house.streams.tell(push);
  }
  if (now - last_beat < house.limits.heartbeat) return;
  last_beat = now;
  house.streams.beat(push, close);
}

void HttpDoor::Parts::wake_watcher() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(wake, &one, sizeof one);
}

void HttpDoor::Parts::stop(std::chrono::milliseconds patience) {
  if (!accepting.exchange(false)) return;
  wake_watcher();
  house.traffic.stop(patience);
}

void HttpDoor::Parts::join() {
  leaving = true;
  wake_watcher();
  house.poller.stop();
  watcher.join();
  for (const auto& thread : pool) thread->join();
  for (const auto& connection : house.table.all()) {
    const std::lock_guard lock(connection->mutex);
    conversation.close(*connection);
  }
}

HttpDoor::HttpDoor(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

HttpDoor::~HttpDoor() {
  stop();
  parts_->join();
}

Result<std::unique_ptr<HttpDoor>> HttpDoor::open(Service& service, const Options& options) {
  auto proxies = TrustedProxies::of(options.trusted_proxies);
  if (!proxies) return fail(proxies.error());
  auto tls = tls_context(options.tls);
  if (!tls) return fail(tls.error());
  auto files = StaticFiles::read(options.web_root);
  if (!files) return fail(files.error());
  std::signal(SIGPIPE, SIG_IGN);  // TLS writes without MSG_NOSIGNAL
  allow_descriptors(options.limits.connections);
  try {
    const net::SocketAddress address(options.listen);
    if (tls->isNull() && proxies->empty() && !address.host().isLoopback())
      return fail("http.plain_listen", {{"address", options.listen}});
    net::ServerSocket socket;
    socket.bind(address, /*reuseAddress=*/true);
    socket.listen(kBacklog);
    socket.setBlocking(false);
    auto parts = std::make_unique<Parts>(service, options, *std::move(proxies), *std::move(files),
                                         *std::move(tls), std::move(socket));
    parts->house.streams.follow(service.changes, [raw = parts.get()] {
      raw->has_news = true;
      raw->wake_watcher();
    });
    service.before_waiting = [] {
      if (auto* place = Turnstile::Place::of_this_thread()) place->give_up();
    };
    parts->start(options.limits.threads);
    return std::unique_ptr<HttpDoor>(new HttpDoor(std::move(parts)));
  } catch (const Poco::Exception& problem) {
    return fail("http.cannot_listen",
                {{"address", options.listen}, {"reason", problem.displayText()}});
  }
}

std::string HttpDoor::address() const { return parts_->address; }

void HttpDoor::stop(std::chrono::milliseconds patience) { parts_->stop(patience); }

}  // namespace qianqiao
