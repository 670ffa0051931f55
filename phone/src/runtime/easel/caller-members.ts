import { component, type glassEasel } from 'glass-easel-miniprogram-adapter';
import { createEventChannel } from '../pages/event-channel.ts';
import { domOf, type Instance } from './instance.ts';

type Keyframes = Parameters<Element['animate']>[0];

/** Adds the members of component and page instances that the adapter lacks. */
export function addCallerMembers(): void {
  const nothing = () => undefined;
  Object.assign(component.ComponentCaller.prototype, {
    // A page that nobody opened with navigateTo still has a channel, with nobody at its end.
    getOpenerEventChannel: () => createEventChannel().opened,
    getTabBar: nothing,
    animate: animateElement,
    clearAnimation: nothing,
    applyAnimation: nothing,
    setUpdatePerformanceListener: nothing,
    setPassiveEvent: nothing,
  });
}

function animateElement(
  this: Instance,
  selector: string,
  frames: Keyframes,
  durationMs: number,
  callback?: () => void,
): void {
  const shadow = this._$.getShadowRoot();
  const target: glassEasel.Element | null = shadow?.querySelector(selector) ?? null;
  const dom = target === null ? null : domOf(target);
  const animation = dom?.animate(frames, { duration: durationMs, fill: 'forwards' });
  animation?.finished.then(() => callback?.());
}
