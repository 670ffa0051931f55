import type { BuiltIn } from './built-in.ts';

/** Built-ins that only hold their children; the looks come from the style sheet. */
export const containers: readonly BuiltIn[] = [
  { tag: 'view' },
  { tag: 'cover-view' },
  { tag: 'root-portal', properties: { enable: Boolean } },
  { tag: 'page-container', properties: { show: Boolean } },
  {
    tag: 'text',
    properties: {
      selectable: Boolean,
      userSelect: Boolean,
      space: String,
      decode: Boolean,
      maxLines: Number,
      overflow: String,
    },
    reflected: ['selectable', 'userSelect'],
  },
];
