import { buttonClass } from "../parts/Button";
import { useTitle } from "../parts/title";
import { Link } from "../router";

export function NotFoundPage({ what = "page" }: { what?: string }) {
  useTitle("Not found");
  return (
    <div className="mx-auto max-w-7xl px-4 py-24 sm:px-6">
      <h1 className="display text-5xl sm:text-7xl">Off the track</h1>
      <p className="mt-5 max-w-prose text-lg text-quiet">
        There is no such {what} here. It may have sold out for good.
      </p>
      <Link href="/" className={buttonClass("strong", "mt-8")}>
        See everything
      </Link>
    </div>
  );
}
