#include "server/api/service.h"

namespace qianqiao {

Outcome Service::post(Command command) {
  expect_wait();
  try {
    return queue.submit(std::move(command)).get();
  } catch (const std::future_error&) {  // the queue stopped before it came to this one
    return fail("server.stopping");
  }
}

Result<void> Service::with_engine(const std::function<void(Engine&)>& job) {
  expect_wait();
  try {
    queue.run(job).get();
    return {};
  } catch (const std::future_error&) {
    return fail("server.stopping");
  } catch (const StoreFailure& failure) {
    if (store_failed) store_failed(failure);
    throw;
  }
}

}  // namespace qianqiao
