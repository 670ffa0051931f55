import { log, note } from './log';

App({
  log,
  onLaunch(options: WechatMiniprogram.App.LaunchShowOption) {
    note(`app launch ${options.path}`);
  },
  onShow() {
    note('app show');
  },
  onError(message: string) {
    note(`app error ${message.split('\n')[0]}`);
  },
});
