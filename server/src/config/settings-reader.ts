import type { Finding } from './config.ts';

/** The environment, or what stands for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A rule for one setting: the value, or null when it is wrong. */
export interface Rule<T> {
  readonly parse: (text: string) => T | null;
  /** What a right value looks like and where it comes from. */
  readonly zh: string;
  readonly en: string;
}

/** Reads settings one by one and remembers every finding instead of stopping at the first. */
export interface SettingsReader {
  /** Null, with a finding, when it is missing or wrong. */
  required<T>(name: string, rule: Rule<T>): T | null;
  /** `fallback` when it is missing; with a finding when it is wrong. */
  optional<T, F>(name: string, rule: Rule<T>, fallback: F): T | F;
  /** The text of `NAME`, or of the file that `NAME_FILE` names. */
  requiredText<T>(name: string, rule: Rule<T>): T | null;
  optionalText<T>(name: string, rule: Rule<T>): T | null;
  find(finding: Finding): void;
  readonly findings: readonly Finding[];
}

/** Creates a reader. `readFile` throws when it cannot. */
export function createSettingsReader(
  env: Environment,
  readFile: (path: string) => string,
): SettingsReader {
  const findings: Finding[] = [];

  function settingOf(name: string): string | null {
    return env[name]?.trim() || null;
  }

  function textOf(name: string): string | null {
    const path = settingOf(`${name}_FILE`);
    // A PEM in one line of a .env file carries its line ends as \n.
    if (path === null) return settingOf(name)?.replaceAll('\\n', '\n') ?? null;
    try {
      return readFile(path);
    } catch {
      findings.push({
        name: `${name}_FILE`,
        zh: `读不到文件 ${path}，请检查路径与权限。`,
        en: `The file ${path} cannot be read: check its path and permissions.`,
      });
      return null;
    }
  }

  function judge<T>(name: string, text: string, rule: Rule<T>): T | null {
    const value = rule.parse(text);
    if (value === null) {
      // The value itself is never repeated: it may be a secret.
      findings.push({
        name,
        zh: `格式不正确：应为${rule.zh}。`,
        en: `It is not well formed: it must be ${rule.en}.`,
      });
    }
    return value;
  }

  function missing<T>(name: string, rule: Rule<T>): null {
    findings.push({
      name,
      zh: `未设置：应为${rule.zh}。`,
      en: `It is missing: set it to ${rule.en}.`,
    });
    return null;
  }

  function isNamed(name: string): boolean {
    return settingOf(`${name}_FILE`) !== null;
  }

  return {
    findings,
    find: (finding) => {
      findings.push(finding);
    },
    required(name, rule) {
      const text = settingOf(name);
      return text === null ? missing(name, rule) : judge(name, text, rule);
    },
    optional(name, rule, fallback) {
      const text = settingOf(name);
      return text === null ? fallback : (judge(name, text, rule) ?? fallback);
    },
    requiredText(name, rule) {
      const text = textOf(name);
      if (text !== null) return judge(name, text, rule);
      return isNamed(name) ? null : missing(name, rule);
    },
    optionalText(name, rule) {
      const text = textOf(name);
      return text === null ? null : judge(name, text, rule);
    },
  };
}
