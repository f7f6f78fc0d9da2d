import { useEffect, useState, useSyncExternalStore } from "react";

const TICK_MS = 5_000;

let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!timer) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      for (const tick of listeners) tick();
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** One clock for every age on the page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** For clocks that show seconds. */
export function useSeconds(): number {
  const [second, setSecond] = useState(Date.now);
  useEffect(() => {
    const ticking = setInterval(() => setSecond(Date.now()), 1000);
    return () => clearInterval(ticking);
  }, []);
  return second;
}

/** `now`, `4m`, `3h`, `2d`, then the date. */
export function age(from: string, at: number): string {
  const seconds = Math.max(0, (at - Date.parse(from)) / 1000);
  if (seconds < 60) return "now";
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h`;
  if (seconds < 7 * 86_400) return `${Math.floor(seconds / 86_400)}d`;
  return new Date(from).toLocaleDateString(undefined, { day: "numeric", month: "short" });
}

/** A running clock: `0:42`, `12:05`, `3:07:00`. */
export function clock(from: string, at: number): string {
  const whole = Math.max(0, Math.floor((at - Date.parse(from)) / 1000));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const seconds = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

export function timeOfDay(at: string): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}

export function fullTime(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

export function dayName(at: string, today: number): string {
  const date = new Date(at);
  const days = Math.round((startOfDay(today) - startOfDay(date.getTime())) / 86_400_000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  const year = date.getFullYear() === new Date(today).getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString(undefined, { weekday: "long", day: "numeric", month: "long", year });
}

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
