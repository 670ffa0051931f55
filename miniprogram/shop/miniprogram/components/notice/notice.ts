/** A page without content: nothing there yet, or a failure with a button; triggers `action`. */
Component({
  properties: {
    title: { type: String, value: '' },
    text: { type: String, value: '' },
    action: { type: String, value: '' },
    image: { type: String, value: '/images/empty.png' },
  },
  methods: {
    act() {
      this.triggerEvent('action');
    },
  },
});
