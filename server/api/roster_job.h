// One import of a roster from its start to its end: reads the file, has its good rows listed, keeps
// its row in the store up to date. What a batch brings in and how far the import came are one
// transaction, so that a report after a crash does not say more or less than is there.
#pragma once

#include <future>

#include "server/api/exchange.h"
#include "server/api/roster_jobs.h"
#include "server/api/service.h"

namespace qianqiao {

class RosterJob {
 public:
  // `request` says who imports; `wanted` where the file lies, which is removed afterwards where it
  // is `own_file`.
  RosterJob(Service& service, Request request, ImportRequest wanted, ImportRow row, bool own_file);

  // Set once the job is stored; or to the error of a file that cannot be: then nothing of the
  // import is kept. Errors: those of reading; server.stopping.
  std::future<Result<void>> begun() { return begun_.get_future(); }
  void run(const RosterJobSignal& signal);

 private:
  std::vector<Result<Engine::Listing>> list(std::span<const EnterpriseRow> rows);
  bool watch(const ImportProgress& progress, const RosterJobSignal& signal);
  void end(const Result<ImportReport>& report, const RosterJobSignal& signal);
  void begin(Result<void> outcome);
  Result<void> keep();

  Service& service_;
  const Request request_;
  const ImportRequest wanted_;
  ImportRow row_;
  const bool own_file_;
  std::promise<Result<void>> begun_;
  bool has_begun_ = false;
  bool lost_ = false;  // nothing more can be stored: the process stops
};

}  // namespace qianqiao
