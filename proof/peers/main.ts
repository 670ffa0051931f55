/**
 * Prints what each client does with genuine and with forged messages, as measured now.
 *
 * Run: `npm run peers`; with `--reasons` also why each client refused.
 */
import { judgePeers, peerMakers, type Verdict } from './judge-peers.ts';

const names = peerMakers.map(({ name }) => name);
const verdicts = await judgePeers();
for (const subject of new Set(verdicts.map((verdict) => verdict.subject))) {
  const rows = verdicts.filter((verdict) => verdict.subject === subject).map(row);
  const head = [subject, 'right', ...names];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  console.log(`${lines.join('\n')}\n`);
}
console.log(
  'Bold is wrong. Every client was used as its own documentation uses it. wechatpay-axios-plugin has no function for\n' +
    'notifications: the steps are those of its author’s page, which whoever uses it has to write out. Nothing in\n' +
    'wechatpay-node-v3 looks at their time.',
);
if (process.argv.includes('--reasons')) {
  for (const { subject, name, reasons } of verdicts) {
    for (const [peer, reason] of Object.entries(reasons)) {
      if (reason !== '') console.log(`${subject}: ${name}: ${peer}: ${reason.split('\n')[0]}`);
    }
  }
}
// The clients keep idle connections that would hold the process.
process.exit();

function row({ name, right, found }: Verdict): string[] {
  const cells = names.map((peer) => (found[peer] === right ? right : `**${found[peer]}**`));
  return [name, right, ...cells];
}
