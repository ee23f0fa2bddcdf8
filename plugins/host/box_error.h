// Why a layer of the sandbox could not be put on. Thrown within the host before any plugin code
// runs; the host then tries the next rung or ends. Private to this folder.
#pragma once

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>

namespace qianqiao::host {

class BoxError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// For system calls that answer -1 and leave errno.
template <class Number>
Number must(Number result, const char* what) {
  if (result < 0) throw BoxError(std::string(what) + ": " + std::strerror(errno));
  return result;
}

}  // namespace qianqiao::host
