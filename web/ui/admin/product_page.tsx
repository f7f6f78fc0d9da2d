import { useParams } from "@tanstack/react-router";
import { type Product, useAnswer } from "./api";
import { Screen, Shown } from "./parts";
import { ProductEditor } from "./product_editor";

/** A product to be changed, or a new one. */
export function ProductPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  if (id === "new") {
    return (
      <Screen title="New product">
        <ProductEditor product={null} />
      </Screen>
    );
  }
  return <Known id={id} />;
}

function Known({ id }: { id: string }) {
  const product = useAnswer<Product>(`/api/v1/products/${encodeURIComponent(id)}`);
  return (
    <Screen title={product.data?.name ?? "Product"}>
      {/* What was written by somebody else meanwhile begins a new editor. */}
      <Shown asked={product}>
        {(known) => <ProductEditor key={`${known.id} ${known.version}`} product={known} />}
      </Shown>
    </Screen>
  );
}
