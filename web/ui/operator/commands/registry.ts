import { useEffect, useRef, useSyncExternalStore } from "react";

/** Something a person can do from where they are: by key, from the palette, or both. */
export interface Command {
  id: string;
  label: string;
  group: "Go to" | "Conversation" | "Draft" | "Page";
  /** A single key, or `mod+k`. */
  keys?: string;
  /** Left out of the palette; the key alone is useful. */
  keyOnly?: boolean;
  run: () => void;
}

let layers: Command[][] = [];
const listeners = new Set<() => void>();

function publish(next: Command[][]): void {
  layers = next;
  for (const listener of listeners) listener();
}

/** Later layers stand above earlier ones and win their keys. */
export function register(commands: Command[]): () => void {
  publish([...layers, commands]);
  return () => publish(layers.filter((layer) => layer !== commands));
}

export function findByKeys(keys: string): Command | undefined {
  for (const layer of layers.toReversed()) {
    const found = layer.find((command) => command.keys === keys);
    if (found) return found;
  }
  return undefined;
}

export function useRegistered(): Command[] {
  const current = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => layers,
  );
  return current.toReversed().flat();
}

/** Offers commands while the component is shown; `run` always sees the latest render. */
export function useCommands(commands: Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const shape = commands.map((command) => `${command.id}|${command.label}|${command.keys ?? ""}`).join("\n");
  useEffect(() => {
    const stable = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find((candidate) => candidate.id === command.id)?.run(),
    }));
    // The shape decides when the offer changes; the functions are looked up when they run.
    void shape;
    return register(stable);
  }, [shape]);
}
