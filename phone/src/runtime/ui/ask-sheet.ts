import { element, tapButton } from './element.ts';

/** A question of WeChat's at the bottom of the screen. */
export interface AskSheetOptions {
  /** Who asks, above the title. */
  readonly asker: string;
  readonly title: string;
  /** Rows of name and value. */
  readonly rows?: readonly (readonly [name: string, value: string])[];
  /** What can be ticked; all are at first. */
  readonly choices?: readonly string[];
  readonly note: string;
  readonly refuseText: string;
  readonly agreeText: string;
}

/** Shows the question; answers the indices that stayed ticked, or `null` when it was refused. */
export function showAskSheet(
  screen: HTMLElement,
  options: AskSheetOptions,
): Promise<readonly number[] | null> {
  return new Promise((resolve) => {
    const close = (answer: readonly number[] | null) => {
      layer.remove();
      resolve(answer);
    };
    const boxes = (options.choices ?? []).map(() =>
      element('input', 'phone-ask-box', { type: 'checkbox', checked: '' }),
    );
    const ticked = () => boxes.flatMap(({ checked }, index) => (checked ? [index] : []));
    const agree = tapButton('phone-ask-agree', options.agreeText, () => close(ticked()));
    const sheet = element(
      'section',
      'phone-ask',
      { role: 'dialog', 'aria-modal': 'true', 'aria-label': options.title },
      element('p', 'phone-ask-asker', {}, options.asker),
      element('h2', 'phone-ask-title', {}, options.title),
      ...(options.rows ?? []).map(([name, value]) =>
        element(
          'p',
          'phone-ask-row',
          {},
          element('span', '', {}, name),
          element('span', '', {}, value),
        ),
      ),
      ...(options.choices ?? []).map((text, index) =>
        element('label', 'phone-ask-choice', {}, element('span', '', {}, text), boxes[index] ?? ''),
      ),
      element('p', 'phone-pay-note', {}, options.note),
      element(
        'div',
        'phone-ask-buttons',
        {},
        tapButton('phone-ask-refuse', options.refuseText, () => close(null)),
        agree,
      ),
    );
    const layer = element('div', 'phone-overlay phone-dim phone-bottom', {}, sheet);
    screen.append(layer);
    agree.focus({ preventScroll: true });
  });
}
