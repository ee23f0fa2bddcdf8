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

std::optional<EnterpriseRow> native_by_name(Reader& reader, const std::string& county,
                                            const std::string& name) {
  for (EnterpriseRow& row : reader.enterprises_by_name(county, name))
    if (!is_reception(row)) return std::move(row);
  return std::nullopt;
}

std::optional<EnterpriseRow> reception_by_name(Reader& reader, const EnterpriseRow& received) {
  const Reception said = reception_of(received);
  for (EnterpriseRow& row : reader.enterprises_by_name(received.county, received.name))
    if (is_reception(row) && reception_of(row).uscc == said.uscc &&
        (!said.uscc.empty() || reception_of(row).county == said.county))
      return std::move(row);
  return std::nullopt;
}

EnterpriseRow received_for(Reader& reader, const EnterpriseRow& row) {
  if (!is_reception(row) || !row.uscc.empty())
    return row;  // linked since: nobody else has the code
  const Reception said = reception_of(row);
  std::optional<EnterpriseRow> known;
  if (!said.uscc.empty())
    known = reader.enterprise_by_uscc(said.uscc);
  else if (!said.county.empty() && said.county != row.county)
    known = native_by_name(reader, said.county, row.name);
  return known ? *std::move(known) : row;
}

EnterpriseRow settled(EnterpriseRow row) {
  if (!is_reception(row)) return row;
  const Reception said = reception_of(row);
  if (row.uscc.empty()) {
    row.uscc = said.uscc;
    row.uscc_override_reason = said.override_reason;
    row.uscc_overridden = !said.override_reason.empty();
  }
  json attributes = attributes_of(row);
  attributes.erase(kReceived);
  row.attributes = attributes.dump();
  return row;
}

}  // namespace qianqiao
