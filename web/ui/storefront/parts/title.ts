import { useEffect } from "react";
import { useShop } from "../data/queries";

/** Names the tab after the page. */
export function useTitle(page: string | null | undefined): void {
  const { name } = useShop();
  useEffect(() => {
    document.title = page ? `${page} · ${name}` : name;
  }, [page, name]);
}
