import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { freshToken } from "../api/refresh";
import { useMe } from "../api/session";
import type { Notice } from "./frames";
import { applyFrame, refetchEverything } from "./patch";
import { type Link, OperatorSocket } from "./socket";

interface Live {
  socket: OperatorSocket;
  link: Link;
}

const LiveContext = createContext<Live | null>(null);

interface Props {
  onNotice: (notice: Notice) => void;
  children: ReactNode;
}

/** Holds the one socket of the page and writes what it hears into the query cache. */
export function LiveProvider({ onNotice, children }: Props) {
  const client = useQueryClient();
  const me = useMe().id;
  const [link, setLink] = useState<Link>("connecting");

  const socket = useMemo(
    () =>
      new OperatorSocket({
        url: socketUrl,
        token: freshToken,
        onLink: setLink,
        onReturn: () => refetchEverything(client),
        onFrame: (frame) => {
          if (frame.type === "notification") onNotice(frame.payload);
          else applyFrame(client, frame, me);
        },
      }),
    [client, me, onNotice],
  );

  useEffect(() => {
    socket.start();
    const release = socket.subscribe({ inbox: true });
    const hurry = () => socket.hurry();
    window.addEventListener("online", hurry);
    document.addEventListener("visibilitychange", hurry);
    return () => {
      window.removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", hurry);
      release();
      socket.stop();
    };
  }, [socket]);

  const live = useMemo(() => ({ socket, link }), [socket, link]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("useLive outside of LiveProvider");
  return live;
}

/** Follows one conversation for as long as it is shown. */
export function useFollow(conversationId: string): void {
  const { socket } = useLive();
  useEffect(() => socket.subscribe({ conversation_id: conversationId }), [socket, conversationId]);
}

function socketUrl(): string {
  const scheme = window.location.protocol === "https:" ? "wss:" : "ws:";
  return `${scheme}//${window.location.host}/api/v1/conversations/ws`;
}
