"""Sends a text message by Tencent Cloud's SMS gateway (sendsms of its JSON interface).

POST https://yun.tim.qq.com/v5/tlssmssvr/sendsms?sdkappid=ID&random=N with {"tel": {"nationcode",
"mobile"}, "tpl_id", "params", "sign", "sig", "time", "ext"}; sig is the SHA-256, in hexadecimal, of
"appkey=KEY&random=N&time=SECONDS&mobile=NUMBER", which the server makes. {"result": 0} says that the
gateway took it. `ext` comes back with the receipt: the message's stable id.
"""
import random
import re
import time

from qianqiao import Message, Verdict, http, notifier, secret, settings

MOBILE = re.compile(r"(?:\+?86)?(1[3-9]\d{9})")
NOT_NOW = (1001, 1022, 1023, 1024, 1025)  # signature's time, daily and hourly limits
NEVER = (1015, 1016)                      # bad number, refused by its owner


@notifier("sms")
def sms(message: Message) -> Verdict:
    mobile = MOBILE.fullmatch(message.address.replace(" ", "").replace("-", ""))
    if not mobile:
        return Verdict.rejected("不是境内手机号码")
    number, seconds = random.randrange(1, 2**31), int(time.time())
    longest = settings["longest_text"]
    text = (message.text or "；".join(message.lines)).replace("\n", " ")
    answer = http.post(
        f"https://yun.tim.qq.com/v5/tlssmssvr/sendsms?sdkappid={settings['sdk_app_id']}"
        f"&random={number}",
        sign=("sha256-hex", "app_key",
              f"appkey={secret('app_key')}&random={number}&time={seconds}&mobile={mobile[1]}"),
        json={"tel": {"nationcode": "86", "mobile": mobile[1]},
              "tpl_id": settings["template_id"],
              "params": [message.title[:longest], text[:longest]],
              "sign": settings["sign_name"], "sig": "{signature}", "time": seconds,
              "extend": "", "ext": message.stable_id})
    if answer.status != 200:
        return Verdict.retry(f"短信网关答复 HTTP {answer.status}")
    result = answer.json()
    code = result.get("result")
    if code == 0:
        return Verdict.sent()
    reason = f"短信网关：{code} {result.get('errmsg', '')}".strip()
    return Verdict.rejected(reason) if code in NEVER else Verdict.retry(reason)
