import { outer } from '../../behaviors/outer';
import { note } from '../../log';

let made = 0;

Component({
  behaviors: [outer],
  options: { pureDataPattern: /^_/ },
  properties: {
    label: String,
    count: {
      type: Number,
      value: 1,
      observer(now: number, before: number) {
        note(`count ${before} -> ${now}`);
      },
    },
  },
  data: { _pure: 1, twice: 0, serial: 0, deep: {} },
  observers: {
    count(count: number) {
      this.setData({ twice: count * 2 });
    },
    'deep.**'(deep: object) {
      note(`deep ${JSON.stringify(deep)}`);
    },
    _pure(value: number) {
      note(`pure ${value}`);
    },
  },
  relations: {
    '../parent/parent': {
      type: 'parent',
      linked(parent: WechatMiniprogram.Component.TrivialInstance) {
        note(`child linked to ${(parent.data as { name?: string }).name}`);
      },
    },
  },
  lifetimes: {
    created() {
      note('child created');
    },
    attached() {
      made += 1;
      note('child attached');
      this.setData({ serial: made, _pure: 2, 'deep.list[0].value': 5 });
    },
    ready() {
      note('child ready');
    },
    detached() {
      note(`child detached ${this.data.label}`);
    },
  },
  methods: {
    tell() {
      this.triggerEvent('told', { label: this.data.label }, { bubbles: true, composed: true });
    },
    greet() {
      return `hello ${this.data.label}`;
    },
  },
});
