// Another county's enterprise at this one's window, or named to it by a bank (process §3, Nominated
// and WalkedIn): it is received, and the city office decides where it belongs. Until then the case
// is of a row of its own that holds what was said at the window and nothing else: whether the
// enterprise is known elsewhere, and what became of it there, shows in nothing that is answered.
//
// Pure, but for what takes a reader. Thread-safe.
#pragma once

#include "server/ports/store.h"

namespace qianqiao {

// `described`, as `county` received it: without the link to its code.
EnterpriseRow as_received(const EnterpriseRow& described, const std::string& county);
bool is_reception(const EnterpriseRow& row);
// What was said of it: "uscc" and "county" are kept out of the columns of the same name.
struct Reception {
  std::string uscc;             // empty: none was given
  std::string override_reason;  // of a code that fails its check
  std::string county;
};
Reception reception_of(const EnterpriseRow& row);

// Those without a code are known by county and name: the county's own, not what it received.
std::optional<EnterpriseRow> native_by_name(Reader& reader, const std::string& county,
                                            const std::string& name);
// What `county` received before under that name and code.
std::optional<EnterpriseRow> reception_by_name(Reader& reader, const EnterpriseRow& received);

// The enterprise that a reception stands for; the row itself where nobody else knows it.
EnterpriseRow received_for(Reader& reader, const EnterpriseRow& row);
// A reception that nobody else knows becomes the enterprise itself. Others stay as they are.
EnterpriseRow settled(EnterpriseRow row);

}  // namespace qianqiao
