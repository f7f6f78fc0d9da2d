import { getRouteApi, useRouter } from "@tanstack/react-router";
import { SignInForm } from "./sign_in_form";

const route = getRouteApi("/login");

export function Login() {
  const router = useRouter();
  const { next } = route.useSearch();
  return (
    <SignInForm
      title="Sign in to Colloquy"
      detail="Your workspace for customer conversations"
      onSignedIn={() => router.navigate({ href: next ?? "/", replace: true })}
    />
  );
}
