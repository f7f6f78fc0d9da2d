import { createContext, useContext } from "react";
import { IconButton } from "../parts/button";

/** Opens the rail as a drawer where the screen has no room for it. */
export const OpenRail = createContext<() => void>(() => undefined);

export function RailButton() {
  const open = useContext(OpenRail);
  return <IconButton name="menu" label="Open menu" className="-ml-1.5 md:hidden" onClick={open} />;
}
