-- One request of a caller: counted, refused, or refused and shut out.
-- KEYS: the caller's bucket, and what is remembered of their refusals.
-- ARGV: requests a minute; refusals that shut out (0: never); the first and the longest time of that, in seconds.
-- Answers {admitted, wait in microseconds, seconds shut out by this very request}.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local a_minute, after = tonumber(ARGV[1]), tonumber(ARGV[2])
local first, longest = tonumber(ARGV[3]), tonumber(ARGV[4])

if after > 0 then
  local till = tonumber(redis.call('HGET', KEYS[2], 'until') or '0')
  if till > now then
    return {0, till - now, 0}
  end
end

-- The bucket is kept as the time at which it will be full again. Numbers are written out: Lua would round them.
local each = math.floor(60000000 / a_minute)
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + each
local wait = math.ceil(full - 60000000 - now)
if wait <= 0 then
  redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000) + 1)
  return {1, 0, 0}
end
if after == 0 then
  return {0, wait, 0}
end

local forget = longest * 2
local refusals = redis.call('HINCRBY', KEYS[2], 'refusals', 1)
if refusals < after then
  redis.call('EXPIRE', KEYS[2], forget)
  return {0, wait, 0}
end
local times = redis.call('HINCRBY', KEYS[2], 'times', 1)
local shut = math.min(first * 2 ^ math.min(times - 1, 30), longest)
redis.call('HSET', KEYS[2], 'refusals', 0, 'until', string.format('%.0f', now + shut * 1000000))
redis.call('EXPIRE', KEYS[2], shut + forget)
return {0, math.max(wait, shut * 1000000), shut}
