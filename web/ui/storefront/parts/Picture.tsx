/** A product on its own coloured ground. */
export function Picture({
  src,
  alt = "",
  className = "",
  isFirst = false,
}: {
  src: string;
  alt?: string;
  className?: string;
  isFirst?: boolean;
}) {
  return (
    <span className={`picture block overflow-hidden bg-sunk ${className}`}>
      <img
        src={src}
        alt={alt}
        width={600}
        height={600}
        loading={isFirst ? "eager" : "lazy"}
        className="size-full object-cover"
      />
    </span>
  );
}
