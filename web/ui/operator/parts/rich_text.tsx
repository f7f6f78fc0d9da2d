const LINK = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g;

/** Text as it was written, with its links made clickable and nothing else. */
export function RichText({ text }: { text: string }) {
  let at = 0;
  return text.split(LINK).map((piece) => {
    const key = at;
    at += piece.length;
    if (!/^https?:\/\//.test(piece)) return <span key={key}>{piece}</span>;
    return (
      <a
        key={key}
        href={piece}
        target="_blank"
        rel="noreferrer noopener"
        className="underline underline-offset-2"
      >
        {piece}
      </a>
    );
  });
}
