#include "server/intake/roster_duplicates.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

namespace qianqiao {
namespace {

constexpr std::size_t kFirstSlots = 1024;
constexpr char kFieldEnd = '\x1F';  // clean_text leaves no control characters in a value

struct Compared {
  RosterField field;
  std::string EnterpriseRow::*member;
};
constexpr Compared kCompared[] = {
    {RosterField::kUscc, &EnterpriseRow::uscc},
    {RosterField::kName, &EnterpriseRow::name},
    {RosterField::kKind, &EnterpriseRow::kind},
    {RosterField::kCounty, &EnterpriseRow::county},
    {RosterField::kTownship, &EnterpriseRow::township},
    {RosterField::kAddress, &EnterpriseRow::address},
    {RosterField::kIndustry, &EnterpriseRow::industry},
    {RosterField::kContactName, &EnterpriseRow::contact_name},
    {RosterField::kContactPhone, &EnterpriseRow::contact_phone},
    {RosterField::kLegalRepresentative, &EnterpriseRow::legal_representative},
    {RosterField::kSizeClass, &EnterpriseRow::size_class},
};

std::string pack(std::int64_t row, const EnterpriseRow& enterprise) {
  std::string all = std::to_string(row) + kFieldEnd;
  for (const Compared& compared : kCompared) (all += enterprise.*compared.member) += kFieldEnd;
  return all + enterprise.attributes;
}

std::int64_t unpack(std::string_view packed, EnterpriseRow& enterprise) {
  const auto take = [&] {
    const std::size_t end = packed.find(kFieldEnd);
    std::string value(packed.substr(0, end));
    packed.remove_prefix(end + 1);
    return value;
  };
  const std::int64_t row = std::stoll(take());
  for (const Compared& compared : kCompared) enterprise.*compared.member = take();
  enterprise.attributes = packed;
  return row;
}

std::string identity(const EnterpriseRow& enterprise) {
  if (!enterprise.uscc.empty()) return "code " + enterprise.uscc;
  std::string name;
  for (const char c : enterprise.name)
    if (c != ' ') name += c;
  return "name " + enterprise.county + " " + name;
}

}  // namespace

std::size_t RosterDuplicates::find_slot(const Slots& slots, const Key& key) const {
  std::uint64_t hash;
  std::memcpy(&hash, key.data(), sizeof hash);
  std::size_t at = hash & (slots.keys.size() - 1);
  while (slots.numbers[at] != 0 && slots.keys[at] != key) at = (at + 1) & (slots.keys.size() - 1);
  return at;
}

void RosterDuplicates::grow() {
  const std::size_t size = slots_.keys.empty() ? kFirstSlots : slots_.keys.size() * 2;
  Slots larger{std::vector<Key>(size), std::vector<std::uint32_t>(size)};
  for (std::size_t i = 0; i < slots_.keys.size(); ++i) {
    if (slots_.numbers[i] == 0) continue;
    const std::size_t at = find_slot(larger, slots_.keys[i]);
    larger.keys[at] = slots_.keys[i];
    larger.numbers[at] = slots_.numbers[i];
  }
  slots_ = std::move(larger);
}

std::size_t RosterDuplicates::memory_bytes() const {
  return slots_.keys.size() * (sizeof(Key) + sizeof(std::uint32_t));
}

Result<DuplicateFinding> RosterDuplicates::look_up(const RosterRow& row) {
  if (used_ * 5 >= slots_.keys.size() * 4) grow();
  const Digest digest = sm3(identity(row.enterprise));
  Key key;
  std::copy_n(digest.begin(), key.size(), key.begin());
  const std::size_t at = find_slot(slots_, key);
  DuplicateFinding finding;
  const auto remember = [&](const std::string& packed) -> Result<void> {
    const Result<std::int64_t> added = said_.add(packed);
    if (!added) return fail(added.error());
    slots_.keys[at] = key;
    slots_.numbers[at] = static_cast<std::uint32_t>(*added + 1);
    return {};
  };
  if (slots_.numbers[at] == 0) {
    ++used_;
    if (Result<void> done = remember(pack(row.row, row.enterprise)); !done)
      return fail(done.error());
    return finding;
  }
  const Result<std::string> packed = said_.get(slots_.numbers[at] - 1);
  if (!packed) return fail(packed.error());
  EnterpriseRow first;
  finding.first_row = unpack(*packed, first);
  merge_rows(first, row.enterprise, finding);
  if (finding.merged)
    if (Result<void> done = remember(pack(finding.first_row, *finding.merged)); !done)
      return fail(done.error());
  return finding;
}

void merge_rows(const EnterpriseRow& first, const EnterpriseRow& second,
                DuplicateFinding& finding) {
  EnterpriseRow both = first;
  for (const Compared& compared : kCompared) {
    const std::string& other = second.*compared.member;
    std::string& mine = both.*compared.member;
    if (mine.empty())
      mine = other;
    else if (!other.empty() && other != mine)
      finding.differing.push_back(compared.field);
  }
  if (first.attributes != second.attributes) {
    nlohmann::json mine = nlohmann::json::parse(first.attributes);
    const nlohmann::json other = nlohmann::json::parse(second.attributes);
    for (const auto& [key, value] : other.items()) {
      if (!mine.contains(key))
        mine[key] = value;
      else if (mine[key] != value)
        finding.differing_attributes.push_back(key);
    }
    both.attributes = mine.dump();
  }
  const bool agrees = finding.differing.empty() && finding.differing_attributes.empty();
  if (agrees && both != first) finding.merged = std::move(both);
}

}  // namespace qianqiao
