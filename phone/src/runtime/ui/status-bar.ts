import { element } from './element.ts';

/** The bar with time, signal and battery that the phone's system draws. */
export function createStatusBar(): HTMLElement {
  const time = element('span', 'phone-time');
  const showTime = () => {
    const now = new Date();
    time.textContent = `${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`;
  };
  showTime();
  window.setInterval(showTime, 10_000);
  const signal = element('span', 'phone-signal', {}, ...bars());
  const battery = element('span', 'phone-battery');
  return element(
    'div',
    'phone-status',
    { 'aria-hidden': 'true' },
    time,
    element('span', 'phone-indicators', {}, signal, '5G', battery),
  );
}

function bars(): HTMLElement[] {
  return [4, 6, 8, 10].map((height) => {
    const bar = element('i', '');
    bar.style.height = `${height}px`;
    return bar;
  });
}
