-- Gives leases back, each only while it is still this node's.
-- KEYS[1] the nodes that are alive
-- ARGV    node, prefix of the leases' keys, 1 when the node leaves for good, then SHARD:EPOCH
local node, prefix = ARGV[1], ARGV[2]
if ARGV[3] == '1' then
  redis.call('ZREM', KEYS[1], node)
end
local freed = 0
for index = 4, #ARGV do
  local shard = string.match(ARGV[index], '^%d+')
  local mine = node .. string.sub(ARGV[index], #shard + 1)
  if redis.call('GET', prefix .. shard) == mine then
    freed = freed + redis.call('DEL', prefix .. shard)
  end
end
return freed
