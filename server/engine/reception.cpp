#include "server/engine/reception.h"

#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

using nlohmann::json;

constexpr char kReceived[] = "received";  // among the enterprise's attributes

json attributes_of(const EnterpriseRow& row) {
  json attributes = json::parse(row.attributes, nullptr, false);
  return attributes.is_object() ? attributes : json::object();
}

}  // namespace

EnterpriseRow as_received(const EnterpriseRow& described, const std::string& county) {
  EnterpriseRow row = described;
  json attributes = attributes_of(row);
  attributes[kReceived] = {{"uscc", described.uscc},
                           {"override_reason", described.uscc_override_reason},
                           {"county", described.county}};
  row.attributes = attributes.dump();
  row.uscc.clear();
  row.uscc_overridden = false;
  row.uscc_override_reason.clear();
  row.county = county;
  row.township.clear();
  return row;
}

bool is_reception(const EnterpriseRow& row) { return attributes_of(row).contains(kReceived); }

Reception reception_of(const EnterpriseRow& row) {
  const json attributes = attributes_of(row);
  const auto found = attributes.find(kReceived);
  if (found == attributes.end() || !found->is_object()) return {};
  return {found->value("uscc", ""), found->value("override_reason", ""),
          found->value("county", "")};
}

EnterpriseRow received_for(Reader& reader, const EnterpriseRow& row) {
  if (!is_reception(row)) return row;
  const Reception said = reception_of(row);
  std::optional<EnterpriseRow> known;
  if (!said.uscc.empty())
    known = reader.enterprise_by_uscc(said.uscc);
  else if (!said.county.empty() && said.county != row.county)
    known = reader.enterprise_by_name(said.county, row.name);
  return known && !is_reception(*known) ? *std::move(known) : row;
}

EnterpriseRow settled(EnterpriseRow row) {
  if (!is_reception(row)) return row;
  const Reception said = reception_of(row);
  row.uscc = said.uscc;
  row.uscc_override_reason = said.override_reason;
  row.uscc_overridden = !said.override_reason.empty();
  json attributes = attributes_of(row);
  attributes.erase(kReceived);
  row.attributes = attributes.dump();
  return row;
}

}  // namespace qianqiao
