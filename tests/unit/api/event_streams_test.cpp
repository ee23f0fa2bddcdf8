#include "server/api/event_streams.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

namespace qianqiao {
namespace {

SubjectRow row(const std::string& id, std::int64_t version, const std::string& county) {
  SubjectRow made;
  made.id = id;
  made.version = version;
  made.county = county;
  return made;
}

// A viewer at the other end of a connection.
class Viewer {
 public:
  Viewer(std::uint64_t id, EventStreams& streams, const std::string& person, SubjectSight sight,
         std::function<bool()> still_valid = {}) {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
    mine_ = ends[0];
    connection = std::make_shared<HttpConnection>(id, Wire(ends[1], {}), "127.0.0.1");
    connection->phase = HttpConnection::Phase::kStreaming;
    added = streams.add(connection, {person, std::move(sight), std::move(still_valid)});
  }
  ~Viewer() { ::close(mine_); }

  std::string seen() {
    std::string text(100'000, '\0');
    const auto got = ::read(mine_, text.data(), text.size());
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
  }

  std::shared_ptr<HttpConnection> connection;
  Result<void> added;

 private:
  int mine_ = -1;
};

void push(HttpConnection& connection) { connection.flush(); }
bool everything(const SubjectRow&) { return true; }
bool shihe_only(const SubjectRow& subject) { return subject.county == "411502"; }

class EventStreamsTest : public ::testing::Test {
 protected:
  EventStreamsTest() {
    streams_.follow(&feed_, [] {});
  }
  HttpLimits limits_;
  ChangeFeed feed_;
  EventStreams streams_{limits_};
};

TEST_F(EventStreamsTest, EachViewerIsToldOfWhatItMaySeeAndOfNothingElse) {
  Viewer city(1, streams_, "city", everything), county(2, streams_, "county", shihe_only);
  feed_.publish({row("411502C000001", 3, "411502"), row("411503C000001", 7, "411503")});
  streams_.tell(push);
  EXPECT_EQ(county.seen(),
            "event: change\ndata: {\"kind\":\"case\",\"id\":\"411502C000001\",\"version\":3}\n\n");
  EXPECT_NE(city.seen().find("411503C000001"), std::string::npos);
  feed_.publish({row("411503C000001", 8, "411503")});
  streams_.tell(push);
  EXPECT_EQ(county.seen(), "") << "not even that something changed";
}

TEST_F(EventStreamsTest, MoreThanIsToldOneByOneIsOneWordToLookAnew) {
  Viewer city(1, streams_, "city", everything), county(2, streams_, "county", shihe_only);
  std::vector<SubjectRow> many;
  for (int i = 0; i < 1000; ++i) many.push_back(row("x" + std::to_string(i), 1, "411503"));
  many.push_back(row("411502C000001", 1, "411502"));
  feed_.publish(many);
  streams_.tell(push);
  EXPECT_EQ(city.seen(), "event: reload\ndata: {}\n\n");
  EXPECT_NE(county.seen().find("411502C000001"), std::string::npos);
}

TEST_F(EventStreamsTest, AViewerThatDoesNotReadHoldsLittleAndIsLetGo) {
  Viewer viewer(1, streams_, "slow", everything);
  const auto hold = [](HttpConnection&) {};  // nothing goes out
  for (int i = 0; i < 5000; ++i) {
    feed_.publish({row("411502C" + std::to_string(i), 1, "411502")});
    streams_.tell(hold);
  }
  EXPECT_LT(viewer.connection->unsent(), 70'000u);
  bool closed = false;
  streams_.beat(hold, [&](HttpConnection&) { closed = true; });
  EXPECT_TRUE(closed);
}

TEST_F(EventStreamsTest, WhoMayNotWatchAnyLongerIsLetGoAtTheNextBeat) {
  bool valid = true;
  Viewer viewer(1, streams_, "gone", everything, [&] { return valid; });
  int closed = 0;
  const auto close = [&](HttpConnection&) { ++closed; };
  streams_.beat(push, close);
  EXPECT_EQ(viewer.seen(), ": beat\n\n");
  EXPECT_EQ(closed, 0);
  valid = false;
  streams_.beat(push, close);
  EXPECT_EQ(closed, 1);
}

TEST_F(EventStreamsTest, OnePersonHasSoMany) {
  limits_.streams_per_person = 1;
  Viewer first(1, streams_, "a", everything), second(2, streams_, "a", everything),
      other(3, streams_, "b", everything);
  EXPECT_TRUE(first.added);
  EXPECT_EQ(second.added.error().code, "stream.too_many_of_one");
  EXPECT_TRUE(other.added);
  streams_.remove(1);
  EXPECT_TRUE(Viewer(4, streams_, "a", everything).added);
}

TEST_F(EventStreamsTest, NobodyWatchingNothingIsKept) {
  {
    Viewer viewer(1, streams_, "a", everything);
    streams_.remove(1);
  }
  feed_.publish({row("411502C000001", 1, "411502")});
  EXPECT_TRUE(feed_.take().subjects.empty());
}

}  // namespace
}  // namespace qianqiao
