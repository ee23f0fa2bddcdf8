// The three 100%s (对接率, 授信率, 落地率; process §6) and the lists behind them, computed from
// stored facts. `report` implements it; who asks knows no more than this.
//
// Of enterprises whose application was signed within a period: what had become of them at its end.
// An enterprise counts once, whatever the number of its cases and banks; so bank rows do not add up
// to county rows, nor county rows to the city's.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "server/ports/store.h"

namespace qianqiao {

// Each is a set of enterprises.
enum class Figure {
  kSigned,     // and neither removed nor withdrawn: those are shown apart
  kContacted,  // a bank made contact, with its date
  kGranted,
  kEligible,  // † granted, declined or overdue, less kUnmet
  kDrawn,
  kDrawable,   // granted, less those who need none of it by their own word
  kPending,    // some bank may still decide in time, or the push is to come
  kDeclined,   // declined, and nowhere granted
  kOverdue,    // a bank let its days for deciding pass, and nowhere granted
  kUnmet,      // every decline for credit conditions alone, confirmed by the task force
  kCancelled,  // every referral ended without a decision
  kRemoved,    // from the list, (十一)
  kWithdrawn,  // by the enterprise, before any bank decided
};
inline constexpr std::size_t kFigureCount = 13;

struct FigureName {
  Figure figure;
  std::string_view name;
  std::string_view zh;
  std::string_view en;
};
inline constexpr std::array<FigureName, kFigureCount> kFigureNames = {{
    {Figure::kSigned, "signed", "已签字推荐", "signed"},
    {Figure::kContacted, "contacted", "已对接", "contacted"},
    {Figure::kGranted, "granted", "已授信", "granted"},
    {Figure::kEligible, "eligible", "应授信", "eligible"},
    {Figure::kDrawn, "drawn", "已提款", "drawn"},
    {Figure::kDrawable, "drawable", "应提款", "to be drawn"},
    {Figure::kPending, "pending", "办理中", "pending"},
    {Figure::kDeclined, "declined", "未授信", "declined"},
    {Figure::kOverdue, "overdue", "逾期未决定", "overdue"},
    {Figure::kUnmet, "unmet", "经核实不符合信贷条件", "credit conditions not met, confirmed"},
    {Figure::kCancelled, "cancelled", "推送已取消", "referrals cancelled"},
    {Figure::kRemoved, "removed", "已移出清单", "removed from the list"},
    {Figure::kWithdrawn, "withdrawn", "企业撤回", "withdrawn"},
}};

struct FigureQuery {
  std::string county = {};   // empty: the whole city
  OrganisationId bank = {};  // empty: any
  Date from{};               // of signatures
  Date to{};                 // inclusive; also the last day whose facts are looked at
  Instant as_of{};           // the end of `to`, or now where that is earlier
};

// How many enterprises each figure has.
struct FigureCounts {
  std::array<std::int64_t, kFigureCount> counts{};
  std::int64_t& operator[](Figure figure) { return counts[static_cast<std::size_t>(figure)]; }
  std::int64_t operator[](Figure figure) const { return counts[static_cast<std::size_t>(figure)]; }
  bool operator==(const FigureCounts&) const = default;
};

struct FigureReport {
  FigureCounts total;
  std::vector<std::pair<std::string, FigureCounts>> counties;  // by code
  std::vector<std::pair<OrganisationId, FigureCounts>> banks;  // by id
  struct Cell {
    std::string county;
    OrganisationId bank;
    FigureCounts counts;  // what that bank made of that county's
  };
  std::vector<Cell> cells;  // by county and bank; without those that have nothing
};

// An enterprise of a list, with the first date of each fact.
struct FigureItem {
  EnterpriseId enterprise;
  std::vector<SubjectId> cases;
  std::string county;  // of its last case
  std::optional<Date> signed_on, contacted_on, granted_on, declined_on, drawn_on;
};

class FigureSource {
 public:
  virtual ~FigureSource() = default;
  // One walk over the signed cases; its cost grows with those alone, not with history.
  virtual FigureReport report(Reader& reader, const FigureQuery& query) const = 0;
  // The enterprises behind a figure, by id, from the one after `after`.
  virtual std::vector<FigureItem> behind(Reader& reader, const FigureQuery& query, Figure figure,
                                         const EnterpriseId& after, int limit) const = 0;
};

}  // namespace qianqiao
