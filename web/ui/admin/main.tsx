import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { makeQueryClient } from "../operator/api/query_client";
import { applyStoredTheme } from "../operator/app/theme";
import { Toasts } from "../operator/parts/toast";
import { router } from "./router";
import "./admin.css";

applyStoredTheme();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={makeQueryClient()}>
        <RouterProvider router={router as never} />
        <Toasts />
      </QueryClientProvider>
    </StrictMode>,
  );
}
