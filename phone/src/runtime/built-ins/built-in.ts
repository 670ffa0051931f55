/** Type of a property, with its default when it is not the type's own empty value. */
export type PropertyType =
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | null
  | { readonly type: unknown; readonly value: unknown };

/** One built-in component of the base library, e.g. `<button>`. */
export interface BuiltIn {
  readonly tag: string;
  readonly properties?: Readonly<Record<string, PropertyType>>;
  /** Data its template shows. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Properties written to the DOM as attributes, where style sheets see them. */
  readonly reflected?: readonly string[];
  /** Runs when an element is attached; answers what that element does later. */
  mount?(element: BuiltInElement, services: BuiltInServices): Mounted;
}

/** What an attached built-in does when something happens to it. */
export interface Mounted {
  /** By property; called with the value at mount and on every change. */
  readonly changed?: Readonly<Record<string, (value: unknown) => void>>;
  /** Present on form fields: what `<form>` collects and resets. */
  readonly field?: { value(): unknown; reset(): void };
  /** Present on what a `<label>` may operate. */
  toggle?(): void;
  detached?(): void;
}

/** One attached element of a built-in component. */
export interface BuiltInElement {
  readonly tag: string;
  /** The `<wx-…>` element. */
  readonly host: HTMLElement;
  text(property: string): string;
  number(property: string): number;
  flag(property: string): boolean;
  value(property: string): unknown;
  /** Sets properties or data; a changed `model:` property also changes the page's data. */
  set(values: Readonly<Record<string, unknown>>): void;
  emit(name: string, detail?: unknown, options?: { readonly bubbles?: boolean }): void;
  onTap(listener: () => void): void;
  /** The class shown while a finger is on the element; `''` takes it away. */
  setHoverClass(name: string): void;
}

/** What built-ins need from the rest of the phone. */
export interface BuiltInServices {
  /** The address to load an image or another medium from. */
  resolveSource(source: string): string;
  /** Calls `wx.<name>(options)`; rejects with the fail object. */
  callWx(name: string, options: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Answers the detail of `bindgetphonenumber`. */
  getPhoneNumber(): Promise<Readonly<Record<string, unknown>>>;
}

const mountedAt = new WeakMap<Element, { element: BuiltInElement; mounted: Mounted }>();

/** Remembers an attached built-in, so that forms, groups and labels find it by its host. */
export function rememberMounted(element: BuiltInElement, mounted: Mounted): void {
  mountedAt.set(element.host, { element, mounted });
}

/** The built-in attached at a `<wx-…>` element. */
export function builtInAt(host: Element) {
  return mountedAt.get(host);
}

/** Adds a DOM child of the given kind to the element's host. */
export function addChild<Tag extends keyof HTMLElementTagNameMap>(
  element: BuiltInElement,
  tag: Tag,
): HTMLElementTagNameMap[Tag] {
  const child = document.createElement(tag);
  element.host.append(child);
  return child;
}
