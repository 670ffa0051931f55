import { useTexts } from '../language/define-texts.ts';
import { componentTexts } from './component-texts.ts';
import { useToast } from './toast.tsx';

/** Copies text to the clipboard and says so. */
export function useCopy(): (text: string) => void {
  const { copied } = useTexts(componentTexts);
  const toast = useToast();
  return (text) => {
    void navigator.clipboard.writeText(text).then(() => toast(copied));
  };
}
