const shapes = {
  bag: "M5.500 8h13l1 12h-15zM9 8V6.500a3 3 0 0 1 6 0V8",
  search: "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13M15.500 15.500 20 20",
  close: "M6 6l12 12M18 6 6 18",
  filter: "M4 7h16M7 12h10M10 17h4",
  minus: "M6 12h12",
  plus: "M6 12h12M12 6v12",
  star: "M12 4.500l2.300 4.800 5.200.700-3.800 3.700.900 5.300-4.600-2.500L7.400 19l.900-5.300L4.500 10l5.200-.700z",
  chat: "M4 5.500h16V16h-9l-4.500 3.800V16H4z",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4.500 20a7.500 7.500 0 0 1 15 0",
} as const;

export function Icon({ name, className = "size-5" }: { name: keyof typeof shapes; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={`${className} shrink-0 fill-none stroke-current`}
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
