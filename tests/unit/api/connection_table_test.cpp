#include "server/api/connection_table.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

namespace qianqiao {
namespace {

Wire wire() { return Wire(::socket(AF_INET, SOCK_STREAM, 0), {}); }

TEST(ConnectionTable, HoldsOneAddressToItsNumber) {
  HttpLimits limits;
  limits.connections_per_address = 2;
  ConnectionTable table(limits);
  const auto first = table.add(wire(), "192.0.2.1", true);
  EXPECT_EQ(first->refusal, nullptr);
  EXPECT_EQ(table.add(wire(), "192.0.2.1", true)->refusal, nullptr);
  EXPECT_STREQ(table.add(wire(), "192.0.2.1", true)->refusal, "http.too_many_connections");
  EXPECT_EQ(table.add(wire(), "192.0.2.2", true)->refusal, nullptr);
  EXPECT_EQ(table.add(wire(), "192.0.2.1", false)->refusal, nullptr) << "a proxy is not counted";
  table.remove(first->id);
  EXPECT_EQ(table.find(first->id), nullptr);
  EXPECT_EQ(table.add(wire(), "192.0.2.1", true)->refusal, nullptr);
}

TEST(ConnectionTable, TellsSomeThatItIsFullAndClosesTheOthers) {
  HttpLimits limits;
  limits.connections = 1;
  ConnectionTable table(limits);
  const auto first = table.add(wire(), "192.0.2.1", true);
  int told = 0;
  while (const auto refused = table.add(wire(), "192.0.2.2", true)) {
    EXPECT_STREQ(refused->refusal, "http.full");
    ++told;
  }
  EXPECT_GT(told, 0);
  EXPECT_EQ(table.size(), static_cast<std::size_t>(told) + 1);
  table.remove(first->id);
  EXPECT_EQ(table.add(wire(), "192.0.2.3", true)->refusal, nullptr);
}

}  // namespace
}  // namespace qianqiao
