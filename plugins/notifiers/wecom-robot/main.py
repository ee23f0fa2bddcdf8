"""Posts a message to a group by its WeCom robot (企业微信群机器人, message push by webhook).

POST https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=KEY with {"msgtype": "text", "text":
{"content", "mentioned_list"}}; content at most 2048 bytes; {"errcode": 0} says that it was taken;
20 messages a minute (45009 beyond that).
"""
from qianqiao import Message, Verdict, http, notifier, secret, settings

MOST_BYTES = 2048
TOO_MANY = 45009
KEY_WRONG = (93000, 40013)


def shortened(text: str, most: int = MOST_BYTES) -> str:
    """At most `most` bytes of UTF-8, whole characters, "…" at the end where something is missing."""
    data = text.encode()
    if len(data) <= most:
        return text
    return data[:most - len("…".encode())].decode(errors="ignore") + "…"


@notifier("wecom")
def wecom(message: Message) -> Verdict:
    text = {"content": shortened("\n".join(filter(None, [message.title, message.text,
                                                         *message.lines])))}
    if message.urgent and settings.get("mention_when_urgent"):
        text["mentioned_list"] = ["@all"]
    answer = http.post("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + secret("robot_key"),
                       json={"msgtype": "text", "text": text})
    if answer.status != 200:
        return Verdict.retry(f"企业微信答复 HTTP {answer.status}")
    code = answer.json().get("errcode")
    if code == 0:
        return Verdict.sent()
    if code in KEY_WRONG:
        return Verdict.rejected(f"机器人的 key 无效（{code}），请管理员重新填写")
    if code == TOO_MANY:
        return Verdict.retry("每分钟最多 20 条，稍后再发")
    return Verdict.retry(f"企业微信未接收：{code}")
