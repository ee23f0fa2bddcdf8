#include "server/api/masking.h"

namespace qianqiao {

std::string masked_phone(std::string_view phone) {
  constexpr std::size_t kHead = 3, kTail = 4;
  if (phone.size() <= kHead + kTail) return std::string(phone.size(), '*');
  return std::string(phone.substr(0, kHead)) + std::string(phone.size() - kHead - kTail, '*') +
         std::string(phone.substr(phone.size() - kTail));
}

}  // namespace qianqiao
