import './shell.css';
import { Outlet } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import SearchIcon from 'tdesign-icons-react/esm/components/search.js';
import ViewListIcon from 'tdesign-icons-react/esm/components/view-list.js';
import { Button } from '../components/button.tsx';
import { CommandPalette, usePaletteKeys } from '../components/command-palette.tsx';
import { useTexts } from '../language/define-texts.ts';
import { AccountMenu } from './account-menu.tsx';
import { appTexts } from './app-texts.ts';
import { DeskLink } from './desk-link.tsx';
import { MerchantChoice } from './merchant-choice.tsx';
import { SideNavigation } from './side-navigation.tsx';

/** The frame around every page: navigation, search, the person and the merchant. */
export function Shell() {
  const text = useTexts(appTexts);
  const [open, setOpen] = useState(false);
  const palette = usePaletteKeys();
  useEffect(() => {
    if (!open) return;
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') setOpen(false);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open]);
  return (
    <div className="y-shell">
      <a className="y-skip" href="#content">
        {text.skip}
      </a>
      <aside className={open ? 'y-side y-side--open' : 'y-side'} aria-label={text.brand}>
        <div className="y-brand">
          <img src="/console/icon.svg" alt="" width="28" height="28" />
          <span>
            {text.brand} <span className="y-quiet">{text.console}</span>
          </span>
        </div>
        <MerchantChoice />
        <SideNavigation onLeave={() => setOpen(false)} />
        <DeskLink />
      </aside>
      {open && (
        <button
          type="button"
          className="y-veil"
          aria-label={text.closeMenu}
          onClick={() => setOpen(false)}
        />
      )}
      <div className="y-main">
        <header className="y-bar">
          <span className="y-bar__menu">
            <Button
              variant="text"
              shape="square"
              icon={<ViewListIcon />}
              aria-label={text.openMenu}
              aria-expanded={open}
              onClick={() => setOpen(true)}
            />
          </span>
          <button type="button" className="y-search" onClick={palette.show}>
            <SearchIcon />
            <span className="y-search__text">{text.search}</span>
            <kbd>/</kbd>
          </button>
          <AccountMenu />
        </header>
        <main id="content" className="y-content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {palette.isOpen && <CommandPalette onClose={palette.hide} />}
    </div>
  );
}
