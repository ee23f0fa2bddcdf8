// The error catalogue's parts, private to this folder and the catalogue. A code's first word,
// before its point, says in which part it stands.
#pragma once

#include <span>

#include "workflows/base/error.h"

namespace qianqiao::errors {

// time, date, calendar, deadline, uscc, area, size_class
std::span<const ErrorEntry> domain();
// intake, xlsx, csv, table, sheet, roster, json
std::span<const ErrorEntry> intake();
// definition, workflow
std::span<const ErrorEntry> workflow();
// case, subject, event, data, version, idempotency, key, authority, mandate, enterprise, task,
// round, list, batch, document, view, search, county, progress
std::span<const ErrorEntry> casework();
// chart, guard
std::span<const ErrorEntry> charts();
// session, setup, password, totp, account, person, organisation, appointment, role, api_key
std::span<const ErrorEntry> people();
// http, server, stream, route, web, tls, operator, clock, checkpoints, figure, report
std::span<const ErrorEntry> http();
// notify, notification, mail, webhook, delivery, incident, calendar_feed
std::span<const ErrorEntry> delivery();
// store, cli, settings, secret_box, demo
std::span<const ErrorEntry> store();
// plugin
std::span<const ErrorEntry> plugin();

}  // namespace qianqiao::errors
