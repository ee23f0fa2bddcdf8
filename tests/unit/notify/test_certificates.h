// A certificate authority made for one test run, and servers' certificates signed by it.
#pragma once

#include <Poco/Net/Context.h>

#include <memory>
#include <string>

namespace qianqiao {

class TestAuthority {
 public:
  TestAuthority();
  ~TestAuthority();
  const std::string& pem_file() const { return pem_file_; }
  // What a server for `host` presents; expired yesterday where asked for.
  Poco::Net::Context::Ptr server_context(const std::string& host, bool is_expired = false) const;

 private:
  struct Material;
  std::unique_ptr<Material> material_;
  std::string pem_file_;
};

}  // namespace qianqiao
