/** The desk's few icons, drawn with one stroke. */
import type { ComponentChildren, JSX } from 'preact';

function Icon({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {children}
    </svg>
  );
}

/** A plus. */
export const AddIcon = (): JSX.Element => (
  <Icon>
    <path d="M8 3v10M3 8h10" />
  </Icon>
);

/** A sun. */
export const SunIcon = (): JSX.Element => (
  <Icon>
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M3 13l1.2-1.2M11.8 4.2 13 3" />
  </Icon>
);

/** A moon. */
export const MoonIcon = (): JSX.Element => (
  <Icon>
    <path d="M13.2 9.7A5.7 5.7 0 0 1 6.3 2.8a5.7 5.7 0 1 0 6.9 6.9Z" />
  </Icon>
);

/** A closed circle arrow. */
export const ReloadIcon = (): JSX.Element => (
  <Icon>
    <path d="M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3" />
  </Icon>
);

/** An arrow that leaves a box. */
export const OpenIcon = (): JSX.Element => (
  <Icon>
    <path d="M7 3H3.5v9.5H13V9M9.5 2.5h4v4M13 3 8 8" />
  </Icon>
);

/** A chevron to the right. */
export const ChevronIcon = (): JSX.Element => (
  <Icon>
    <path d="m6 3.5 4.5 4.5L6 12.5" />
  </Icon>
);

/** A bolt. */
export const BoltIcon = (): JSX.Element => (
  <Icon>
    <path d="M8.8 1.5 3.5 9h4l-.6 5.5L12.5 7H8.3l.5-5.5Z" />
  </Icon>
);
