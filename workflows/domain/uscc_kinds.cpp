#include "workflows/domain/uscc_kinds.h"

namespace qianqiao {
namespace {

struct Department {
  char code;
  const char* zh;
  const char* en;
};

constexpr Department kDepartments[] = {
    {'1', "机构编制", "institutional establishment"},
    {'2', "外交", "foreign affairs"},
    {'3', "司法行政", "justice administration"},
    {'4', "文化", "culture"},
    {'5', "民政", "civil affairs"},
    {'6', "旅游", "tourism"},
    {'7', "宗教", "religious affairs"},
    {'8', "工会", "trade unions"},
    {'9', "工商", "market regulation"},
    {'A', "中央军委改革和编制办公室", "military reform and establishment"},
    {'N', "农业", "agriculture"},
    {'Y', "其他", "other"},
};

struct Institution {
  char department;
  char code;
  const char* zh;
  const char* en;
};

constexpr Institution kInstitutions[] = {
    {'1', '1', "机关", "state organ"},
    {'1', '2', "事业单位", "public institution"},
    {'1', '3', "编办直接管理机构编制的群众团体", "mass organisation"},
    {'1', '9', "其他", "other"},
    {'2', '1', "外国常驻新闻机构", "resident foreign news agency"},
    {'2', '9', "其他", "other"},
    {'3', '1', "律师执业机构", "law firm"},
    {'3', '2', "公证处", "notary office"},
    {'3', '3', "基层法律服务所", "grass-roots legal service"},
    {'3', '4', "司法鉴定机构", "forensic institution"},
    {'3', '5', "仲裁委员会", "arbitration commission"},
    {'3', '9', "其他", "other"},
    {'4', '1', "外国在华文化中心", "foreign cultural centre"},
    {'4', '9', "其他", "other"},
    {'5', '1', "社会团体", "social organisation"},
    {'5', '2', "民办非企业单位", "private non-enterprise unit"},
    {'5', '3', "基金会", "foundation"},
    {'5', '9', "其他", "other"},
    {'6', '1', "外国旅游部门常驻代表机构", "foreign tourism office"},
    {'6', '2', "港澳台地区旅游部门常驻内地（大陆）代表机构",
     "tourism office of Hong Kong, Macao, Taiwan"},
    {'6', '9', "其他", "other"},
    {'7', '1', "宗教活动场所", "place of religious activity"},
    {'7', '2', "宗教院校", "religious school"},
    {'7', '9', "其他", "other"},
    {'8', '1', "基层工会", "grass-roots trade union"},
    {'8', '9', "其他", "other"},
    {'9', '1', "企业", "enterprise"},
    {'9', '2', "个体工商户", "individual business"},
    {'9', '3', "农民专业合作社", "farmers' cooperative"},
    {'9', '9', "其他", "other"},
    {'A', '1', "军队事业单位", "military institution"},
    {'A', '9', "其他", "other"},
    {'N', '1', "组级集体经济组织", "collective of a villagers' group"},
    {'N', '2', "村级集体经济组织", "village collective"},
    {'N', '3', "乡镇级集体经济组织", "township collective"},
    {'N', '9', "其他", "other"},
    {'Y', '1', "其他", "other"},
};

}  // namespace

std::optional<Text> uscc_department(char department) {
  for (const Department& d : kDepartments)
    if (d.code == department) return Text{d.zh, d.en};
  return std::nullopt;
}

std::optional<Text> uscc_kind(char department, char institution) {
  for (const Institution& i : kInstitutions)
    if (i.department == department && i.code == institution) {
      const Text d = *uscc_department(department);
      return Text{d.zh + "·" + i.zh, d.en + ": " + i.en};
    }
  return std::nullopt;
}

}  // namespace qianqiao
