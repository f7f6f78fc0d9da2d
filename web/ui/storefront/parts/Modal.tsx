import { type ReactNode, useEffect, useRef } from "react";
import { Icon } from "./icons";

/** The browser's own dialog: it keeps focus inside, closes on Escape and gives focus back. */
export function Modal({
  isOpen,
  onClose,
  title,
  kind,
  children,
}: {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  kind: "drawer" | "sheet";
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (isOpen && !element?.open) element?.showModal();
    if (!isOpen && element?.open) element.close();
    document.documentElement.style.overflow = isOpen ? "hidden" : "";
  }, [isOpen]);
  return (
    // A press beside the dialog closes it; the keyboard has Escape and the button.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same and is the dialog's own
    <dialog
      ref={dialog}
      className={kind}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {isOpen && (
        <div className="flex h-full max-h-[inherit] flex-col">
          <div className="flex items-center justify-between border-b border-line px-5 py-3">
            <h2 className="display text-2xl">{title}</h2>
            <button
              type="button"
              aria-label="Close"
              onClick={onClose}
              className="-mr-2 grid size-11 place-items-center rounded-lg hover:bg-sunk"
            >
              <Icon name="close" />
            </button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}
