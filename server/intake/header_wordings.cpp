// How lists in use name their columns. The first wording of a field is the best one: where two
// columns fit one field, the better wording wins and the other column becomes an attribute.
#include "server/intake/header_mapping.h"

namespace qianqiao {
namespace {

struct FieldEntry {
  std::string_view name;
  Text title;
  std::vector<std::string_view> wordings;
};

const std::array<FieldEntry, kRosterFields>& entries() {
  static const std::array<FieldEntry, kRosterFields> table{{
      {"name",
       {"名称", "name"},
       {"企业名称", "单位名称",   "市场主体名称",   "经营主体名称", "主体名称",       "名称",
        "企业全称", "单位全称",   "公司名称",       "字号名称",     "个体工商户名称", "合作社名称",
        "农场名称", "商户名称",   "店铺名称",       "纳税人名称",   "机构名称",       "企业",
        "name",     "enterprise", "enterprisename", "companyname"}},
      {"uscc",
       {"统一社会信用代码", "social credit code"},
       {"统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码", "统一代码",
        "统一社会信用代码注册号", "社会统一信用代码", "纳税人识别号", "营业执照号", "营业执照编号",
        "注册号", "工商注册号", "uscc", "creditcode"}},
      {"kind",
       {"主体类型", "kind"},
       {"主体类型", "市场主体类型", "经营主体类型", "企业类型", "单位类型", "主体类别",
        "经营主体类别", "企业类别", "登记类型", "组织形式", "类型", "kind", "type"}},
      {"county",
       {"县区", "county"},
       {"所属县区",     "所在县区", "县区",     "区县",       "所属区县",   "所在区县",
        "县",           "所属县",   "县市区",   "所属县市区", "所在县市区", "行政区划",
        "所属区域",     "所属地区", "所在地区", "辖区",       "属地",       "区划",
        "行政区划代码", "区划代码", "county",   "district",   "area"}},
      {"township",
       {"乡镇（街道）", "township"},
       {"所属乡镇", "乡镇街道", "乡镇", "所在乡镇", "所属乡镇街道", "所在乡镇街道", "街道乡镇",
        "乡镇办事处", "乡镇办", "街道", "所属街道", "所在街道", "街道办事处", "镇街", "所属镇街",
        "乡", "township", "town", "street"}},
      {"address",
       {"地址", "address"},
       {"经营地址", "经营场所", "生产经营地址", "实际经营地址", "住所", "地址", "注册地址",
        "企业地址", "单位地址", "详细地址", "通讯地址", "住所经营场所", "经营场所住所", "企业住所",
        "所在地址", "address"}},
      {"industry",
       {"行业", "industry"},
       {"国民经济行业代码", "行业代码", "国民经济行业", "行业", "所属行业", "行业类别", "行业门类",
        "国民经济行业分类", "所属行业代码", "行业名称", "主营行业", "行业大类", "industry",
        "industrycode"}},
      {"legal_representative",
       {"法定代表人", "legal representative"},
       {"法定代表人", "法人代表", "法定代表人姓名", "法定代表人负责人", "法定代表人经营者", "法人",
        "负责人", "经营者", "企业负责人", "主要负责人", "经营者姓名", "投资人", "法人姓名",
        "负责人姓名", "法人代表姓名", "legalrepresentative", "owner"}},
      {"contact_name",
       {"联系人", "contact"},
       {"联系人", "联系人姓名", "企业联系人", "联络人", "联络员", "contact", "contactname"}},
      {"contact_phone",
       {"联系电话", "phone"},
       {"联系电话",       "联系人电话", "手机号码",       "手机",         "手机号",
        "电话",           "联系方式",   "联系手机",       "联系人手机",   "移动电话",
        "电话号码",       "联系号码",   "联系人电话号码", "联系人手机号", "联系人联系方式",
        "法定代表人电话", "法人电话",   "负责人电话",     "经营者电话",   "phone",
        "mobile",         "telephone",  "contactphone"}},
      {"employees",
       {"从业人数", "employees"},
       {"从业人数", "从业人员", "员工人数", "从业人员数", "从业人员人数", "职工人数", "用工人数",
        "员工数", "用工数", "人员规模", "从业人员期末人数", "employees"}},
      {"revenue",
       {"营业收入", "revenue"},
       {"营业收入", "年营业收入", "年营业额", "营业额", "上年营业收入", "上年度营业收入",
        "年销售额", "销售额", "主营业务收入", "年收入", "销售收入", "revenue"}},
      {"assets",
       {"资产总额", "assets"},
       {"资产总额", "总资产", "资产总计", "资产", "资产规模", "assets"}},
      {"size_class",
       {"企业规模", "size class"},
       {"企业规模", "规模", "企业划型", "划型", "规模类型", "企业规模类型", "sizeclass", "size"}},
      {"established",
       {"成立日期", "founding date"},
       {"成立日期", "注册日期", "设立日期", "登记日期", "成立时间", "注册时间", "开业日期",
        "核准日期", "established", "foundingdate"}},
      {"status",
       {"经营状态", "status"},
       {"经营状态", "登记状态", "企业状态", "存续状态", "营业状态", "状态", "主体状态", "status"}},
  }};
  return table;
}

const FieldEntry& entry(RosterField field) { return entries()[static_cast<std::size_t>(field)]; }

}  // namespace

std::string_view to_string(RosterField field) { return entry(field).name; }

std::optional<RosterField> roster_field(std::string_view name) {
  for (std::size_t i = 0; i < kRosterFields; ++i)
    if (entries()[i].name == name) return static_cast<RosterField>(i);
  return std::nullopt;
}

const Text& title(RosterField field) { return entry(field).title; }

const std::vector<std::string_view>& wordings(RosterField field) { return entry(field).wordings; }

}  // namespace qianqiao
