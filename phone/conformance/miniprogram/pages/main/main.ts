import { note } from '../../log';

type TapEvent = WechatMiniprogram.TouchEvent;

Page({
  data: {
    title: 'T',
    n: 2,
    flag: true,
    matrix: [['a', 'b'], ['c']],
    object: { a: 1, b: 2 } as Record<string, number>,
    rows: [
      { id: 'k1', count: 3 },
      { id: 'k2', count: 4 },
    ],
    spread: { d: 'D' },
    templateName: 'row',
    a: 'A',
    b: { c: 'C' },
    model: 'first',
    scrolled: 0,
  },
  onLoad(query: Record<string, string | undefined>) {
    note(`load ${JSON.stringify(query)}`);
  },
  onShow() {
    note('show');
  },
  onReady() {
    note('ready');
  },
  onHide() {
    note('hide');
  },
  onUnload() {
    note('unload');
  },
  onPageScroll({ scrollTop }: { scrollTop: number }) {
    this.data.scrolled = scrollTop;
  },
  onReachBottom() {
    note('bottom');
  },
  onTabItemTap({ text }: { text: string }) {
    note(`tab ${text}`);
  },
  onTold(event: WechatMiniprogram.CustomEvent<{ label: string }>) {
    note(`${event.type} ${event.detail.label}`);
  },
  onCapture() {
    note('capture');
  },
  onOuter({ mark, target, currentTarget }: TapEvent) {
    note(`outer ${JSON.stringify(mark)} ${target.id} ${currentTarget.id}`);
  },
  onMiddle({ currentTarget }: TapEvent) {
    note(`middle ${JSON.stringify(currentTarget.dataset)}`);
  },
  onInner() {
    note('inner');
  },
  onDisabled() {
    note('disabled button tapped');
  },
  onSubmit({ detail }: WechatMiniprogram.FormSubmit) {
    note(`submit ${JSON.stringify(detail.value)}`);
  },
  onPressed(dataset: object) {
    note(`pressed ${JSON.stringify(dataset)}`);
  },
  fault() {
    throw new Error('a fault on purpose');
  },
});
