export const inner = Behavior({
  data: { fromInner: 'inner' },
  methods: {
    origin() {
      return 'inner';
    },
  },
});
