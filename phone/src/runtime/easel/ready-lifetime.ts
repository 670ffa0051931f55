import type { CodeSpace, glassEasel } from 'glass-easel-miniprogram-adapter';

/**
 * Fires the `ready` lifetime, which glass-easel leaves to its host: one frame after `attached`,
 * for all components attached in that frame, and so before the page's `onReady`.
 */
export function fireReadyLifetimes(space: CodeSpace): void {
  let waiting: glassEasel.GeneralComponent[] = [];

  const flush = () => {
    const components = waiting;
    waiting = [];
    for (const component of components) component.triggerLifetime('ready', []);
  };

  const behavior = space.getComponentSpace().defineBehavior({
    lifetimes: {
      attached(this: unknown) {
        if (waiting.length === 0) requestAnimationFrame(flush);
        waiting.push((this as { _$: glassEasel.GeneralComponent })._$);
      },
    },
  });
  space.setOverallBehavior(behavior as unknown as glassEasel.GeneralBehavior);
}
