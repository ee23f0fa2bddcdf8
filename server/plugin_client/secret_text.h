// Puts secrets into a plugin's outgoing request, so that the plugin never sees them: {secret:name}
// in its address, headers and body, and {signature} of a text that may hold secrets itself. Pure.
#pragma once

#include <functional>
#include <map>

#include "plugins/protocol/messages.h"
#include "server/ports/plugin_services.h"

namespace qianqiao {

using SecretLookup = std::function<std::optional<std::string>(const std::string& name)>;

// Errors: plugin.secret_unknown. Within an address what is put in is percent-encoded.
Result<OutgoingRequest> fill_in_secrets(const protocol::Http& asked, const SecretLookup& secrets);
// A receiver may repeat what it was sent: what was put in of `used` (name → value) is taken out of
// its answer, as {secret:name}.
void hide_secrets(OutgoingAnswer& answer, const std::map<std::string, std::string>& used);
// The host that an address leads to; empty: not https, or not an address that a plugin may write
// (a user part, a port, a literal address).
std::string host_of(std::string_view url);

}  // namespace qianqiao
