import { useMutation, useQueryClient } from "@tanstack/react-query";
import { conversations } from "../api/conversations";
import { keys } from "../api/keys";
import { sentenceOf } from "../api/problem";
import { toast } from "../parts/toast";

export function useAddNote(conversationId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => conversations.addNote(conversationId, text),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.notes(conversationId) }),
    onError: (error) => toast(`The note was not kept. ${sentenceOf(error)}`, { bad: true }),
  });
}
