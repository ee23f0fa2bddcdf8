// Texts kept on disk instead of in memory, found again by their number. A nameless temporary
// file: gone with its owner, or with the process. Memory is constant: two small caches of blocks.
// Not shared between threads.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "workflows/base/result.h"

namespace qianqiao {

class SpillFile {
 public:
  SpillFile() = default;
  ~SpillFile();
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;

  // Errors: intake.no_temporary_space. The number counts from 0.
  Result<std::int64_t> add(std::string_view text);
  Result<std::string> get(std::int64_t number);  // number < count()
  std::int64_t count() const { return count_; }

 private:
  // Bytes appended to one file and read back by blocks.
  class Bytes {
   public:
    ~Bytes();
    Result<void> append(std::string_view bytes);
    Result<void> read(std::int64_t offset, char* to, std::size_t size);
    std::int64_t size() const { return written_ + static_cast<std::int64_t>(tail_.size()); }

   private:
    static constexpr std::size_t kBlockBytes = 16 * 1024;
    static constexpr std::size_t kBlocks = 128;
    struct Block {
      std::int64_t number = -1;
      std::string bytes;
    };
    Result<void> flush();
    Result<const Block*> block(std::int64_t number);
    int descriptor_ = -1;
    std::int64_t written_ = 0;
    std::string tail_;
    std::array<Block, kBlocks> cache_;
  };

  Bytes texts_;
  Bytes ends_;  // 8 bytes a text: where it ends
  std::int64_t count_ = 0;
};

}  // namespace qianqiao
