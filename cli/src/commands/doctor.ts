/** `yifen doctor`: is the configuration right, and if a signature fails, why. */
import { examineConfiguration, type Finding } from '@yifen/wechatpay';
import type { Command } from 'commander';
import type { SetExitCode } from '../create-program.ts';
import { checkOnline, type OnlineResult } from '../diagnosis/check-online.ts';
import { addMerchantOptions } from '../merchant/merchant-options.ts';
import { type MerchantFlags, readSettings } from '../merchant/read-settings.ts';
import type { Terminal } from '../terminal.ts';
import { addDoctorNotification } from './doctor-notification.ts';
import { addDoctorPaysign } from './doctor-paysign.ts';
import { addDoctorRequest } from './doctor-request.ts';

interface DoctorFlags extends MerchantFlags {
  readonly online?: boolean;
  readonly openid?: string;
}

/** Adds the command and its three companions. */
export function addDoctor(program: Command, terminal: Terminal, setExitCode: SetExitCode): void {
  const doctor = addMerchantOptions(program.command('doctor'))
    .description('examine the configuration; with a name below, explain a failing signature')
    .option(
      '--online',
      'also ask WeChat Pay: clock, keys, and whether appid and merchant are bound',
    )
    .option('--openid <openid>', 'a payer of this appid, for the 1-fen order of --online')
    .exitOverride()
    .addHelpText(
      'after',
      `
Everything that is wrong is named at once, each in one sentence with its remedy. Reads the environment and
.env; WECHATPAY_MERCHANT_CERTIFICATE_FILE, if set, lets key, certificate and serial be compared.
Exit code 1 if anything would fail, 0 for warnings only.
--online places an order of 1 fen that nobody can pay and closes it at once; no money moves.

Examples:
  $ yifen doctor
  $ yifen doctor --env-file production.env --online --json
  $ yifen doctor paysign --help`,
    )
    .action(async (flags: DoctorFlags) => setExitCode(await examine(flags, terminal)));
  addDoctorPaysign(doctor, terminal, setExitCode);
  addDoctorRequest(doctor, terminal, setExitCode);
  addDoctorNotification(doctor, terminal, setExitCode);
}

async function examine(flags: DoctorFlags, terminal: Terminal): Promise<0 | 1> {
  const settings = await readSettings(flags, terminal);
  const { publicUrl, platformCertificate } = settings;
  const input = {
    ...settings,
    notifyUrl: publicUrl,
    platformCertificates: platformCertificate === undefined ? [] : [platformCertificate],
  };
  const offline = examineConfiguration({ ...input, nowMs: Date.now() });
  const online =
    flags.online === true && !offline.some(isFatal)
      ? await checkOnline({ settings, openid: flags.openid, input }, terminal)
      : undefined;
  const findings = [...offline, ...(online?.findings ?? [])];
  report(findings, online, flags, terminal);
  return findings.some(isFatal) ? 1 : 0;
}

function report(
  findings: readonly Finding[],
  online: OnlineResult | undefined,
  flags: DoctorFlags,
  { language, out }: Terminal,
): void {
  if (flags.json === true) {
    out(
      JSON.stringify({
        ok: !findings.some(isFatal),
        findings,
        ...(online && { online: online.checked }),
      }),
    );
    return;
  }
  const zh = language === 'zh';
  for (const { setting, severity, sentence, remedy } of findings) {
    const name = settingNames[setting];
    out(
      `${severity === 'fatal' ? '✗' : '!'} ${name === undefined ? '' : `${name}  `}${sentence[language]}`,
    );
    out(`    ${remedy[language]}`);
  }
  for (const check of online?.checked ?? []) out(`✓ ${check[language]}`);
  if (findings.length === 0)
    out(zh ? '✓ 配置没有发现问题。' : '✓ Nothing wrong was found in the configuration.');
  if (flags.online === true && online === undefined) {
    out(zh ? '先修复以上问题，再做联机检查。' : 'Mend these first; WeChat Pay was not asked.');
  }
}

/** What the doctor's settings are called in the environment. */
const settingNames: Readonly<Record<string, string>> = {
  appid: 'WECHAT_APPID',
  appSecret: 'WECHAT_APP_SECRET',
  mchid: 'WECHATPAY_MCHID',
  merchantSerial: 'WECHATPAY_MERCHANT_SERIAL',
  privateKey: 'WECHATPAY_MERCHANT_KEY',
  merchantCertificate: 'WECHATPAY_MERCHANT_CERTIFICATE',
  apiV3Key: 'WECHATPAY_APIV3_KEY',
  publicKeyId: 'WECHATPAY_PUBLIC_KEY_ID',
  publicKey: 'WECHATPAY_PUBLIC_KEY',
  platformCertificates: 'WECHATPAY_PLATFORM_CERTIFICATE',
  notifyUrl: 'YIFEN_PUBLIC_URL',
};

function isFatal({ severity }: Finding): boolean {
  return severity === 'fatal';
}
