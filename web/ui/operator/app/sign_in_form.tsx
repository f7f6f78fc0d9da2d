import { type FormEvent, useEffect, useRef, useState } from "react";
import { signIn } from "../api/auth";
import { ApiProblem, isProblem, sentenceOf } from "../api/problem";
import { Button } from "../parts/button";
import { Problem } from "../parts/states";
import { Mark } from "./mark";

interface Props {
  title: string;
  detail: string;
  onSignedIn: () => Promise<void>;
}

/** Email and password, and the code of an authenticator app once the server asks for it. */
export function SignInForm({ title, detail, onSignedIn }: Props) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [asksCode, setAsksCode] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const codeField = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (asksCode) codeField.current?.focus();
  }, [asksCode]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing = !email.trim() ? emailField : !password ? passwordField : null;
    if (missing) {
      setProblem(missing === emailField ? "Enter your email address." : "Enter your password.");
      missing.current?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await signIn(email.trim(), password, asksCode ? code.trim() : undefined);
      await onSignedIn();
    } catch (error) {
      setBusy(false);
      if (isProblem(error, "otp_required")) {
        setAsksCode(true);
        return;
      }
      setProblem(explain(error));
      if (isProblem(error, "otp_invalid")) codeField.current?.select();
      else passwordField.current?.select();
    }
  };

  return (
    <main className="flex h-dvh flex-col items-center justify-center overflow-y-auto p-4">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <Mark size={40} />
          <div>
            <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
            <p className="text-sm text-ink-faint">{detail}</p>
          </div>
        </div>
        <form
          noValidate
          onSubmit={submit}
          className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-6 shadow-card"
        >
          {problem && <Problem>{problem}</Problem>}
          <label className="flex flex-col gap-1.5 text-sm font-medium">
            Email
            <input
              ref={emailField}
              type="email"
              name="email"
              autoComplete="username"
              className="h-10 rounded-md border border-field bg-raised px-3 text-base font-normal"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </label>
          <label className="flex flex-col gap-1.5 text-sm font-medium">
            Password
            <input
              ref={passwordField}
              type="password"
              name="password"
              autoComplete="current-password"
              className="h-10 rounded-md border border-field bg-raised px-3 text-base font-normal"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </label>
          {asksCode && (
            <label className="flex flex-col gap-1.5 text-sm font-medium">
              One-time code
              <input
                ref={codeField}
                name="otp"
                inputMode="numeric"
                autoComplete="one-time-code"
                className="h-10 rounded-md border border-field bg-raised px-3 text-base font-normal"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
              <span className="text-xs font-normal text-ink-faint">
                Six digits of your authenticator app, or a recovery code.
              </span>
            </label>
          )}
          <Button type="submit" look="primary" busy={busy} className="h-10 text-base">
            {busy ? "Signing in…" : "Sign in"}
          </Button>
        </form>
      </div>
    </main>
  );
}

function explain(error: unknown): string {
  if (!(error instanceof ApiProblem)) return sentenceOf(error);
  if (error.code === "otp_invalid") return "The code is wrong or was used before. Wait for the next one.";
  if (error.status === 401) return "The email address or the password is not right.";
  if (error.status === 403) return "This account may not use the workspace. Ask the owner of the shop.";
  if (error.status === 429) {
    const wait = error.retryAfterSeconds;
    return wait
      ? `Too many attempts. Try again in ${wait} seconds.`
      : "Too many attempts. Try again in a minute.";
  }
  return error.message;
}
