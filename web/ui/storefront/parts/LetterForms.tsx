import { type FormEvent, useState } from "react";
import { forgetLink, useConfirm, useForgot, useReset } from "../data/letters";
import { Button } from "./Button";
import { Field } from "./Field";
import { ProblemNote } from "./ProblemNote";

interface Done {
  onDone: () => void;
}

/** Asks for a letter with a link to set a new password. */
export function ForgotForm({ onDone }: Done) {
  const forgot = useForgot();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    forgot.mutate(String(new FormData(event.currentTarget).get("email") ?? ""));
  };
  return (
    <form onSubmit={submit} className="max-w-md space-y-4">
      <p className="text-quiet">We send you a letter with a link to set a new password.</p>
      <ProblemNote error={forgot.error} />
      {forgot.data && <p role="status">{forgot.data.message}</p>}
      <Field label="Email" field="email" type="email" autoComplete="email" required error={forgot.error} />
      <Button type="submit" disabled={forgot.isPending} className="w-full">
        Send the letter
      </Button>
      <Button look="quiet" className="w-full" onClick={onDone}>
        Back to signing in
      </Button>
    </form>
  );
}

/** Sets a new password with the link of a letter. */
export function ResetForm({ token, onDone }: Done & { token: string }) {
  const reset = useReset();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password") ?? "");
    reset.mutate({ token, password }, { onSuccess: forgetLink });
  };
  if (reset.isSuccess) {
    return (
      <div className="max-w-md space-y-4">
        <p role="status">Your password is set, and every login with the old one has ended.</p>
        <Button className="w-full" onClick={onDone}>
          Sign in
        </Button>
        <p className="text-quiet">
          Do you work for the shop? <a href="/operator">Sign in to the workspace</a>.
        </p>
      </div>
    );
  }
  return (
    <form onSubmit={submit} className="max-w-md space-y-4">
      <ProblemNote error={reset.error} />
      <Field
        label="New password"
        field="password"
        type="password"
        minLength={10}
        autoComplete="new-password"
        required
        error={reset.error}
      />
      <Button type="submit" disabled={reset.isPending} className="w-full">
        Set password
      </Button>
    </form>
  );
}

/** Confirms an address. A press is asked for, since programs that look through mail follow links by themselves. */
export function ConfirmNote({ token, onDone }: Done & { token: string }) {
  const confirm = useConfirm();
  const [isDone, setDone] = useState(false);
  const press = () =>
    confirm.mutate(token, {
      onSuccess: () => {
        forgetLink();
        setDone(true);
      },
    });
  return (
    <div className="max-w-md space-y-4">
      <ProblemNote error={confirm.error} />
      {isDone && <p role="status">Thank you: your address is confirmed.</p>}
      <Button className="w-full" disabled={confirm.isPending} onClick={isDone ? onDone : press}>
        {isDone ? "Go on" : "Confirm my address"}
      </Button>
    </div>
  );
}
