import { splitFen } from '../../models/format-fen';

/** An amount of money, given in fen; `size` is `small`, `normal`, `large` or `huge`. */
Component({
  properties: {
    fen: { type: Number, value: 0 },
    size: { type: String, value: 'normal' },
  },
  data: { yuan: '0', cents: '00' },
  observers: {
    fen(amountFen: number) {
      const { yuan, fen } = splitFen(amountFen);
      this.setData({ yuan, cents: fen });
    },
  },
});
