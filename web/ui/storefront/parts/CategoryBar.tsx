import { useEffect, useRef } from "react";
import { readFilters, toHref } from "../data/filters";
import { nameOf } from "../data/names";
import { useCategories } from "../data/queries";
import { Link, usePlace } from "../router";

/** The aisles of the shop, always one press away. */
export function CategoryBar() {
  const categories = useCategories();
  const { pathname, search } = usePlace();
  const filters = pathname === "/" ? readFilters(search) : {};
  const bar = useRef<HTMLUListElement>(null);
  const active = filters.category;
  useEffect(() => {
    if (!active || categories.length === 0) return;
    bar.current
      ?.querySelector('[aria-current="page"]')
      ?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [active, categories.length]);
  if (categories.length === 0) return <div className="h-12 border-b border-line" />;
  const isAll = pathname === "/" && !active;
  return (
    <nav aria-label="Categories" className="border-b border-line">
      <ul
        ref={bar}
        className="mx-auto flex max-w-7xl gap-6 overflow-x-auto mask-r-from-[calc(100%-3rem)] px-4 [scrollbar-width:none] sm:px-6"
      >
        <Tab href="/" isActive={isAll} label="Everything" />
        {categories.map((category) => (
          <Tab
            key={category.value}
            href={toHref({ category: category.value })}
            isActive={active === category.value}
            label={nameOf(category)}
          />
        ))}
      </ul>
    </nav>
  );
}

function Tab({ href, isActive, label }: { href: string; isActive: boolean; label: string }) {
  return (
    <li className="shrink-0">
      <Link
        href={href}
        aria-current={isActive ? "page" : undefined}
        className={`flex h-12 items-center border-b-2 text-[0.9375rem] font-medium whitespace-nowrap outline-offset-[-2px] ${
          isActive ? "border-track text-ink" : "border-transparent text-quiet hover:text-ink"
        }`}
      >
        {label}
      </Link>
    </li>
  );
}
