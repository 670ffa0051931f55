import './toast.css';
import { createContext, type ReactNode, use, useCallback, useState } from 'react';

interface Toast {
  readonly id: number;
  readonly text: string;
}

const Context = createContext<(text: string) => void>(() => undefined);

const shownMs = 4_000;

/** Shows short confirmations at the foot of the page, and reads them to those who do not see it. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const show = useCallback((text: string) => {
    const toast = { id: performance.now(), text };
    setToasts((before) => [...before.slice(-2), toast]);
    setTimeout(() => setToasts((before) => before.filter((each) => each !== toast)), shownMs);
  }, []);
  return (
    <Context value={show}>
      {children}
      <div className="y-toasts" role="status" aria-live="polite">
        {toasts.map(({ id, text }) => (
          <div key={id} className="y-toast">
            {text}
          </div>
        ))}
      </div>
    </Context>
  );
}

/** Shows a confirmation for four seconds; errors belong beside what failed, in a `ProblemNotice`. */
export function useToast(): (text: string) => void {
  return use(Context);
}
