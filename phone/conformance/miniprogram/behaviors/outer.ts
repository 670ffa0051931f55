import { note } from '../log';
import { inner } from './inner';

export const outer = Behavior({
  behaviors: [inner],
  data: { fromOuter: 'outer' },
  lifetimes: {
    attached() {
      note('behavior attached');
    },
  },
  methods: {
    origin() {
      return 'outer';
    },
  },
});
