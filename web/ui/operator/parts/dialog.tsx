import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "./button";
import { classes } from "./classes";

const SHAPES = {
  card: "m-auto w-[min(32rem,calc(100vw-2rem))] max-h-[min(47rem,calc(100dvh-3rem))] rounded-xl border appear",
  top: "mx-auto mt-[12vh] mb-auto w-[min(36rem,calc(100vw-2rem))] max-h-[60vh] rounded-xl border appear",
  right:
    "ml-auto mr-0 my-0 h-dvh max-h-none w-[min(30rem,100vw)] max-w-none border-l max-md:border-0 slide-in max-md:w-screen",
  left: "mr-auto ml-0 my-0 h-dvh max-h-none w-64 max-w-none border-r appear",
} as const;

interface Props {
  title: string;
  shape?: keyof typeof SHAPES;
  /** The title is for assistive technology only; the content has its own head. */
  bare?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A modal layer on the native element: it holds the focus, closes on Esc and gives the focus back. */
export function Dialog({ title, shape = "card", bare, onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a native dialog by itself.
    <dialog
      ref={element}
      aria-label={title}
      className={classes(
        "flex-col overflow-hidden border-line bg-raised text-ink shadow-pop open:flex",
        SHAPES[shape],
      )}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose();
      }}
    >
      {!bare && (
        <header className="flex h-13 shrink-0 items-center justify-between gap-2 border-b border-line pr-2 pl-4">
          <h2 className="text-base font-semibold">{title}</h2>
          <IconButton name="close" label="Close" onClick={onClose} />
        </header>
      )}
      {children}
    </dialog>
  );
}
