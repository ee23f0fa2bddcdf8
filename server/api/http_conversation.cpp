#include "server/api/http_conversation.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/api/answer_bytes.h"
#include "server/api/authenticator.h"
#include "server/api/gate.h"
#include "server/api/log.h"
#include "server/api/route_table.h"

namespace qianqiao {
namespace {

using Phase = HttpConnection::Phase;
using Waits = HttpConnection::Waits;

constexpr std::chrono::seconds kLingerTime{2};
constexpr std::size_t kMostLingering = 64 * 1024 * 1024;  // a file too large, read to its end
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

// -1: it cannot be read. The file may lose its name as soon as it is open.
int open_file(const Answer& answer, std::uint64_t& size) {
  const int descriptor = ::open(answer.file_path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat state {};
  if (answer.remove_file) ::unlink(answer.file_path.c_str());
  if (descriptor < 0 || ::fstat(descriptor, &state) != 0) return -1;
  size = static_cast<std::uint64_t>(state.st_size);
  return descriptor;
}

Answer refuse_entry(const Error& error) {
  Answer refusal = problem(error);
  if (refusal.status == 401) refusal.headers.emplace_back("WWW-Authenticate", "Bearer");
  return refusal;
}

Answer come_again(const char* code, int seconds) {
  Answer answer = problem({code, {}});
  answer.headers.emplace_back("Retry-After", std::to_string(seconds));
  return answer;
}

}  // namespace

void HttpConversation::carry_on(const std::shared_ptr<HttpConnection>& connection) {
  const std::lock_guard lock(connection->mutex);
  while (step(connection)) {
  }
}

bool HttpConversation::step(const std::shared_ptr<HttpConnection>& connection) {
  switch (connection->phase) {
    case Phase::kReceiving:
      return receive_request(connection);
    case Phase::kSending:
      return send(*connection);
    case Phase::kStreaming:
      return watch_stream(*connection);
    case Phase::kLingering:
      return linger(*connection);
    case Phase::kCommitting:
    case Phase::kClosed:
      break;
  }
  return false;
}

bool HttpConversation::wait(HttpConnection& connection, Waits waits) {
  if (waits == Waits::kGone) {
    close(connection);
    return false;
  }
  const auto wish = waits == Waits::kForWriting ? Poller::Wish::kWrite : Poller::Wish::kRead;
  house_.poller.arm(connection.wire.descriptor(), connection.id, wish);
  return false;
}

bool HttpConversation::receive_request(const std::shared_ptr<HttpConnection>& connection) {
  HttpConnection& c = *connection;
  if (!c.head_taken) {
    const auto head = c.reader->take_head(c.in);
    if (!head) {
      refuse(connection, problem(head.error()));
      return true;
    }
    if (!*head) return read_more(connection);
    c.head_taken = true;
    c.record.emplace(house_.service.metrics, c.reader->header("traceparent"));
    if (auto refused = admit(c)) {
      refuse(connection, *std::move(refused));
      return true;
    }
  }
  const auto body = c.reader->take_body(c.in);
  if (!body)
    refuse(connection, problem(body.error()));
  else if (!*body)
    return read_more(connection);
  else
    answer(connection, ask_routes(c));
  return c.phase != Phase::kCommitting;
}

bool HttpConversation::read_more(const std::shared_ptr<HttpConnection>& connection) {
  const Waits waits = connection->receive();
  if (waits == Waits::kNo && !connection->begun) {
    connection->begun = true;
    connection->give_time(house_.limits.head_time);
  }
  if (waits == Waits::kGone && connection->begun) {  // it may have closed its own side only
    connection->closes = true;
    answer(connection, problem({"http.malformed", {}}));
    return true;
  }
  return waits == Waits::kNo || wait(*connection, waits);
}

// May this request come in, and how is its body to be taken? Else the answer that it gets.
std::optional<Answer> HttpConversation::admit(HttpConnection& connection) {
  RequestReader& reader = *connection.reader;
  Request& request = reader.request();
  const ClientOrigin origin =
      house_.proxies.origin(connection.address, connection.wire.is_encrypted(),
                            reader.header("X-Forwarded-For"), reader.header("X-Forwarded-Proto"));
  request.client_address = origin.address;
  request.secure = origin.secure;
  if (connection.refusal != nullptr) return come_again(connection.refusal, 5);
  if (!connection.is_private) return problem({"http.insecure", {}});
  RouteMatch& found = connection.route = find_route(request.method, request.path);
  connection.record->found(found.route);
  if (found.route == nullptr && found.allowed_methods.empty())
    if (auto file = page(reader, request)) return file;
  auto viewer = identify(house_.service, house_.api_key, reader.presented());
  if (!viewer) return refuse_entry(viewer.error());
  request.viewer = *std::move(viewer);
  request.actor = request.viewer.person;
  if (found.route == nullptr)
    return request.viewer.kind == Viewer::Kind::kNobody ? refuse_entry({"http.unauthorised", {}})
                                                        : refuse_route(found);
  if (auto admitted = qianqiao::admit(house_.service, *found.route, request); !admitted)
    return refuse_entry(admitted.error());
  if (auto fine = reader.begin_body(*found.route, house_.service.working_folder); !fine)
    return problem(fine.error());
  if (!reader.announces_body()) return std::nullopt;
  connection.give_time(found.route->body == BodyKind::kUpload ? house_.limits.upload_time
                                                              : house_.limits.json_time);
  if (reader.expects_continue() && connection.in.empty()) {
    connection.queue(std::string(kContinue));
    if (connection.flush() == Waits::kGone) return problem({"http.malformed", {}});
  }
  return std::nullopt;
}

// The web application's files, for everybody; under /api there are none.
std::optional<Answer> HttpConversation::page(const RequestReader& reader,
                                             const Request& request) const {
  if (request.method != "GET" || request.path.starts_with("/api/")) return std::nullopt;
  return house_.files.answer(
      {request.path, reader.header("Accept-Encoding"), reader.header("If-None-Match")});
}

Answer HttpConversation::ask_routes(HttpConnection& connection) {
  if (!house_.traffic.enter()) return problem({"server.stopping", {}});
  connection.is_under_way = true;
  if (house_.busy.fetch_add(1) >= house_.most_busy) {
    --house_.busy;
    return come_again("server.busy", 1);
  }
  Request request = std::move(connection.reader->request());
  request.path_values = std::move(connection.route.path_values);
  Answer answer = answer_at(house_.service, *connection.route.route, request);
  --house_.busy;
  return answer;
}

void HttpConversation::refuse(const std::shared_ptr<HttpConnection>& connection, Answer refusal) {
  // What is left of this request is not to be taken for another.
  connection->closes |= !connection->head_taken || connection->reader->announces_body();
  answer(connection, std::move(refusal));
}

void HttpConversation::answer(const std::shared_ptr<HttpConnection>& connection, Answer answer) {
  HttpConnection& c = *connection;
  if (answer.pending) return commit(connection, answer.pending);
  if (c.record) {
    c.record->stamp(answer);
    c.record->finish(answer);
    c.record.reset();
  }
  std::uint64_t file_size = 0;
  int file = -1;
  if (!answer.file_path.empty() && (file = open_file(answer, file_size)) < 0)
    answer = problem({"http.internal", {}});
  if (answer.stream && !c.reader->is_head()) {
    const auto added = house_.streams.add(connection, *std::move(answer.stream));
    if (added) return begin_stream(c);
    answer = problem(added.error());
    answer.headers.emplace_back("Retry-After", "60");
  }
  c.closes |= c.refusal != nullptr || !c.head_taken || !c.reader->keeps_alive() ||
              ++c.requests >= house_.limits.requests_per_connection || house_.traffic.is_stopping();
  AnswerShape shape;
  shape.head_only = c.head_taken && c.reader->is_head();
  shape.keep_alive = !c.closes;
  shape.old_client = c.head_taken && c.reader->is_old();
  shape.accepts_gzip = c.head_taken && accepts_coding(c.reader->header("Accept-Encoding"), "gzip");
  std::string bytes = to_bytes(answer, shape, file_size);
  const std::uint64_t size = bytes.size() + (shape.head_only ? 0 : file_size);
  c.queue(std::move(bytes));
  if (file >= 0) c.queue_file(file, shape.head_only ? 0 : file_size);
  c.phase = Phase::kSending;
  c.give_time(house_.limits.answer_time +
              std::chrono::milliseconds(size * 1000 / house_.limits.answer_bytes_per_second));
}

void HttpConversation::begin_stream(HttpConnection& connection) {
  leave(connection);  // a stop does not wait for those who watch
  connection.queue(stream_head());
  connection.phase = Phase::kStreaming;
  connection.give_all_time();
}

void HttpConversation::leave(HttpConnection& connection) {
  if (std::exchange(connection.is_under_way, false)) house_.traffic.leave();
}

// The connection is armed for nothing until its answer is there.
void HttpConversation::commit(const std::shared_ptr<HttpConnection>& connection,
                              const std::shared_ptr<PendingAnswer>& pending) {
  connection->phase = Phase::kCommitting;
  connection->give_all_time();
  house_.service.queue.submit(std::move(pending->command),
                              [finisher = finisher_, connection, pending](Outcome outcome) {
                                finisher->add({connection, pending, std::move(outcome)});
                              });
}

// What is left to do for this connection a thread of the pool does: the finisher has others to
// answer.
void HttpConversation::send_committed(const std::shared_ptr<HttpConnection>& connection,
                                      Answer answer) {
  const std::lock_guard lock(connection->mutex);
  if (connection->phase != Phase::kCommitting) return;
  this->answer(connection, std::move(answer));
  if (send(*connection)) wait(*connection, Waits::kForWriting);
}

bool HttpConversation::send(HttpConnection& connection) {
  if (const Waits waits = connection.flush(); waits != Waits::kNo) return wait(connection, waits);
  leave(connection);
  if (connection.closes) {
    connection.wire.shut_down_sending();
    connection.phase = Phase::kLingering;
    connection.give_time(kLingerTime);
    return true;
  }
  begin_next(connection);
  // Encrypted bytes may wait where the poller does not see them.
  if (!connection.in.empty() || connection.wire.is_encrypted()) return true;
  return wait(connection, Waits::kForReading);
}

void HttpConversation::begin_next(HttpConnection& connection) {
  connection.reader.emplace(house_.limits);
  connection.head_taken = false;
  connection.begun = !connection.in.empty();
  connection.phase = Phase::kReceiving;
  connection.give_time(connection.begun ? house_.limits.head_time : house_.limits.idle_time);
}

// A client that sends on or closes its side has had enough of a stream.
bool HttpConversation::watch_stream(HttpConnection& connection) {
  if (const Waits waits = connection.flush(); waits != Waits::kNo) return wait(connection, waits);
  const Waits waits = connection.discard();
  return waits == Waits::kNo ? (close(connection), false) : wait(connection, waits);
}

bool HttpConversation::linger(HttpConnection& connection) {
  const Waits waits = connection.discard();
  if (waits != Waits::kNo) return wait(connection, waits);
  if (connection.discarded < kMostLingering) return true;
  close(connection);
  return false;
}

void HttpConversation::push(HttpConnection& connection) {
  const Waits waits = connection.flush();
  if (waits == Waits::kGone) return close(connection);
  if (waits != Waits::kNo) wait(connection, waits);
}

void HttpConversation::time_out(const std::shared_ptr<HttpConnection>& connection) {
  HttpConnection& c = *connection;
  if (c.phase != Phase::kReceiving || !c.begun) return close(c);
  c.closes = true;
  answer(connection, problem({"http.timeout", {}}));
  while (step(connection)) {
  }
}

void HttpConversation::close(HttpConnection& connection) {
  leave(connection);
  house_.streams.remove(connection.id);
  connection.close();
  house_.table.remove(connection.id);
}

}  // namespace qianqiao
