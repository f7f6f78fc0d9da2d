import { type FormEvent, useState } from "react";
import { useSignIn } from "../data/account";
import { Button } from "./Button";
import { Field } from "./Field";
import { ProblemNote } from "./ProblemNote";

/** Signs in, or registers; what is in the cart comes along. */
export function SignInForm() {
  const [isNew, setNew] = useState(false);
  const signIn = useSignIn();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = new FormData(event.currentTarget);
    const text = (name: string) => String(said.get(name) ?? "");
    const credentials = { email: text("email"), password: text("password") };
    signIn.mutate(isNew ? { ...credentials, name: text("name") } : credentials);
  };
  return (
    <form onSubmit={submit} className="max-w-md space-y-4">
      <p className="text-quiet">What is in your cart and what you said in the chat stay with you.</p>
      <ProblemNote error={signIn.error} />
      {isNew && <Field label="Name" field="name" autoComplete="name" required error={signIn.error} />}
      <Field label="Email" field="email" type="email" autoComplete="email" required error={signIn.error} />
      <Field
        label="Password"
        field="password"
        type="password"
        minLength={isNew ? 10 : undefined}
        autoComplete={isNew ? "new-password" : "current-password"}
        required
        error={signIn.error}
      />
      <Button type="submit" disabled={signIn.isPending} className="w-full">
        {isNew ? "Create account" : "Sign in"}
      </Button>
      <Button
        look="quiet"
        className="w-full"
        onClick={() => {
          signIn.reset();
          setNew(!isNew);
        }}
      >
        {isNew ? "I have an account" : "I am new here"}
      </Button>
    </form>
  );
}
