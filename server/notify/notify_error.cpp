#include "server/notify/notify_error.h"

#include "workflows/base/result.h"

namespace qianqiao {

Error unreachable(const std::string& receiver, const Text& reason) {
  return {"notify.unreachable",
          {{"receiver", receiver}, {"reason_zh", reason.zh}, {"reason_en", reason.en}}};
}

Error refused(const std::string& receiver, const Text& reason) {
  return {"notify.refused",
          {{"receiver", receiver}, {"reason_zh", reason.zh}, {"reason_en", reason.en}}};
}

Error rejected(const std::string& receiver, const Text& reason) {
  return {"notify.rejected",
          {{"receiver", receiver}, {"reason_zh", reason.zh}, {"reason_en", reason.en}}};
}

Error timed_out(const std::string& receiver, int limit_ms) {
  return {"notify.timeout", {{"receiver", receiver}, {"limit_ms", std::to_string(limit_ms)}}};
}

Error misconfigured(const Text& reason) {
  return {"notify.misconfigured", {{"reason_zh", reason.zh}, {"reason_en", reason.en}}};
}

}  // namespace qianqiao
