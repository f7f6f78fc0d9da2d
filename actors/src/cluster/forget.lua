-- Takes consumers out that are of no use: each start of a node is one more, and nothing else ever takes one out.
-- Whoever still reads is made anew by its next read; what a consumer has read and not acknowledged keeps it.
-- KEYS the streams of shards that came to this node
-- ARGV group, this node
-- Answers how many were taken out
local forgotten = 0
for _, stream in ipairs(KEYS) do
  local consumers = redis.pcall('XINFO', 'CONSUMERS', stream, ARGV[1])
  if not consumers.err then
    for _, consumer in ipairs(consumers) do
      local fields = {}
      for at = 1, #consumer, 2 do
        fields[consumer[at]] = consumer[at + 1]
      end
      if fields.name ~= ARGV[2] and fields.pending == 0 then
        redis.call('XGROUP', 'DELCONSUMER', stream, ARGV[1], fields.name)
        forgotten = forgotten + 1
      end
    end
  end
end
return forgotten
