import { getRouteApi, Link } from "@tanstack/react-router";
import { RailButton } from "../app/rail_state";
import { classes } from "../parts/classes";
import { Articles } from "./articles";
import { Corrections } from "./corrections";
import { Goldens } from "./goldens";
import { Questions } from "./questions";

const route = getRouteApi("/app/knowledge");

const TABS = [
  { id: undefined, label: "Articles" },
  { id: "questions", label: "Questions" },
  { id: "corrections", label: "Corrections" },
  { id: "goldens", label: "Goldens" },
] as const;

export function KnowledgePage() {
  const { tab } = route.useSearch();
  return (
    <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col bg-surface outline-none">
      <header className="flex shrink-0 items-center gap-2 border-b border-line px-3 max-md:flex-wrap max-md:pt-2.5 md:h-14 md:px-4">
        <RailButton />
        <h1 className="text-base font-semibold md:mr-4">Knowledge</h1>
        <nav aria-label="Kinds of knowledge" className="flex gap-1 max-md:w-full md:self-stretch">
          {TABS.map(({ id, label }) => (
            <Link
              key={label}
              to="/knowledge"
              search={{ tab: id }}
              aria-current={tab === id ? "page" : undefined}
              className={classes(
                "-mb-px inline-flex items-center border-b-2 px-2.5 text-sm max-md:pt-1 max-md:pb-2",
                tab === id
                  ? "border-accent font-semibold text-ink"
                  : "border-transparent text-ink-faint hover:text-ink",
              )}
            >
              {label}
            </Link>
          ))}
        </nav>
      </header>
      {tab === undefined && <Articles />}
      {tab === "questions" && <Questions />}
      {tab === "corrections" && <Corrections />}
      {tab === "goldens" && <Goldens />}
    </main>
  );
}
