import { isRecord } from '../easel/instance.ts';

/** Plays what `wx.createAnimation().export()` answered, as CSS transitions on the element. */
export function playAnimation(element: HTMLElement, animation: unknown): void {
  if (!isRecord(animation) || !Array.isArray(animation.actions)) return;
  for (const action of animation.actions.filter(isRecord)) {
    const option = isRecord(action.option) ? action.option : {};
    const transition = isRecord(option.transition) ? option.transition : option;
    const { duration = 0, timingFunction = 'linear', delay = 0 } = transition;
    element.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`;
    const transforms: string[] = [];
    const steps: unknown[] = Array.isArray(action.animates) ? action.animates : [];
    for (const { type, args } of steps.filter(isStep)) {
      if (type === 'style') element.style.setProperty(String(args[0]), String(args[1]));
      else transforms.push(`${type}(${args.map((value) => withUnit(type, value)).join(',')})`);
    }
    if (transforms.length > 0) element.style.transform = transforms.join(' ');
  }
}

function isStep(value: unknown): value is { type: string; args: unknown[] } {
  return isRecord(value) && typeof value.type === 'string' && Array.isArray(value.args);
}

function withUnit(transform: string, value: unknown): string {
  if (typeof value !== 'number') return String(value);
  if (transform.startsWith('translate')) return `${value}px`;
  return /^(rotate|skew)/.test(transform) ? `${value}deg` : String(value);
}
