#include "server/notify/address_policy.h"

#include <gtest/gtest.h>

namespace qianqiao {
namespace {

bool may_reach(const AddressPolicy& policy, const std::string& address,
               const std::string& host = "hooks.example.cn") {
  return !policy.objection(host, address).has_value();
}

TEST(AddressPolicy, PublicAddressesNeedNoListing) {
  const AddressPolicy policy;
  for (const char* address :
       {"1.2.4.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
        "128.0.0.1", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255",
        "192.169.0.0", "223.255.255.255", "2400:3200::1", "2001:4860:4860::8888", "::ffff:1.2.4.8"})
    EXPECT_TRUE(may_reach(policy, address)) << address;
}

TEST(AddressPolicy, InternalAndReservedAddressesAreRefused) {
  const AddressPolicy policy;
  for (const char* address : {"0.0.0.0",
                              "0.1.2.3",
                              "10.0.0.1",
                              "10.255.255.255",
                              "100.64.0.1",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.255.255.254",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.8",
                              "192.0.2.1",
                              "192.88.99.1",
                              "192.168.1.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "198.51.100.7",
                              "203.0.113.9",
                              "224.0.0.1",
                              "239.255.255.255",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "fe80::1",
                              "fc00::1",
                              "fdff::1",
                              "fec0::1",
                              "ff02::1",
                              "2001:db8::1",
                              "2001::1",
                              "2002:7f00:1::",
                              "64:ff9b::7f00:1",
                              "::127.0.0.1",
                              "100::1",
                              "3fff::1"})
    EXPECT_FALSE(may_reach(policy, address)) << address;
}

TEST(AddressPolicy, MappedAddressesAreJudgedAsIpv4) {
  const AddressPolicy policy;
  for (const char* address : {"::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.1.2.3",
                              "0:0:0:0:0:ffff:a9fe:a9fe", "::ffff:0.0.0.0"})
    EXPECT_FALSE(may_reach(policy, address)) << address;
}

TEST(AddressPolicy, WhatIsNoAddressIsRefused) {
  const AddressPolicy policy;
  for (const char* address : {"", "localhost", "127.1", "2130706433", "0x7f.0.0.1", "fe80::1%eth0",
                              "1.2.4.8.", "[::1]", "1.2.4.8/32"})
    EXPECT_FALSE(may_reach(policy, address)) << address;
}

TEST(AddressPolicy, ListedAddressesAndRangesArePermitted) {
  const auto policy = AddressPolicy::from_allowlist(
      {"10.20.0.0/15", "127.0.0.1", "fd00:1::/32", "192.168.1.128/25"});
  ASSERT_TRUE(policy);
  for (const char* address : {"10.20.0.1", "10.21.255.255", "127.0.0.1", "fd00:1:ffff::1",
                              "192.168.1.128", "192.168.1.255", "::ffff:10.20.0.1"})
    EXPECT_TRUE(may_reach(*policy, address)) << address;
  for (const char* address :
       {"10.19.255.255", "10.22.0.0", "127.0.0.2", "fd00:2::1", "192.168.1.127", "::1"})
    EXPECT_FALSE(may_reach(*policy, address)) << address;
}

TEST(AddressPolicy, ListedNamesArePermittedWhereverTheyLead) {
  const auto policy = AddressPolicy::from_allowlist({"Hooks.Bank.cn", "*.gov.example"});
  ASSERT_TRUE(policy);
  EXPECT_TRUE(may_reach(*policy, "10.0.0.1", "hooks.bank.cn"));
  EXPECT_TRUE(may_reach(*policy, "10.0.0.1", "HOOKS.bank.cn."));
  EXPECT_TRUE(may_reach(*policy, "10.0.0.1", "a.b.gov.example"));
  EXPECT_FALSE(may_reach(*policy, "10.0.0.1", "evil-hooks.bank.cn"));
  EXPECT_FALSE(may_reach(*policy, "10.0.0.1", "hooks.bank.cn.evil.example"));
  EXPECT_FALSE(may_reach(*policy, "10.0.0.1", "gov.example"));
  EXPECT_FALSE(may_reach(*policy, "10.0.0.1", "evilgov.example"));
}

TEST(AddressPolicy, ListingEverythingIsPossibleButMustBeSaid) {
  const auto policy = AddressPolicy::from_allowlist({"0.0.0.0/0", "::/0"});
  ASSERT_TRUE(policy);
  EXPECT_TRUE(may_reach(*policy, "127.0.0.1"));
  EXPECT_TRUE(may_reach(*policy, "fe80::1"));
}

TEST(AddressPolicy, MalformedEntriesAreNamed) {
  for (const char* entry :
       {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "10.0.0", "::/129", "*", "*.",
        "a b", "http://bank.cn", "bank.cn:443", "*.10/8", "银行.cn"}) {
    const auto policy = AddressPolicy::from_allowlist({"10.0.0.0/8", entry});
    ASSERT_FALSE(policy) << entry;
    EXPECT_EQ(policy.error().code, "notify.setting_invalid");
    EXPECT_NE(to_line(policy.error()).find(entry), std::string::npos);
  }
}

}  // namespace
}  // namespace qianqiao
