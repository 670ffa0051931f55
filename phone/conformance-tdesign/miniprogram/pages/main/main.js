Page({
  data: { asking: false, answer: '还没有' },
  ask() {
    this.setData({ asking: true });
  },
  confirm() {
    this.setData({ asking: false, answer: '确认了' });
  },
});
