// The links by which enterprises look how far their cases are: one a case, found by its digest.
#include "server/ports/progress_link_records.h"
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

ProgressLinkRow a_link(const char* subject, const char* code, std::int64_t made_ms) {
  return {subject, sm3(code), "clerk", made_ms, made_ms + 1000};
}

TEST_P(StoreSuite, AProgressLinkIsFoundByItsCodeAndByItsCase) {
  const ProgressLinkRow first = a_link("C-1", "one", 1000), second = a_link("C-2", "two", 2000);
  write([&](Writer& w) {
    w.progress_link_writes().put(first);
    w.progress_link_writes().put(second);
  });
  const auto reader = store_->reader();
  EXPECT_EQ(reader->progress_links().find(sm3("one")), first);
  EXPECT_EQ(reader->progress_links().of("C-2"), second);
  EXPECT_EQ(reader->progress_links().find(sm3("three")), std::nullopt);
  EXPECT_EQ(reader->progress_links().of("C-3"), std::nullopt);
}

TEST_P(StoreSuite, ACasesNewProgressLinkTakesTheOldOnesPlaceAndARemovedOneIsGone) {
  write([&](Writer& w) { w.progress_link_writes().put(a_link("C-1", "one", 1000)); });
  const ProgressLinkRow second = a_link("C-1", "two", 2000);
  write([&](Writer& w) {
    w.progress_link_writes().put(second);
    EXPECT_EQ(w.progress_links().find(sm3("one")), std::nullopt);
  });
  EXPECT_EQ(store_->reader()->progress_links().of("C-1"), second);
  write([&](Writer& w) {
    w.progress_link_writes().remove("C-1");
    w.progress_link_writes().remove("C-1");
  });
  EXPECT_EQ(store_->reader()->progress_links().find(sm3("two")), std::nullopt);
  EXPECT_EQ(store_->reader()->progress_links().of("C-1"), std::nullopt);
}

}  // namespace
}  // namespace qianqiao
