#include "server/api/poller.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace qianqiao {
namespace {

std::uint32_t events_of(Poller::Wish wish) {
  return (wish == Poller::Wish::kRead ? EPOLLIN : EPOLLOUT) | EPOLLONESHOT;
}

}  // namespace

Poller::Poller()
    : epoll_(::epoll_create1(EPOLL_CLOEXEC)), stop_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  control(EPOLL_CTL_ADD, stop_, kStopId, EPOLLIN);
}

Poller::~Poller() {
  ::close(stop_);
  ::close(epoll_);
}

void Poller::control(int operation, int descriptor, std::uint64_t id, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  if (::epoll_ctl(epoll_, operation, descriptor, &event) != 0)
    throw std::system_error(errno, std::generic_category(), "epoll_ctl");
}

void Poller::add(int descriptor, std::uint64_t id, Wish wish) {
  control(EPOLL_CTL_ADD, descriptor, id, events_of(wish));
}

void Poller::arm(int descriptor, std::uint64_t id, Wish wish) {
  control(EPOLL_CTL_MOD, descriptor, id, events_of(wish));
}

std::optional<std::uint64_t> Poller::next() {
  epoll_event event{};
  while (true) {
    const int count = ::epoll_wait(epoll_, &event, 1, -1);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw std::system_error(errno, std::generic_category(), "epoll_wait");
    const std::uint64_t id = event.data.u64;  // a copy: the structure is packed
    if (id == kStopId) return std::nullopt;
    return id;
  }
}

void Poller::stop() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const ssize_t written = ::write(stop_, &one, sizeof one);
}

}  // namespace qianqiao
