import { useSignOut } from "../data/account";
import { usePerson } from "../data/login";
import { Button, buttonClass } from "../parts/Button";
import { SignInForm } from "../parts/SignInForm";
import { useTitle } from "../parts/title";
import { Link } from "../router";

export function AccountPage() {
  const person = usePerson();
  const signOut = useSignOut();
  useTitle(person ? "Your account" : "Sign in");
  return (
    <div className="mx-auto max-w-7xl px-4 pt-8 sm:px-6 sm:pt-12">
      <h1 className="display text-5xl sm:text-6xl">{person ? "Your account" : "Sign in"}</h1>
      <div className="mt-6">
        {person ? (
          <div className="space-y-6">
            <dl>
              <dt className="text-quiet">Name</dt>
              <dd className="text-lg font-semibold">{person.name}</dd>
              <dt className="mt-3 text-quiet">Email</dt>
              <dd className="text-lg font-semibold">{person.email}</dd>
            </dl>
            <div className="flex flex-wrap gap-3">
              <Link href="/orders" className={buttonClass("strong")}>
                Your orders
              </Link>
              <Link href="/account/memory" className={buttonClass("quiet")}>
                What we remember
              </Link>
              <Button look="quiet" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
                Sign out
              </Button>
            </div>
          </div>
        ) : (
          <SignInForm />
        )}
      </div>
    </div>
  );
}
