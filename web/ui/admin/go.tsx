import { Link } from "@tanstack/react-router";
import type { ComponentProps } from "react";

/** A link inside the page. The workspace's own routes are what links are typed by, so these take plain paths. */
export function Go({ to, ...rest }: Omit<ComponentProps<"a">, "href"> & { to: string }) {
  return <Link to={to as never} {...rest} />;
}
