import { glassEasel } from 'glass-easel-miniprogram-adapter';

/** What a mini-program sees as `this` of a page or component. */
export interface Instance {
  readonly _$: glassEasel.GeneralComponent;
  readonly is: string;
  readonly data: Readonly<Record<string, unknown>>;
  setData(values: Readonly<Record<string, unknown>>, callback?: () => void): void;
  triggerEvent(name: string, detail?: unknown, options?: TriggerOptions): void;
  [member: string]: unknown;
}

/** Options of `triggerEvent`; all default to false. */
export interface TriggerOptions {
  readonly bubbles?: boolean;
  readonly composed?: boolean;
  readonly capturePhase?: boolean;
}

/** The instance of a component of the tree; glass-easel types it by generics we do not need. */
export function instanceOf(component: glassEasel.GeneralComponent): Instance {
  return component.getMethodCaller() as unknown as Instance;
}

/** The DOM element that stands for a node of the tree; `null` for virtual hosts and freed nodes. */
export function domOf(node: glassEasel.Element): HTMLElement | null {
  const element = node.getBackendElement() as unknown;
  return element instanceof HTMLElement ? element : null;
}

/** The component whose host is this DOM element, if it is one. */
export function componentAt(element: Element): glassEasel.GeneralComponent | null {
  const node = (element as Element & { __wxElement?: unknown }).__wxElement;
  return glassEasel.Component.isComponent(node) ? node : null;
}

/** Whether a value is a plain record that can be read by key. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
