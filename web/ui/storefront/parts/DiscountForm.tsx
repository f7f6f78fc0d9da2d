import type { FormEvent } from "react";
import { useApplyDiscount } from "../data/queries";
import { Button } from "./Button";
import { Field } from "./Field";

export function DiscountForm() {
  const apply = useApplyDiscount();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    apply.mutate(String(new FormData(event.currentTarget).get("code") ?? ""));
  };
  return (
    <form onSubmit={submit} className="flex items-end gap-3">
      <Field className="min-w-0 flex-1" label="Discount code" field="code" required error={apply.error} />
      <Button type="submit" look="quiet" disabled={apply.isPending}>
        Apply
      </Button>
    </form>
  );
}
