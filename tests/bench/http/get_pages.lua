-- Gets one case after the other, or one path again and again.
--   BENCH_PATH  with %s for a case id of the file BENCH_CASES      BENCH_KEY  the API key
local cases, number = {}, 0
local path = os.getenv("BENCH_PATH")
local headers = { ["Authorization"] = "Bearer " .. (os.getenv("BENCH_KEY") or "") }

function init()
  if not path:find("%%s") then return end
  for line in io.lines(os.getenv("BENCH_CASES")) do cases[#cases + 1] = line end
end

function request()
  number = number + 1
  local here = path
  if #cases > 0 then here = path:format(cases[number * 7919 % #cases + 1]) end
  return wrk.format("GET", here, headers)
end

function done(summary, latency)
  io.write(string.format('{"requests": %d, "seconds": %f, "bad": %d, "p50_ms": %f, "p99_ms": %f}\n',
    summary.requests, summary.duration / 1e6,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write +
    summary.errors.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
