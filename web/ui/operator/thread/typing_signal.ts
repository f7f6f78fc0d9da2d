import { useEffect, useMemo } from "react";
import { useLive } from "../realtime/live";

const REPEAT_MS = 3_000;
const IDLE_MS = 5_000;

export interface TypingSignal {
  typed: () => void;
  stopped: () => void;
}

/** Tells the others that someone writes, sparingly, and that it ended. */
export function useTypingSignal(conversationId: string): TypingSignal {
  const { socket } = useLive();

  const signal = useMemo(() => {
    let lastSent = 0;
    let idle: ReturnType<typeof setTimeout> | undefined;
    const stopped = () => {
      clearTimeout(idle);
      if (lastSent > 0) socket.typing(conversationId, false);
      lastSent = 0;
    };
    const typed = () => {
      const now = Date.now();
      if (now - lastSent >= REPEAT_MS) {
        socket.typing(conversationId, true);
        lastSent = now;
      }
      clearTimeout(idle);
      idle = setTimeout(stopped, IDLE_MS);
    };
    return { typed, stopped };
  }, [socket, conversationId]);

  useEffect(() => () => signal.stopped(), [signal]);
  return signal;
}
