// What is refused to and about people, organisations and their keys.
#include "workflows/base/errors/errors.h"

namespace qianqiao::errors {

std::span<const ErrorEntry> people() {
  static constexpr ErrorEntry entries[] = {
      // clang-format off
      // --- session
      {"session.refused", 401, "用户名或密码不对", "Wrong name or password",
       "用户名或密码不对，或账号已停用。请重新输入；忘记密码的，请联系本单位管理员重置。",
       "The user name or password is wrong, or the account is disabled. Try again; ask your administrator to reset a forgotten password."},
      {"session.locked", 429, "登录暂时锁定", "Signing in is locked for a while",
       "连续多次登录失败，请{seconds}秒后再试，或请安全管理员解除锁定。",
       "Too many failures in a row. Try again in {seconds} seconds, or ask the security administrator to unlock the account."},
      {"session.code_required", 401, "需要动态口令", "A one-time code is needed",
       "该账号启用了动态口令。请同时填写验证器上的6位数字（字段 code）。",
       "This account has a second factor. Send the six digits of your authenticator too (field code)."},
      {"session.code_refused", 401, "动态口令不对", "Wrong one-time code",
       "动态口令不对或已用过。请等验证器显示下一个数字再试，并核对手机时间。",
       "The one-time code is wrong or was used before. Wait for the next one, and check the phone's clock."},
      {"session.csrf", 403, "请求缺少防伪标识", "The request lacks its CSRF token",
       "请求头 X-CSRF-Token 缺失或不对。请刷新页面后重试（GET /api/v1/session 给出该值）。",
       "The header X-CSRF-Token is missing or wrong. Reload the page and try again (GET /api/v1/session gives its value)."},
      // --- setup
      {"setup.closed", 409, "首次设置已完成", "The first run is over",
       "系统已有账号，首次设置已关闭。请登录；没有账号的请联系管理员。",
       "There are accounts already; the first run is closed. Sign in, or ask an administrator for an account."},
      {"setup.wrong_code", 403, "设置码不对", "Wrong set-up code",
       "设置码不对。服务启动时在服务器控制台显示，请照抄。",
       "The set-up code is wrong. The server shows it on its console when it starts; copy it from there."},
      // --- password
      {"password.too_short", 422, "密码太短", "Password too short",
       "密码至少 {characters} 个字符。", "A password has at least {characters} characters."},
      {"password.not_hashed", 503, "密码未能处理", "Password could not be hashed",
       "内存不足，请稍后再试。", "There was not enough memory; try again later."},
      // --- totp
      {"totp.in_force", 409, "动态口令已启用", "The second factor is in force",
       "该账号已启用动态口令。需要更换的，请先让安全管理员取消。",
       "This account has a second factor. To replace it, have the security administrator take it away first."},
      {"totp.not_proposed", 409, "尚未准备动态口令", "No second factor was prepared",
       "请先取得动态口令的密钥（POST /api/v1/me/second-factor），再用验证器上的数字确认。",
       "Prepare the second factor first (POST /api/v1/me/second-factor), then confirm it with a code."},
      // --- account
      {"account.none", 409, "没有个人账号", "No account of its own",
       "您是以运维身份访问的，没有个人账号。请用个人账号登录后再办理。",
       "You came as the operator, who has no account. Sign in as a person first."},
      // --- person
      {"person.not_found", 404, "没有此用户", "No such person",
       "没有用户 {person}。", "There is no user {person}."},
      {"person.exists", 409, "用户名已存在", "User name taken",
       "用户 {person} 已存在，请换一个用户名。", "User {person} exists; choose another name."},
      {"person.name_malformed", 422, "用户名不对", "Malformed user name",
       "用户名“{person}”应为字母、数字和 - _ . 组成，至多 64 个字符，且不是 system。",
       "User name '{person}' must be letters, digits and - _ . , at most 64, and not 'system'."},
      // --- organisation
      {"organisation.not_yours", 403, "不是您管理的机构", "Not an organisation that you manage",
       "机构 {organisation} 不在您的管理范围内。请联系该机构的管理员。",
       "You do not manage {organisation}. Ask its administrator."},
      {"organisation.not_found", 422, "没有这个机构", "No such organisation",
       "没有机构 {organisation}，请先导入机构。", "There is no organisation {organisation}; import it first."},
      {"organisation.id_malformed", 422, "机构编号不对", "Malformed organisation id",
       "机构编号“{id}”应为字母、数字和 - _ . 组成，至多 64 个字符。",
       "Organisation id '{id}' must be letters, digits and - _ . , at most 64."},
      {"organisation.kind_unknown", 422, "机构类别不明", "Unknown kind of organisation",
       "类别“{kind}”不能用：province、city、county、township、village、department、bank、branch 或 guarantor。",
       "Kind '{kind}' is none of province, city, county, township, village, department, bank, branch, "
       "guarantor."},
      {"organisation.parent_unknown", 422, "没有上级机构", "Unknown parent",
       "上级机构 {parent} 不存在，也不在文件中。", "Parent {parent} is neither known nor in the file."},
      // --- appointment
      {"appointment.not_yours", 403, "不能授予该职责", "Not an appointment that you may give",
       "您不能在 {scope} 任命 {role}（本人不能任命自己）。请联系安全管理员。",
       "You may not appoint {role} at {scope} (nobody appoints itself). Ask the security administrator."},
      {"appointment.ends_before", 422, "任职终止早于开始", "Ends before it begins",
       "任职从 {from} 开始，终止日期不能更早。请改正日期。",
       "The appointment begins on {from}; it cannot end before. Correct the dates."},
      // --- role
      {"role.unknown", 422, "没有这个职责", "Unknown role",
       "没有职责“{role}”。", "There is no role '{role}'."},
      // --- api_key
      {"api_key.read_only", 403, "该密钥只能读取", "This key may only read",
       "该接口密钥没有写入权限。请让管理员签发带 write 的密钥。",
       "This API key may not change anything. Ask an administrator for one with the scope write."},
      {"api_key.not_found", 404, "没有这个密钥", "No such key",
       "没有编号为 {key} 的接口密钥。请从列表中选取。",
       "There is no API key {key}. Pick one from the list."},
      {"api_key.days", 422, "有效期不对", "Wrong validity",
       "接口密钥的有效期须在1至{most}天之间。",
       "An API key is valid for 1 to {most} days."},
      {"api_key.unreadable", 500, "无法读取 API 密钥", "API key unreadable",
       "无法读取 {path}，请检查文件权限。", "Cannot read {path}; check its permissions."},
      {"api_key.too_short", 500, "API 密钥过短", "API key too short",
       "{path} 中的密钥不足 24 个字符；删去该文件，下次启动会重新生成。",
       "The key in {path} has fewer than 24 characters; remove it and the next start makes one."},
      {"api_key.unwritable", 500, "无法保存 API 密钥", "API key cannot be kept",
       "无法写入 {path}（{reason}），请检查目录权限。",
       "Cannot write {path} ({reason}); check the directory's permissions."},
      // clang-format on
  };
  return entries;
}

}  // namespace qianqiao::errors
