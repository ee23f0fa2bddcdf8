#include "tests/simulation/data_directory.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "server/store/sqlite/sqlite_store.h"

namespace qianqiao::test {

namespace fs = std::filesystem;

TemporaryDirectory::TemporaryDirectory() {
  std::string name = (fs::temp_directory_path() / "qianqiao-simulation-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

House::House(const std::string& directory, Instant now, std::uint64_t engine_seed) : clock(now) {
  SqliteOptions options;
  options.directory = directory;
  auto opened = open_sqlite_store(options);
  if (!opened) throw std::runtime_error(to_line(opened.error()));
  store = *std::move(opened);
  EngineOptions engine_options;
  engine_options.seed = engine_seed;
  engine = std::make_unique<Engine>(*store, clock, engine_options);
}

Instant at(const std::string& text) { return parse_instant(text).value(); }

DemoOptions small_demo(std::uint64_t seed, int enterprises, int days) {
  DemoOptions options;
  options.seed = seed;
  options.enterprises = enterprises;
  options.days = days;
  options.hash_password = [](const std::string& password) { return "not hashed: " + password; };
  return options;
}

std::string differences(Store& store) {
  std::string lines;
  for (const Difference& difference : verify(store, {}).differences)
    lines += difference.kind + " " + difference.where + ": " + difference.words.en + "\n";
  return lines;
}

void copy_as_cut_off(const std::string& from, const std::string& to) {
  fs::create_directories(to);
  for (const char* name : {"qianqiao.db", "qianqiao.db-wal"})
    if (fs::exists(fs::path(from) / name))
      fs::copy_file(fs::path(from) / name, fs::path(to) / name,
                    fs::copy_options::overwrite_existing);
}

}  // namespace qianqiao::test
