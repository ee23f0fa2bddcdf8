#include "server/api/event_streams.h"

#include <nlohmann/json.hpp>

#include "server/api/subject_json.h"

namespace qianqiao {
namespace {

constexpr std::size_t kMostUnsent = 64 * 1024, kMostAtOnce = 200;
constexpr std::string_view kReload = "event: reload\ndata: {}\n\n", kBeat = ": beat\n\n";

std::string event_of(const SubjectRow& row) {
  const nlohmann::ordered_json data = {
      {"kind", to_string(row.kind)}, {"id", row.id}, {"version", row.version}};
  return "event: change\ndata: " +
         data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n\n";
}

std::string text_for(const StreamOffer& offer, const ChangeFeed::News& news) {
  std::string text;
  std::size_t told = 0;
  for (const SubjectRow& row : news.subjects) {
    if (!offer.sight(row)) continue;
    if (++told > kMostAtOnce) return std::string(kReload);
    text += event_of(row);
  }
  if (news.overflowed) text += kReload;
  return text;
}

}  // namespace

void EventStreams::follow(ChangeFeed* feed, std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  feed_ = feed;
  wake_ = std::move(wake);
}

Result<void> EventStreams::add(const std::shared_ptr<HttpConnection>& connection,
                               StreamOffer offer) {
  const std::lock_guard lock(mutex_);
  if (feed_ == nullptr || static_cast<int>(streams_.size()) >= limits_.streams)
    return fail("stream.full");
  int& of_one = by_person_[offer.person];
  if (of_one >= limits_.streams_per_person)
    return fail("stream.too_many_of_one", {{"limit", std::to_string(limits_.streams_per_person)}});
  ++of_one;
  if (streams_.empty()) feed_->watch(wake_);
  streams_[connection->id] = {connection, std::make_shared<const StreamOffer>(std::move(offer))};
  return {};
}

void EventStreams::remove(std::uint64_t connection_id) {
  Stream last;  // let go of outside the lock
  const std::lock_guard lock(mutex_);
  const auto found = streams_.find(connection_id);
  if (found == streams_.end()) return;
  last = std::move(found->second);
  streams_.erase(found);
  if (const auto of_one = by_person_.find(last.offer->person); --of_one->second == 0)
    by_person_.erase(of_one);
  if (streams_.empty()) feed_->stop_watching();
}

bool EventStreams::empty() {
  const std::lock_guard lock(mutex_);
  return streams_.empty();
}

std::vector<EventStreams::Stream> EventStreams::all() {
  const std::lock_guard lock(mutex_);
  std::vector<Stream> list;
  for (const auto& [id, stream] : streams_) list.push_back(stream);
  return list;
}

void EventStreams::tell(const Push& push) {
  const ChangeFeed::News news = feed_->take();
  for (const Stream& stream : all()) {
    std::string text = text_for(*stream.offer, news);
    if (text.empty()) continue;
    const std::lock_guard lock(stream.connection->mutex);
    if (stream.connection->phase != HttpConnection::Phase::kStreaming) continue;
    // What waits already ends with a word to look anew, or will be followed by this one.
    if (stream.connection->unsent() > kMostUnsent) continue;
    if (stream.connection->unsent() + text.size() > kMostUnsent) text = kReload;
    stream.connection->queue(std::move(text));
    push(*stream.connection);
  }
}

void EventStreams::beat(const Push& push, const Close& close) {
  for (const Stream& stream : all()) {
    const bool valid = !stream.offer->still_valid || stream.offer->still_valid();
    const std::lock_guard lock(stream.connection->mutex);
    if (stream.connection->phase != HttpConnection::Phase::kStreaming) continue;
    // Not a byte taken since the last beat: nobody reads there.
    if (!valid || stream.connection->unsent() > kMostUnsent) {
      close(*stream.connection);
      continue;
    }
    stream.connection->queue(std::string(kBeat));
    push(*stream.connection);
  }
}

}  // namespace qianqiao
