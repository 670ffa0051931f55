/** What api.weixin.qq.com says no with; the surface adds the `rid`. */
export class PlatformRefusal extends Error {
  readonly errcode: number;

  constructor(errcode: number, text: string) {
    super(text);
    this.name = 'PlatformRefusal';
    this.errcode = errcode;
  }
}
