import { note } from '../../log';

Page({
  onShow() {
    note('tab show');
  },
  onHide() {
    note('tab hide');
  },
});
