import { Link } from "@tanstack/react-router";
import { Empty } from "../parts/states";

export function Lost() {
  return (
    <main className="h-dvh">
      <Empty icon="search" title="This page does not exist">
        <Link to="/" className="mt-3 text-sm font-medium text-accent-ink underline underline-offset-2">
          Go to the inbox
        </Link>
      </Empty>
    </main>
  );
}
