import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, bodyOf } from "./client";
import { keys } from "./keys";

/** How the shop wants to be told of what needs a person. */
export interface Notifications {
  by_mail: boolean;
  webhook_url: string | null;
  language: string | null;
  signing_key: string;
}

export function useNotifications() {
  return useQuery({
    queryKey: keys.notifications,
    queryFn: ({ signal }) => bodyOf<Notifications>(api.GET("/api/v1/notifications", { signal })),
  });
}

export function useChangeNotifications() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { by_mail: boolean; webhook_url: string | null; language: string | null }) =>
      bodyOf<Notifications>(api.PUT("/api/v1/notifications", { body: body as never })),
    onSuccess: (now) => client.setQueryData(keys.notifications, now),
  });
}

export function useRotateSigningKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => bodyOf<Notifications>(api.POST("/api/v1/notifications/rotate_key")),
    onSuccess: (now) => client.setQueryData(keys.notifications, now),
  });
}
