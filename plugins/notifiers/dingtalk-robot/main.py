"""Posts a message to a group by its DingTalk robot (钉钉自定义机器人).

POST https://oapi.dingtalk.com/robot/send?access_token=TOKEN[&timestamp=MS&sign=SIGN] with
{"msgtype": "markdown", "markdown": {"title", "text"}, "at": {"isAtAll"}}. SIGN is HMAC-SHA256 of
"MS\\nSECRET" by SECRET, base64, percent-encoded; the server makes it, since a plugin never sees a
secret. {"errcode": 0} says that it was taken; 20 messages a minute (130101 beyond that).
"""
import time

from qianqiao import Message, Verdict, http, notifier, secret, settings

TOO_MANY = (130101, 410100)
MOST_BYTES = 20_000


def markdown(message: Message) -> str:
    parts = [f"#### {message.title}" if message.title else "", message.text,
             *(f"- {line}" for line in message.lines)]
    text = "\n\n".join(part for part in parts if part)
    return text.encode()[:MOST_BYTES].decode(errors="ignore")


@notifier("dingtalk")
def dingtalk(message: Message) -> Verdict:
    url = "https://oapi.dingtalk.com/robot/send?access_token=" + secret("access_token")
    sign = None
    if settings.get("signed"):
        now_ms = int(time.time() * 1000)
        url += f"&timestamp={now_ms}&sign={{signature}}"
        sign = ("hmac-sha256-base64", "sign_secret", f"{now_ms}\n{secret('sign_secret')}")
    at_all = bool(message.urgent and settings.get("mention_when_urgent"))
    answer = http.post(url, sign=sign, json={
        "msgtype": "markdown",
        "markdown": {"title": message.title or "牵桥", "text": markdown(message)},
        "at": {"isAtAll": at_all}})
    if answer.status != 200:
        return Verdict.retry(f"钉钉答复 HTTP {answer.status}")
    code = answer.json().get("errcode")
    if code == 0:
        return Verdict.sent()
    if code in TOO_MANY:
        return Verdict.retry("每分钟最多 20 条，稍后再发")
    if code in (300001, 310000):
        return Verdict.rejected(f"access_token 或安全设置不符（{code}），请管理员核对")
    return Verdict.retry(f"钉钉未接收：{code}")
