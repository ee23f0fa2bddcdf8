#include "server/engine/simulation/vocabulary.h"

namespace qianqiao {
namespace {

using Words = std::vector<std::string_view>;

std::string word(Random& random, const Words& words) { return std::string(random.pick(words)); }

}  // namespace

const std::vector<Trade>& trades() {
  static const std::vector<Trade> table = {
      {"茶业", "A01", "收购春茶鲜叶", true},
      {"粮油", "C13", "收购稻谷和油菜籽", false},
      {"服饰", "C18", "采购面料和支付加工费", false},
      {"家居", "C21", "采购板材", false},
      {"建材", "F51", "备货周转", false},
      {"食品", "C14", "购置包装设备", false},
      {"机械", "C34", "购置数控机床", false},
      {"商贸", "F52", "旺季备货", false},
      {"餐饮", "H62", "门店改造", false},
      {"物流", "G54", "购置货运车辆", false},
      {"信息科技", "I65", "支付研发费用", false},
      {"水产", "A04", "购买鱼苗和饲料", true},
      {"苗木", "A02", "扩大苗圃", true},
      {"养殖", "A03", "购买畜苗和饲料", true},
      {"建筑劳务", "E47", "垫付工程款", false},
      {"印务", "C23", "更新印刷设备", false},
  };
  return table;
}

std::string person_name(Random& random) {
  static const Words family = {"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴",
                               "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"};
  static const Words given = {"建国", "秀英", "志强", "海燕", "文博", "丽娟", "永兴",
                              "晓东", "雪梅", "家豪", "思远", "玉兰", "俊杰", "春华",
                              "国庆", "慧敏", "天佑", "明月", "立新", "佳怡"};
  return std::string(kDemoMark) + word(random, family) + word(random, given);
}

std::string shop_name(Random& random) {
  static const Words first = {"云", "金", "瑞", "兴", "宏", "嘉", "恒", "新", "德", "福",
                              "广", "泰", "盛", "华", "隆", "祥", "东", "豫", "淮", "申"};
  static const Words second = {"岭", "源", "丰", "达", "泽", "诚", "和", "峰", "苑", "禾",
                               "润", "通", "康", "林", "港", "辉", "科", "满", "茂", "川"};
  return word(random, first) + word(random, second);
}

// 1000000xxxx: mobile numbers begin with 13 to 19.
std::string fictitious_phone(Random& random) {
  const std::string tail = std::to_string(random.between(0, 9999));
  return "1000000" + std::string(4 - tail.size(), '0') + tail;
}

std::string opinion(Random& random) {
  static const Words words = {"材料齐全，情况属实，同意。", "经核实符合5项基本标准，同意上报。",
                              "用途明确，经营正常，同意。", "同意推荐。"};
  return word(random, words);
}

std::string situation(Random& random) {
  static const Words words = {
      "经营正常，订单较上年增加，库存周转约四十天。", "有固定厂房，用工十余人，按时纳税。",
      "合作农户三十余户，收购季资金占用较大。", "门店客流稳定，拟扩大经营面积。"};
  return word(random, words);
}

std::string answer(Random& random) {
  static const Words words = {"手续已办理完毕。", "已并联审批，材料齐备。",
                              "已现场核查并出具意见。", "已协调登记窗口优先办理。"};
  return word(random, words);
}

std::string difficulty(Random& random) {
  static const Words words = {"抵押登记排队时间长，请协调加快办理。", "项目用地手续尚缺一项批复。",
                              "环评批复未出具，银行不能放款。", "厂房产权证尚未办妥。"};
  return word(random, words);
}

std::string guidance_words(Random& random) {
  static const Words words = {"帮助企业规范财务账目。", "对接政府性融资担保机构。",
                              "指导企业修复信用记录。", "协助补办行政许可。"};
  return word(random, words);
}

}  // namespace qianqiao
