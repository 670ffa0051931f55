/** Makes a DOM element: `element('button', 'phone-key', { 'aria-label': '1' }, '1')`. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A `<button>` that calls `onTap`. */
export function tapButton(className: string, label: string, onTap: () => void): HTMLButtonElement {
  const made = element('button', className, { type: 'button' }, label);
  made.addEventListener('click', onTap);
  return made;
}
