import './command-palette.css';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import { appTexts } from '../app/app-texts.ts';
import { useTexts } from '../language/define-texts.ts';
import { componentTexts } from './component-texts.ts';
import { findCommands } from './find-commands.ts';

/** Whether the palette is open: `/`, Ctrl K and ⌘ K open it. */
export function usePaletteKeys(): { isOpen: boolean; show: () => void; hide: () => void } {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const isK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      const isSlash = event.key === '/' && !isTyping(event.target);
      // A dialog keeps the keyboard to itself.
      if ((!isK && !isSlash) || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return { isOpen, show: () => setOpen(true), hide: () => setOpen(false) };
}

/** Goes to any page, or searches orders by any number, from the keyboard. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const text = useTexts(componentTexts);
  const { nav } = useTexts(appTexts);
  const { can } = useApi();
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const commands = findCommands(typed, can, nav);
  const chosen = commands[Math.min(at, commands.length - 1)];
  const run = (command: (typeof commands)[number] | undefined): void => {
    if (command === undefined) return;
    onClose();
    void navigate({ to: command.to, search: command.search });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(chosen);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || commands.length === 0) return;
    event.preventDefault();
    setAt(
      (before) =>
        (Math.min(before, commands.length - 1) + step + commands.length) % commands.length,
    );
  };
  return (
    <dialog
      ref={dialog}
      className="y-palette"
      aria-label={text.palette}
      onCancel={onClose}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <input
        className="y-palette__input"
        role="combobox"
        aria-label={text.paletteHint}
        aria-expanded={commands.length > 0}
        aria-controls={id}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.id}`}
        placeholder={text.paletteHint}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={text.palette} className="y-palette__list">
        {commands.map((command) => (
          <div
            key={command.id}
            id={`${id}-${command.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={command === chosen}
            className="y-palette__option"
            onPointerUp={() => run(command)}
          >
            {command.number === null
              ? text.goTo(nav[command.page])
              : text.searchNumber(command.number)}
          </div>
        ))}
      </div>
    </dialog>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input, select, textarea'))
  );
}
