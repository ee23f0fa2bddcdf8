// What is wrong with messages that leave, and with those who are to get them.
#include "workflows/base/errors/errors.h"

namespace qianqiao::errors {

std::span<const ErrorEntry> delivery() {
  static constexpr ErrorEntry entries[] = {
      // clang-format off
      // --- notify
      {"notify.unreachable", 502, "联系不上接收方", "Receiver unreachable",
       "“{receiver}”联系不上：{reason_zh}。系统会自动再试；一直不通的，请检查网络、地址和证书。",
       "'{receiver}' cannot be reached: {reason_en}. It is tried again; where it stays so, check network, address and certificate."},
      {"notify.timeout", 504, "接收方超时", "Receiver too slow",
       "“{receiver}”没有在 {limit_ms} 毫秒内完成接收。系统会自动再试；一直超时的，请与对方管理员联系。",
       "'{receiver}' did not finish within {limit_ms} ms. It is tried again; where it stays so, talk to the receiver's administrator."},
      {"notify.refused", 502, "接收方暂不接收", "Refused for now",
       "“{receiver}”暂不接收：{reason_zh}。系统会自动再试；一直如此的，请与对方管理员联系。",
       "'{receiver}' does not take it now: {reason_en}. It is tried again; where it stays so, talk to the receiver's administrator."},
      {"notify.rejected", 502, "接收方拒收", "Rejected for good",
       "“{receiver}”不会接收：{reason_zh}。系统不再自动重试；请更正收件地址或接收端设置，再在投递记录中重试，或注明原因后放弃。",
       "'{receiver}' will never take it: {reason_en}. It is not tried again; correct the address or the receiver, then retry it among the deliveries, or discard it with a reason."},
      {"notify.misconfigured", 500, "通知设置不可用", "Notification settings unusable",
       "{reason_zh}。请系统管理员更正通知设置；更正后系统会自动再试。",
       "The message cannot leave: {reason_en}. Have an administrator correct the notification settings; it is then tried again."},
      {"notify.setting_invalid", 422, "通知设置有误", "Invalid notification setting",
       "设置项 {setting} 的值“{value}”不对，应为：{expected_zh}。请更正配置文件。",
       "Setting {setting} has the value '{value}'; expected: {expected_en}. Correct the configuration."},
      {"notify.secret_unreadable", 500, "读不到密码", "Password cannot be read",
       "从“{source}”读不到密码。请确认文件或环境变量存在、不为空，且服务器进程可读。",
       "No password could be read from '{source}'. Make sure that the file or environment variable exists, is not empty, and that the server may read it."},
      {"notify.secret_malformed", 422, "签名密钥格式不对", "Malformed signing secret",
       "签名密钥应为 whsec_ 加 24 至 64 字节的 base64。请重新生成并登记密钥。",
       "A signing secret is whsec_ and the base64 of 24 to 64 bytes. Create and register a new one."},
      {"notify.signature_stale", 401, "签名时间不在允许范围", "Signature too old or from the future",
       "webhook-timestamp 与本机时间相差超过 {window_s} 秒。请校准双方时钟；重复发送的旧消息不予接受。",
       "webhook-timestamp is more than {window_s} s from this machine's time. Set both clocks right; a recorded message sent again is not accepted."},
      {"notify.signature_wrong", 401, "签名不符", "Wrong signature",
       "签名与任何一个登记的密钥都不符。请核对双方密钥，并按收到的原始字节计算签名。",
       "The signature fits none of the registered secrets. Compare the secrets, and compute over the body's bytes as received."},
      // --- notification
      {"notification.not_found", 404, "没有这条消息", "No such letter",
       "您的收件箱里没有消息 {notification}；用 GET /api/v1/notifications 查看有哪些。",
       "There is no letter {notification} in your inbox; GET /api/v1/notifications lists them."},
      // --- webhook
      {"webhook.not_found", 404, "没有这个接收地址", "No such webhook",
       "没有编号为 {webhook} 的接收地址。请从列表中选取。",
       "There is no webhook {webhook}. Pick one from the list."},
      {"webhook.address_refused", 422, "这个地址不能接收", "Not an address to send to",
       "{reason_zh}。请登记一个完整的 https 网址；内部地址须由系统管理员先列入允许名单。",
       "Refused: {reason_en}. Give a complete https URL; an address inside the house has to be put on the allowlist by the system's administrator first."},
      {"webhook.address_taken", 409, "地址已登记过", "The address is there already",
       "该机构的接收地址 {webhook} 就是这个网址；同一地址不重复登记。请改用它。",
       "Webhook {webhook} of this organisation has this very URL; it is not entered twice. Use that one."},
      {"webhook.too_many", 422, "接收地址太多", "Too many webhooks",
       "一个机构至多登记 {most} 个接收地址。请先删除不用的。",
       "An organisation has {most} webhooks at most. Delete those that are not used."},
      {"webhook.disabled", 409, "接收地址已停用", "The webhook is disabled",
       "接收地址 {webhook} 已停用。请先恢复，再发送。",
       "Webhook {webhook} is disabled. Enable it, then send."},
      {"webhook.overlap", 422, "过渡期不对", "Wrong overlap",
       "新旧密钥并用的时间须在0至{most}小时之间。",
       "Both secrets sign for 0 to {most} hours."},
      {"webhook.replay_what", 400, "没有说清重发什么", "What to send again is not said",
       "请写 message（消息编号 msg_…），或同时写 from 和 to（时间段），二者只写其一。",
       "Give message (an id msg_…), or from and to (a time): one of the two."},
      {"webhook.message_not_found", 404, "没有这条消息", "No such message",
       "这个接收地址没有收过编号为 {message} 的消息。请从它的投递记录中选取。",
       "No message {message} has gone by this webhook. Pick one from its log of deliveries."},
      {"webhook.message_waiting", 409, "消息还在发送", "The message is on its way",
       "{message} 还在等待发送或重试，不必重发。",
       "{message} waits to be sent or tried again; it need not be replayed."},
      {"webhook.replay_too_many", 422, "一次重发太多", "Too many at once",
       "这段时间的消息超过 {most} 条。请缩短时间段，分几次重发。",
       "More than {most} messages lie in that time. Shorten it, and replay several times."},
      // --- delivery
      {"delivery.not_found", 404, "没有这条消息", "No such message",
       "没有编号为 {delivery} 的消息。", "There is no message {delivery}."},
      {"delivery.not_given_up", 409, "无需重发", "Nothing to send again",
       "消息 {delivery} 已送出或仍在自动重试。", "Message {delivery} was sent or is still being tried."},
      // --- incident
      {"incident.not_found", 404, "没有这个故障", "No such incident",
       "没有编号为 {id} 的故障，或不由您处理。", "There is no incident {id}, or it is not yours to look after."},
      {"incident.closed", 409, "这个故障已经关闭", "The incident is closed",
       "故障 {id} 已经关闭；请刷新列表。", "Incident {id} is closed already: look at the list again."},
      {"incident.of_job", 409, "请处理插件的调用", "Decide on the plugin's job",
       "它属于插件 {plugin} 的调用 {job}：请在该插件的页面重新调用，或改由人员办理，故障随即关闭。",
       "It belongs to job {job} of plugin {plugin}: replay it on the plugin's page, or hand it to people, and the incident closes."},
      {"incident.reason_too_long", 422, "理由太长", "The reason is too long",
       "理由至多 {most} 个字节；请写短些。", "A reason has {most} bytes at most: say it shorter."},
      // --- calendar_feed
      {"calendar_feed.not_found", 404, "没有这个日历订阅", "No such calendar feed",
       "链接不对或已作废。请在“我的账号”重新生成订阅链接，并更新到日历程序中。",
       "The link is wrong or was revoked. Make a new one on your account page and give it to your calendar."},
      {"calendar_feed.locked", 429, "日历订阅暂时锁定", "Calendar feeds are locked for a while",
       "从您这里多次用了不对的订阅链接，请{seconds}秒后再试，并从日历程序中删去作废的链接。",
       "Too many wrong links came from your address. Try again in {seconds} seconds, and take revoked links out of your calendar."},
      {"calendar_feed.origin_malformed", 422, "网址不对", "Malformed address",
       "“{origin}”应为 https://主机，不带路径。", "'{origin}' must be https://host, without a path."},
      // clang-format on
  };
  return entries;
}

}  // namespace qianqiao::errors
