import { note } from '../../log';

Component({
  behaviors: ['wx://component-export'],
  options: { multipleSlots: true, styleIsolation: 'apply-shared' },
  externalClasses: ['head-class'],
  properties: { name: String, list: Array },
  relations: {
    '../child/child': {
      type: 'child',
      linked(child: WechatMiniprogram.Component.TrivialInstance) {
        note(`parent linked to ${(child.data as { label?: string }).label}`);
      },
    },
  },
  methods: {
    countChildren() {
      return this.getRelationNodes('../child/child').length;
    },
  },
  export() {
    return { exported: 42 };
  },
});
