-- One beat of a node: a sign of life, the renewal of its leases, and free shards up to its fair share.
-- All keys carry one hash tag, so that a Redis Cluster keeps them in one slot.
--
-- KEYS[1] the nodes that are alive, by when they stop being so
-- ARGV    node, lease in ms, number of shards, prefix of the leases' keys, 1 to take free shards, then SHARD:EPOCH held
-- Answers {nodes alive, fair share, {shards kept}, {shards taken}, epoch of those taken}
local node, lease, shards, prefix = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- Grows from lease to lease, even when Redis has come back empty in between.
local epoch = string.format('%.0f', time[1] * 1000000 + time[2])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if ARGV[5] == '1' then
  redis.call('ZADD', KEYS[1], now + lease, node)
end
local alive = redis.call('ZCARD', KEYS[1])
local fair = math.ceil(shards / math.max(alive, 1))
local kept, taken, is_kept = {}, {}, {}
for index = 6, #ARGV do
  local shard = string.match(ARGV[index], '^%d+')
  local mine = node .. string.sub(ARGV[index], #shard + 1)
  local owner = redis.call('GET', prefix .. shard)
  -- A lease that Redis has forgotten is still this node's as long as nobody took it.
  if not owner or owner == mine then
    redis.call('SET', prefix .. shard, mine, 'PX', lease)
    kept[#kept + 1] = tonumber(shard)
    is_kept[tonumber(shard)] = true
  end
end
if ARGV[5] == '1' and #kept < fair then
  local keys = {}
  for shard = 0, shards - 1 do
    keys[shard + 1] = prefix .. shard
  end
  local owners = redis.call('MGET', unpack(keys))
  for shard = 0, shards - 1 do
    local owner = owners[shard + 1]
    -- What this node let go of without saying so, because it was held up, is free for it as well.
    local dropped = owner and not is_kept[shard] and string.sub(owner, 1, #node + 1) == node .. ':'
    if #kept + #taken < fair and (not owner or dropped) then
      redis.call('SET', prefix .. shard, node .. ':' .. epoch, 'PX', lease)
      taken[#taken + 1] = shard
    end
  end
end
return { alive, fair, kept, taken, epoch }
