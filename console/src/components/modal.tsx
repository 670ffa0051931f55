import './modal.css';
import { type ReactNode, useEffect, useId, useRef } from 'react';

/**
 * A dialog over the page: the browser's own, so that focus stays inside, Escape closes it and it returns
 * focus to where it came from.
 */
export function Modal({
  title,
  onClose,
  children,
  width = 480,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Pixels, at most the window's. */
  width?: number;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="y-modal"
      aria-labelledby={id}
      style={{ width }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="y-modal__body">
        <h2 id={id} className="y-modal__title">
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}
