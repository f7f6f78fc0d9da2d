export function timeOf(at: number, language: string): string {
  return new Date(at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
}

/** The day of a message, where it is another one than today. */
export function dayOf(at: number, language: string, now = Date.now()): string | null {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return null;
  return new Date(at).toLocaleDateString(language, { weekday: "long", day: "numeric", month: "long" });
}
