import { useState } from "react";
import { useSignOut } from "../data/account";
import { forgetLink, linkIn } from "../data/letters";
import { usePerson } from "../data/login";
import { Button, buttonClass } from "../parts/Button";
import { ConfirmNote, ForgotForm, ResetForm } from "../parts/LetterForms";
import { SignInForm } from "../parts/SignInForm";
import { useTitle } from "../parts/title";
import { Link } from "../router";

export function AccountPage() {
  const person = usePerson();
  const [link, setLink] = useState(() => linkIn(window.location.hash));
  const [isForgotten, setForgotten] = useState(false);
  const title = link
    ? TITLES[link.purpose]
    : person
      ? "Your account"
      : isForgotten
        ? TITLES.reset
        : "Sign in";
  useTitle(title);
  const done = () => {
    forgetLink();
    setLink(null);
    setForgotten(false);
  };
  return (
    <div className="mx-auto max-w-7xl px-4 pt-8 sm:px-6 sm:pt-12">
      <h1 className="display text-5xl sm:text-6xl">{title}</h1>
      <div className="mt-6">
        {link?.purpose === "reset" ? (
          <ResetForm token={link.token} onDone={done} />
        ) : link ? (
          <ConfirmNote token={link.token} onDone={done} />
        ) : person ? (
          <Account />
        ) : isForgotten ? (
          <ForgotForm onDone={done} />
        ) : (
          <div className="space-y-4">
            <SignInForm />
            <Button look="quiet" onClick={() => setForgotten(true)}>
              I forgot my password
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

const TITLES = { reset: "New password", confirm: "Your address" };

function Account() {
  const person = usePerson();
  const signOut = useSignOut();
  return (
    <div className="space-y-6">
      <dl>
        <dt className="text-quiet">Name</dt>
        <dd className="text-lg font-semibold">{person?.name}</dd>
        <dt className="mt-3 text-quiet">Email</dt>
        <dd className="text-lg font-semibold">{person?.email}</dd>
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
  );
}
