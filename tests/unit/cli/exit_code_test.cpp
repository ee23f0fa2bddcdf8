#include "server/cli/exit_code.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

TEST(ExitCode, ThreeIsForWhatCouldNotBeReachedOrOpened) {
  for (const char* code : {"store.locked", "store.newer_schema", "store.unwritable",
                           "cli.server_unreachable", "server.stopping", "http.cannot_listen"})
    EXPECT_EQ(exit_code_of({code, {}}), kUnreachable) << code;
}

TEST(ExitCode, OneIsForRefusals) {
  for (const char* code : {"event.unknown", "version.stale", "store.backup_exists",
                           "store.database_exists", "cli.file_exists", "subject.not_found"})
    EXPECT_EQ(exit_code_of({code, {}}), kRefused) << code;
}

}  // namespace
}  // namespace qianqiao
