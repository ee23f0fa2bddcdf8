#!/usr/bin/env bash
# The same with curl: a bank's own referrals, and one fact posted to one of them.
#   QIANQIAO_SERVER=https://… QIANQIAO_API_KEY=qk_… bank_client.sh                      list
#   QIANQIAO_SERVER=… QIANQIAO_API_KEY=… bank_client.sh REFERRAL EVENT '{…}' [KEY]      post
set -euo pipefail
: "${QIANQIAO_SERVER:?}" "${QIANQIAO_API_KEY:?}"
ask() { curl -sS --fail-with-body -H "Authorization: Bearer $QIANQIAO_API_KEY" "$@"; }

if [ $# -eq 0 ]; then
  ask "$QIANQIAO_SERVER/api/v1/referrals?limit=100"
  exit
fi
# The key makes repeating harmless: keep it with the fact in your own system.
ask -X POST "$QIANQIAO_SERVER/api/v1/referrals/$1/events" \
  -H 'Content-Type: application/json' -H 'If-Match: *' \
  -H "Idempotency-Key: ${4:-$(cat /proc/sys/kernel/random/uuid)}" \
  -d "{\"event\": \"$2\", \"data\": ${3:-{\}}}"
