#include "server/api/connection_table.h"

namespace qianqiao {
namespace {

// Over the cap so many are told why; more are closed without a word.
constexpr int kMostRefusals = 64;

}  // namespace

const char* ConnectionTable::refusal_of(const std::string& address, bool counted) const {
  const auto of_one = by_address_.find(address);
  if (counted && limits_.connections_per_address > 0 && of_one != by_address_.end() &&
      of_one->second >= limits_.connections_per_address)
    return "http.too_many_connections";
  return admitted_ < limits_.connections ? nullptr : "http.full";
}

std::shared_ptr<HttpConnection> ConnectionTable::add(Wire wire, const std::string& address,
                                                     bool counted) {
  const std::lock_guard lock(mutex_);
  const char* refusal = refusal_of(address, counted);
  if (refusal != nullptr && refused_ >= kMostRefusals) return nullptr;
  auto connection = std::make_shared<HttpConnection>(++last_id_, std::move(wire), address);
  connection->refusal = refusal;
  counted = counted && refusal == nullptr;
  entries_.emplace(connection->id, Entry{connection, counted});
  ++(refusal == nullptr ? admitted_ : refused_);
  if (counted) ++by_address_[address];
  return connection;
}

std::shared_ptr<HttpConnection> ConnectionTable::find(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : found->second.connection;
}

void ConnectionTable::remove(std::uint64_t id) {
  std::shared_ptr<HttpConnection> last;  // let go of outside the lock
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  last = std::move(found->second.connection);
  --(last->refusal == nullptr ? admitted_ : refused_);
  if (found->second.counted)
    if (const auto of_one = by_address_.find(last->address); --of_one->second == 0)
      by_address_.erase(of_one);
  entries_.erase(found);
}

std::vector<std::shared_ptr<HttpConnection>> ConnectionTable::all() {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<HttpConnection>> list;
  list.reserve(entries_.size());
  for (const auto& [id, entry] : entries_) list.push_back(entry.connection);
  return list;
}

std::size_t ConnectionTable::size() {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

}  // namespace qianqiao
