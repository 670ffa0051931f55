import { note } from '../../log';

// A page made with Component(): the query arrives as properties, too.
Component({
  properties: { q: String },
  data: { message: '' },
  pageLifetimes: {
    show() {
      note('second lifetime show');
    },
    hide() {
      note('second lifetime hide');
    },
  },
  methods: {
    onLoad(query: Record<string, string>) {
      note(`second load ${query.q}`);
      const channel = this.getOpenerEventChannel();
      channel.on?.('toSecond', ({ text }: { text: string }) => this.setData({ message: text }));
      channel.emit?.('fromSecond', { answer: 1 });
    },
    onUnload() {
      note('second unload');
    },
  },
});
