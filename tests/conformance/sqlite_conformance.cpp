// The suite on SQLite: as shipped, and with memory and log as small as they can be, so that every
// row is evicted and every transaction followed by a checkpoint.
#include <filesystem>

#include "server/store/sqlite/sqlite_store.h"
#include "tests/conformance/store_suite.h"

namespace qianqiao {
namespace {

class SqliteHome : public StoreHome {
 public:
  explicit SqliteHome(SqliteOptions options) : options_(std::move(options)) {
    std::string name = (std::filesystem::temp_directory_path() / "qianqiao-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    options_.directory = name;
  }
  ~SqliteHome() override { std::filesystem::remove_all(options_.directory); }

  std::unique_ptr<Store> open() override {
    auto store = open_sqlite_store(options_);
    if (!store) throw std::runtime_error(to_line(store.error()));
    return std::move(*store);
  }

 private:
  SqliteOptions options_;
};

StoreKind sqlite_kind(std::string name, SqliteOptions options) {
  return {std::move(name), [options] { return std::make_unique<SqliteHome>(options); }};
}

SqliteOptions smallest() {
  SqliteOptions options;
  options.checkpoint_pages = 1;
  options.cached_subjects = 1;
  options.pooled_readers = 0;
  options.page_cache_mib = 1;
  return options;
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreSuite,
                         ::testing::Values(sqlite_kind("Shipped", {}),
                                           sqlite_kind("Smallest", smallest())),
                         [](const auto& kind) { return kind.param.name; });

}  // namespace
}  // namespace qianqiao
