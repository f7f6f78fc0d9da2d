import type { Message } from "../api/types";
import { Icon } from "../parts/icon";

/** A picture of our own host is shown; everything else is a link, as the page may load nothing foreign. */
export function Media({ message }: { message: Message }) {
  const url = message.media_url ?? "";
  if (message.content_type === "image" && (url.startsWith("/") || url.startsWith("data:image/"))) {
    return <img src={url} alt="Sent by the customer" className="mb-1 max-h-72 max-w-full rounded-lg" />;
  }
  if (!/^(https?:\/\/|\/)/.test(url)) return null;
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer noopener"
      className="mb-1 inline-flex items-center gap-1.5 underline underline-offset-2"
    >
      <Icon name="download" />
      {message.content_type === "text" ? "Attachment" : `Open ${message.content_type}`}
    </a>
  );
}
