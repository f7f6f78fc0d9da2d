/** A small router over the browser's history: the address is the state. */
import { type AnchorHTMLAttributes, type MouseEvent, useSyncExternalStore } from "react";

const MOVED = "northlane:moved";

export interface Place {
  pathname: string;
  search: string;
}

export function usePlace(): Place {
  const address = useSyncExternalStore(subscribe, () => window.location.pathname + window.location.search);
  const url = new URL(address, window.location.origin);
  return { pathname: url.pathname, search: url.search };
}

export function go(href: string, { replace = false } = {}): void {
  const url = new URL(href, window.location.href);
  if (url.origin !== window.location.origin || !isOurs(url.pathname)) {
    window.location.assign(url);
    return;
  }
  const isSamePage = url.pathname === window.location.pathname;
  if (replace) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
  window.dispatchEvent(new Event(MOVED));
  if (!replace && !isSamePage) {
    window.scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }
}

/** The addresses this page draws; every other one belongs to the server. */
export function isOurs(pathname: string): boolean {
  return (
    ["/", "/cart", "/checkout", "/orders", "/account", "/account/memory"].includes(pathname) ||
    pathname.startsWith("/products/")
  );
}

export function Link({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    go(href);
  };
  return <a href={href} onClick={follow} {...rest} />;
}

function subscribe(onMove: () => void): () => void {
  window.addEventListener("popstate", onMove);
  window.addEventListener(MOVED, onMove);
  return () => {
    window.removeEventListener("popstate", onMove);
    window.removeEventListener(MOVED, onMove);
  };
}
