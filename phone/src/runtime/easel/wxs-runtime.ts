import type { glassEasel } from 'glass-easel-miniprogram-adapter';
import { describeComponent } from './component-descriptor.ts';
import { isRecord } from './instance.ts';

type Responder = (...args: unknown[]) => unknown;
type Listener = (event: unknown, owner: unknown) => unknown;

const TYPE_NAMES = new Set(
  ['Array', 'Object', 'String', 'Number', 'Boolean', 'Function', 'RegExp', 'Date'].map(
    (name) => `[object ${name}]`,
  ),
);

/** Defines the globals that compiled WXS and its event responders call. */
export function installWxsRuntime(): void {
  Object.assign(globalThis, {
    getRegExp: (pattern: string, flags?: string) => new RegExp(pattern, flags),
    getDate: (...parts: [number]) => new Date(...parts),
    __wxsTypeOf: typeOf,
    __wxsChangeProp: changeProp,
    __wxsEvent: respond,
  });
}

/** `x.constructor` of WXS: a type's name as a string. */
function typeOf(value: unknown): string | undefined {
  const tag = Object.prototype.toString.call(value);
  return TYPE_NAMES.has(tag) ? tag.slice('[object '.length, -1) : undefined;
}

/** Wraps the function of `change:prop`; it runs once the tree it may look at stands. */
function changeProp(responder: unknown): Responder {
  return (newValue, oldValue, owner, element) => {
    if (typeof responder !== 'function') return;
    const run = responder as Responder;
    queueMicrotask(() => {
      run(newValue, oldValue, describe(owner), describe(element));
    });
  };
}

/** Calls a WXS event handler with `event.instance` and its owner component. */
function respond(caller: unknown, event: unknown, listener: Listener): unknown {
  if (isRecord(event)) event.instance = describe(event.currentTarget);
  return listener.call(caller, event, describe(caller));
}

/** The tree's node is behind `_$` when an instance was given. */
function describe(target: unknown) {
  const node = isRecord(target) && '_$' in target ? target._$ : target;
  return describeComponent(node as glassEasel.Element | null);
}
