// What every store must do, whatever database is under it. A store joins the suite with one
// INSTANTIATE_TEST_SUITE_P of its StoreHome.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "server/ports/store.h"

namespace qianqiao {

// Where one test's database lives; it survives closing the store.
class StoreHome {
 public:
  virtual ~StoreHome() = default;
  virtual std::unique_ptr<Store> open() = 0;
};

struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<StoreHome>()> make_home;
};

// Named after its store when a test fails.
inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

class StoreSuite : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override {
    home_ = GetParam().make_home();
    store_ = home_->open();
  }
  void reopen() {
    store_.reset();
    store_ = home_->open();
  }
  // One committed transaction.
  void write(const std::function<void(Writer&)>& change) {
    const auto writer = store_->begin();
    change(*writer);
    writer->commit();
  }

  std::unique_ptr<StoreHome> home_;
  std::unique_ptr<Store> store_;
};

// Rows with every field set to something that no other field has.
EnterpriseRow an_enterprise(const std::string& id, const std::string& uscc);
SubjectRow a_case(const std::string& id, const std::string& enterprise);
SubjectRow a_referral(const std::string& id, const SubjectRow& of_case, const std::string& bank);
HistoryRow a_history_row(const std::string& subject, std::int64_t sequence);
DeadlineRow a_deadline(const std::string& subject, std::int64_t next_rung_ms);
MessageRow a_message(const std::string& stable_id, std::int64_t not_before_ms);
Digest a_digest(int seed);

}  // namespace qianqiao
