-- Posts events to cases, each with a key of its own.
--   BENCH_CASES   file with one case id a line      BENCH_EVENT  "visit" or "screen"
--   BENCH_PREFIX  of the idempotency keys           BENCH_KEY    the API key
local cases, number, thread_number = {}, 0, 0
local visit = os.getenv("BENCH_EVENT") == "visit"
local prefix = os.getenv("BENCH_PREFIX")
local headers = {
  ["Authorization"] = "Bearer " .. os.getenv("BENCH_KEY"),
  ["Content-Type"] = "application/json",
  ["If-Match"] = "*",
  ["X-Qianqiao-Actor"] = visit and "visitor" or "force",
}

function setup(thread)
  thread_number = thread_number + 1
  thread:set("thread_number", thread_number)
end

function init()
  for line in io.lines(os.getenv("BENCH_CASES")) do cases[#cases + 1] = line end
end

function request()
  number = number + 1
  -- A step that has no divisor in common with the count: every case once, in no order of theirs.
  local id = visit and cases[number * 7919 % #cases + 1] or cases[(number - 1) % #cases + 1]
  headers["Idempotency-Key"] = prefix .. "-" .. thread_number .. "-" .. number
  local body = visit
    and string.format('{"event":"VisitPlanned","data":{"planned_on":"2025-03-%02d",' ..
                      '"team":"411502001","channel":"phone"}}', 10 + number % 10)
    or '{"event":"ScreenedIn","data":{"conditions_met":true}}'
  return wrk.format("POST", "/api/v1/cases/" .. id .. "/events", headers, body)
end

function done(summary, latency)
  io.write(string.format('{"requests": %d, "seconds": %f, "bad": %d, "p50_ms": %f, "p99_ms": %f}\n',
    summary.requests, summary.duration / 1e6,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write +
    summary.errors.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
