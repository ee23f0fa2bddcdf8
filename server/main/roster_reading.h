// Intake reads a roster, the routes' lister takes its rows: what joins the two.
#pragma once

#include "server/api/import_report.h"

namespace qianqiao {

Result<ImportReport> read_roster(const ImportRequest& request, const RosterLister& lister,
                                 const ImportWatcher& watcher);

}  // namespace qianqiao
