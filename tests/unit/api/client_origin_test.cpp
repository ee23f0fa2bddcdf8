#include "server/api/client_origin.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

TrustedProxies proxies() {
  return TrustedProxies::of({"127.0.0.1", "10.1.0.0/16", "fd00::/8"}).value();
}

TEST(ClientOrigin, BelievesListedProxiesOnly) {
  EXPECT_EQ(proxies().origin("192.0.2.7", false, "198.51.100.1", "https").address, "192.0.2.7");
  EXPECT_FALSE(proxies().origin("192.0.2.7", false, "198.51.100.1", "https").secure);
  const ClientOrigin seen = proxies().origin("127.0.0.1", false, "198.51.100.1", "https");
  EXPECT_EQ(seen.address, "198.51.100.1");
  EXPECT_TRUE(seen.secure);
  EXPECT_FALSE(proxies().origin("127.0.0.1", false, "198.51.100.1", "http").secure);
}

TEST(ClientOrigin, TakesTheLastThatIsNoProxyOfOurs) {
  // The first was written by the client itself.
  EXPECT_EQ(proxies().origin("127.0.0.1", false, "127.0.0.1, 198.51.100.1, 10.1.2.3", "").address,
            "198.51.100.1");
  EXPECT_EQ(proxies().origin("10.1.9.9", false, "10.1.2.3", "").address, "10.1.2.3");
  EXPECT_EQ(proxies().origin("127.0.0.1", false, "nonsense", "").address, "127.0.0.1");
  EXPECT_EQ(proxies().origin("127.0.0.1", false, "198.51.100.1, nonsense", "").address,
            "127.0.0.1");
}

TEST(ClientOrigin, WithoutAHeaderThePeerItselfAsks) {
  EXPECT_EQ(proxies().origin("127.0.0.1", true, "", "").address, "127.0.0.1");
  EXPECT_TRUE(proxies().origin("127.0.0.1", true, "", "").secure);
}

TEST(TrustedProxies, KnowsNetworks) {
  EXPECT_TRUE(proxies().include("10.1.255.255"));
  EXPECT_TRUE(proxies().include("::ffff:10.1.0.1"));
  EXPECT_FALSE(proxies().include("10.2.0.1"));
  EXPECT_TRUE(proxies().include("fd12::1"));
  EXPECT_FALSE(proxies().include("fe80::1"));
  const auto narrow = TrustedProxies::of({"10.0.0.128/25"}).value();
  EXPECT_TRUE(narrow.include("10.0.0.129"));
  EXPECT_FALSE(narrow.include("10.0.0.127"));
  EXPECT_FALSE(TrustedProxies().include("127.0.0.1"));
}

TEST(TrustedProxies, RefusesWhatIsNoAddress) {
  for (const char* bad : {"", "localhost", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.0/", "::1/129"})
    EXPECT_FALSE(TrustedProxies::of({bad})) << bad;
}

TEST(Loopback, IsThisMachine) {
  for (const char* here : {"127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"})
    EXPECT_TRUE(is_loopback(here)) << here;
  for (const char* there : {"10.0.0.1", "::2", "", "0.0.0.0"})
    EXPECT_FALSE(is_loopback(there)) << there;
}

}  // namespace
}  // namespace qianqiao
