import type { ReturnOptions } from '../host/business-view.ts';
import type { Host } from '../host/host.ts';
import type { Router } from '../pages/router.ts';
import type { Program } from '../program.ts';
import type { Screen } from '../ui/screen.ts';
import { createAccountApis } from './account.ts';
import { createAnimation } from './animation.ts';
import type { AppEvents } from './app-events.ts';
import { createDeviceApis } from './device.ts';
import { createFeedbackApis } from './feedback.ts';
import { createNavigationApis } from './navigation.ts';
import { createRequest } from './request.ts';
import { createStorageApis } from './storage.ts';
import { createSystemApis } from './system.ts';

/** What the global `wx` is made from. */
export interface WxParts {
  readonly program: Program;
  readonly host: Host;
  readonly screen: Screen;
  readonly router: Router;
  readonly events: AppEvents;
  /** The options of `App.onLaunch`. */
  launchOptions(): object;
  /** The payer accepted a subscribe message: it may come from now on. */
  watchMessages(): void;
  /** A view of WeChat's own was closed. */
  comeBack(options: ReturnOptions): void;
}

/** The global `wx`; its members are functions but for `env`. */
export type Wx = Readonly<Record<string, unknown>>;

/** Makes `wx`. A member the phone does not have is `undefined`, as in an old WeChat, and said so once. */
export function createWx(parts: WxParts): Wx {
  const { program, host, screen, router, events } = parts;
  const appid = host.appid ?? program.appid;
  const wx: Record<string, unknown> = {
    ...createAccountApis(parts),
    ...createFeedbackApis(screen),
    ...createNavigationApis(router),
    ...createStorageApis(appid, host.openid),
    ...createSystemApis(screen, appid, parts.launchOptions),
    ...createDeviceApis(screen),
    ...events.apis,
    request: createRequest(host, program.app.networkTimeout?.request),
    createAnimation,
    createSelectorQuery: () => callTop(router, 'createSelectorQuery'),
    createIntersectionObserver: (component: unknown, options: unknown) =>
      callMember(component, 'createIntersectionObserver', options),
    createMediaQueryObserver: (component: unknown) =>
      callMember(component, 'createMediaQueryObserver'),
    canIUse: (schema: string) => (schema.split('.')[0] ?? '') in wx,
  };
  return warnOfMissing(wx);
}

function callTop(router: Router, member: string): unknown {
  return callMember(router.top()?.instance, member);
}

function callMember(target: unknown, member: string, argument?: unknown): unknown {
  const method = (target as Record<string, unknown> | undefined)?.[member];
  return typeof method === 'function' ? method.call(target, argument) : undefined;
}

function warnOfMissing(wx: Record<string, unknown>): Wx {
  const warned = new Set<PropertyKey>();
  return new Proxy(wx, {
    get(target, name, receiver) {
      if (typeof name === 'string' && !(name in target) && !warned.has(name)) {
        warned.add(name);
        console.warn(`wx.${name} is not supported by the phone (see phone/README.md)`);
      }
      return Reflect.get(target, name, receiver);
    },
  });
}
