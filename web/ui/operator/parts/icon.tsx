import { classes } from "./classes";

/** Strokes on a 20 by 20 grid. */
const PATHS = {
  inbox: "M3 11.5 5 4.5h10l2 7v4a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1zM3 11.5h4l1 2h4l1-2h4",
  hand: "M10 3v6.5M10 3.5a1.25 1.25 0 0 1 2.5 0V10M12.5 5a1.25 1.25 0 0 1 2.5 0v6.5c0 3-2 5-4.7 5-2.3 0-3.3-1-4.5-3l-1.9-3.2a1.25 1.25 0 0 1 2.1-1.3L7.5 11V4.5a1.25 1.25 0 0 1 2.5 0",
  person:
    "M10 10a3.25 3.25 0 1 0 0-6.5 3.25 3.25 0 0 0 0 6.5zM3.75 16.75c.6-3 3-4.5 6.25-4.5s5.65 1.5 6.25 4.5",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  archive: "M3.5 4h13v3h-13zM4.5 7v8.5a.5.5 0 0 0 .5.5h10a.5.5 0 0 0 .5-.5V7M8 10h4",
  draft: "M5.5 3.5h6l3 3v10h-9zM11.5 3.5v3h3M7.75 10.25h4.5M7.75 13h3",
  book: "M4 4.5c2-1 4-1 6 .25 2-1.25 4-1.25 6-.25v11c-2-1-4-1-6 .25-2-1.25-4-1.25-6-.25zM10 4.75v11",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l3.75 3.75",
  close: "m5 5 10 10M15 5 5 15",
  back: "M11.5 4.5 6 10l5.5 5.5",
  menu: "M3.5 6h13M3.5 10h13M3.5 14h13",
  info: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.25v4M10 6.75v.01",
  panel: "M3.5 4.5h13v11h-13zM12 4.5v11",
  send: "M10 15.5v-11M5.5 9 10 4.5 14.5 9",
  note: "M4 4h12v8l-4 4H4zM12 16v-4h4",
  reply: "M8 5 3.5 9.5 8 14M3.5 9.5H11c3.5 0 5.5 2 5.5 6",
  bot: "M4.5 7.5h11v7.5h-11zM10 7.5V4.5M10 4.5v.01M7.75 11v.5M12.25 11v.5M2.75 10.5v2M17.25 10.5v2",
  tag: "M3.5 3.5h6l7 7-6 6-7-7zM6.75 6.75v.01",
  cart: "M3 4h2l1.5 8.5h8.5l1.5-6H5.5M7.5 16v.01M14 16v.01",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.5 1.5",
  chat: "M4 4.5h12v8.5H9.5L6 16v-3H4z",
  mail: "M3 5h14v10H3zM3.5 5.5 10 11l6.5-5.5",
  phone:
    "M6.25 3.5 8 7 6.5 8.5c1 2 3 4 5 5L13 12l3.5 1.75-.5 2.25c-.2.4-.6.6-1 .5C9.5 15.5 4.5 10.5 3.5 5c-.1-.4.1-.8.5-1z",
  camera:
    "M5.5 3.5h9a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM13.75 6.25v.01",
  form: "M4.5 3.5h11v13h-11zM7 7h6M7 10h6M7 13h3.5",
  spark: "M10 3.5c.5 3.5 2.5 6 6.5 6.5-4 .5-6 3-6.5 6.5-.5-3.5-2.5-6-6.5-6.5 4-.5 6-3 6.5-6.5z",
  alert: "M10 3.5 17.5 16h-15zM10 8.5v3M10 13.75v.01",
  edit: "m4 16 .75-3.25L13 4.5 15.5 7l-8.25 8.25zM11.5 6l2.5 2.5",
  sun: "M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 2.5v1.5M10 16v1.5M2.5 10H4M16 10h1.5M4.7 4.7l1 1M14.3 14.3l1 1M15.3 4.7l-1 1M5.7 14.3l-1 1",
  moon: "M16 11.5A6.5 6.5 0 0 1 8.5 4a6.5 6.5 0 1 0 7.5 7.5z",
  leave: "M8.5 4h-4v12h4M12.5 6.5 16 10l-3.5 3.5M16 10H8",
  keyboard: "M2.5 5.5h15v9h-15zM5.5 8.5v.01M8.5 8.5v.01M11.5 8.5v.01M14.5 8.5v.01M6.5 11.75h7",
  plus: "M10 4v12M4 10h12",
  play: "M6.5 4.5v11l9-5.5z",
  refresh: "M16 10a6 6 0 1 1-1.75-4.25L16 7.5M16 4v3.5h-3.5",
  more: "M4.5 10v.01M10 10v.01M15.5 10v.01",
  baton: "M4 7h10M11 4l3 3-3 3M16 13H6M9 10l-3 3 3 3",
  chart: "M3.5 16.5h13M5.5 13.5v-4M10 13.5v-9M14.5 13.5v-6",
  download: "M10 3.5v9M6 9l4 4 4-4M4 16.5h12",
} as const;

export type IconName = keyof typeof PATHS;

interface Props {
  name: IconName;
  size?: number;
  className?: string;
}

/** A drawing beside words or inside a named control; never the only bearer of a meaning. */
export function Icon({ name, size = 16, className }: Props) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={classes("shrink-0", className)}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
