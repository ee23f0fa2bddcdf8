// Messages by mail: hands each to the one SMTP server of the settings, with STARTTLS or TLS and
// AUTH where set, within one time limit for the whole delivery. Accepted by that server is sent,
// not delivered. send() is safe from any number of threads.
#pragma once

#include <memory>

#include "server/notify/notify_settings.h"
#include "server/ports/notifier.h"

namespace qianqiao {

// Errors: notify.setting_invalid, notify.misconfigured.
//
// What replies mean: 4xx at any step, and 5xx before the recipient is named, refused; 5xx to the
// recipient or to the text, rejected; no TLS, AUTH or sender as set, notify.misconfigured. Beyond
// the port's errors send() gives notify.misconfigured and notify.secret_unreadable, worth another
// attempt.
Result<std::unique_ptr<Notifier>> make_email_notifier(SmtpSettings settings);

}  // namespace qianqiao
