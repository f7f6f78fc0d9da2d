/** Values of any shape as short text, for what only people read. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map(plain).join(", ");
  const record = value as Record<string, unknown>;
  const named = record.name ?? record.value ?? record.text ?? record.title ?? record.detail;
  if (typeof named === "string" || typeof named === "number") return String(named);
  return Object.entries(record)
    .map(([key, inner]) => `${key}: ${plain(inner)}`)
    .join(", ");
}

/** The entities as rows, whether they came as an object or as a list. */
export function entityRows(entities: unknown): { name: string; value: string }[] {
  if (!entities || typeof entities !== "object") return [];
  if (Array.isArray(entities)) {
    return entities.map((entity: unknown) => {
      if (!entity || typeof entity !== "object") return { name: "value", value: plain(entity) };
      const { kind, type, label, name, ...rest } = entity as Record<string, unknown>;
      const called = [kind, type, label, name].find((candidate) => typeof candidate === "string");
      return { name: called === undefined ? "value" : String(called), value: plain(rest) };
    });
  }
  return Object.entries(entities)
    .filter(
      ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
    )
    .map(([name, value]) => ({ name, value: plain(value) }));
}
