// Who is let through to a route, and what it sees then.
#include "server/api/gate.h"

#include <gtest/gtest.h>

#include "tests/support/small_city.h"

namespace qianqiao {
namespace {

// Nobody here asks for figures.
class NoFigures final : public FigureSource {
 public:
  FigureReport report(Reader&, const FigureQuery&) const override { return {}; }
  std::vector<FigureItem> behind(Reader&, const FigureQuery&, Figure, const EnterpriseId&,
                                 int) const override {
    return {};
  }
};

class GateTest : public ::testing::Test {
 protected:
  GateTest()
      : queue_(city_.engine(), CommandQueue::Options{}, [](const StoreFailure&) {}),
        service_{city_.store(),
                 queue_,
                 city_.engine(),
                 city_.clock(),
                 metrics_,
                 figures_,
                 nullptr,
                 {},
                 nullptr,
                 nullptr,
                 {},
                 {},
                 {}} {}
  ~GateTest() override { queue_.stop(); }

  static Request from(Viewer::Kind kind, PersonId person = {}) {
    Request request;
    request.viewer.kind = kind;
    request.viewer.person = std::move(person);
    return request;
  }
  std::string refusal(const Access& access, Request request, std::string_view method = "GET") {
    Route route{method, "/x", access, BodyKind::kNone, 0, {}, {}, nullptr};
    const auto admitted = admit(service_, route, request);
    return admitted ? "" : admitted.error().code;
  }

  test::SmallCity city_;
  CommandQueue queue_;
  Metrics metrics_;
  const NoFigures figures_;
  Service service_;
};

constexpr auto kNobody = Viewer::Kind::kNobody, kPerson = Viewer::Kind::kPerson,
               kTheOperator = Viewer::Kind::kOperator;

TEST_F(GateTest, LetsNobodyThroughButToOpenRoutes) {
  EXPECT_EQ(refusal(kOpen, from(kNobody)), "");
  EXPECT_EQ(refusal(kSignedIn, from(kNobody)), "http.unauthorised");
  EXPECT_EQ(refusal(only({roles::kLeader}), from(kNobody)), "http.unauthorised");
  EXPECT_EQ(refusal(kOperator, from(kNobody)), "http.unauthorised");
}

TEST_F(GateTest, AsksForOneOfTheRoutesRoles) {
  const auto leader = from(kPerson, "leader-411502"), force = from(kPerson, "task_force-411502");
  EXPECT_EQ(refusal(only({roles::kLeader, roles::kAuditor}), leader), "");
  EXPECT_EQ(refusal(only({roles::kLeader, roles::kAuditor}), force), "route.not_yours");
  EXPECT_EQ(refusal(kSignedIn, force), "");
  EXPECT_EQ(refusal(kOperator, leader), "route.not_yours");
  EXPECT_EQ(refusal(only({roles::kLeader}), from(kPerson, "nobody")), "route.not_yours");
  EXPECT_EQ(refusal(kOperator, from(kTheOperator)), "");
}

TEST_F(GateTest, AReadingKeyChangesNothing) {
  auto key = from(kPerson, "leader-411502");
  key.viewer.may_write = false;
  EXPECT_EQ(refusal(kSignedIn, key, "GET"), "");
  EXPECT_EQ(refusal(kSignedIn, key, "POST"), "api_key.read_only");
  EXPECT_EQ(refusal(kSignedIn, key, "DELETE"), "api_key.read_only");
}

TEST_F(GateTest, OnlyTheAppointmentsOfTheRouteCount) {
  Request request = from(kPerson, "task_force-411502");
  const Route route{"GET", "/x", only({roles::kTaskForce}), BodyKind::kNone, 0, {}, {}, nullptr};
  ASSERT_TRUE(admit(service_, route, request));
  EXPECT_TRUE(may_act_in(request, "411502"));
  EXPECT_FALSE(may_act_in(request, "411522"));
  EXPECT_TRUE(holds_any(request, {roles::kTaskForce}));
  EXPECT_FALSE(holds_any(request, {roles::kLeader}));
}

TEST_F(GateTest, TheOperatorSeesEverythingUntilItNamesAPerson) {
  Request request = from(kTheOperator);
  const Route route{"GET", "/x", kSignedIn, BodyKind::kNone, 0, {}, {}, nullptr};
  ASSERT_TRUE(admit(service_, route, request));
  EXPECT_FALSE(sight_of(request, SubjectKind::kReferral));
  request = from(kTheOperator, "contact-BANK-A");
  ASSERT_TRUE(admit(service_, route, request));
  EXPECT_EQ(sight_of(request, SubjectKind::kReferral), (Sight{.parties = {"BANK-A"}}));
}

TEST_F(GateTest, ABankSeesAnEnterpriseByItsOwnReferralOnly) {
  const SubjectId case_id = city_.pushed(R"(["BANK-A"])");
  const auto reader = city_.read();
  const auto enterprise = *reader->enterprise(city_.subject(case_id).enterprise);
  const Route route{"GET", "/x", kSignedIn, BodyKind::kNone, 0, {}, {}, nullptr};
  const auto sees = [&](const char* person) {
    Request request = from(kPerson, person);
    EXPECT_TRUE(admit(service_, route, request));
    return may_see(request, enterprise, *reader);
  };
  EXPECT_TRUE(sees("contact-BANK-A"));
  EXPECT_FALSE(sees("contact-BANK-B"));
  EXPECT_TRUE(sees("task_force-411502"));
  EXPECT_FALSE(sees("office-411522"));
}

}  // namespace
}  // namespace qianqiao
