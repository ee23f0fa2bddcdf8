#include "workflows/domain/holiday_names.h"

namespace qianqiao {
namespace {

using namespace std::chrono;

struct Season {
  month_day from, to;  // the holiday's own day lies in here, whatever the year
  const char* zh;
  const char* en;
};

// The lunar ones move: 除夕 from 20 January, 初一 to 20 February; 端午 from 27 May to 26 June; 中秋
// from 7 September to 8 October.
constexpr Season kSeasons[] = {
    {January / 1, January / 1, "元旦", "New Year's Day"},
    {January / 20, February / 27, "春节", "the Spring Festival"},
    {April / 4, April / 6, "清明节", "the Qingming Festival"},
    {May / 1, May / 1, "劳动节", "Labour Day"},
    {May / 27, June / 26, "端午节", "the Dragon Boat Festival"},
    {September / 7, September / 30, "中秋节", "the Mid-Autumn Festival"},
    {October / 1, October / 1, "国庆节", "National Day"},
};

bool touches(const Season& season, Date first, Date last) {
  for (Date day = first; day <= last; day += days(1)) {
    const year_month_day d(day);
    const month_day in_year = d.month() / d.day();
    if (season.from <= in_year && in_year <= season.to) return true;
  }
  return false;
}

}  // namespace

Text holiday_name(Date first, Date last) {
  Text name;
  const auto add = [&](const char* zh, const char* en) {
    name.zh += (name.zh.empty() ? "" : "、") + std::string(zh);
    name.en += (name.en.empty() ? "" : " and ") + std::string(en);
  };
  for (const Season& season : kSeasons)
    if (touches(season, first, last)) add(season.zh, season.en);
  // 国庆节 is seven days; an eighth without one in September is 中秋节 falling in October.
  static constexpr days kGoldenWeek{7};
  if (name.zh == "国庆节" && last - first + days(1) > kGoldenWeek)
    add("中秋节", "the Mid-Autumn Festival");
  if (name.zh.empty()) add("放假日", "a public holiday");
  return name;
}

}  // namespace qianqiao
