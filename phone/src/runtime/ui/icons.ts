const SVG = 'http://www.w3.org/2000/svg';

/** Drawn on a 24 × 24 field, stroked in the text's colour. */
const PATHS = {
  back: 'M15 4 7 12l8 8',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M5 12.5 10 17.5 19.5 7',
  target: 'M12 4a8 8 0 1 0 .01 0M12 9.5a2.5 2.5 0 1 0 .01 0',
  warning: 'M12 4v11M12 19.5h.01',
  chevron: 'M9 5l7 7-7 7',
  backspace: 'M8 6h12v12H8L3 12zM11.5 9.5l5 5M16.5 9.5l-5 5',
} as const;

/** Name of an icon of the phone itself. */
export type IconName = keyof typeof PATHS;

/** Draws an icon; it is hidden from screen readers, so its button needs a label. */
export function icon(name: IconName, sizePx = 20, strokeWidth = 2): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = {
    viewBox: '0 0 24 24',
    width: String(sizePx),
    height: String(sizePx),
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': String(strokeWidth),
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
