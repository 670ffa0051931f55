/**
 * Makes the package that is published: JavaScript and declarations from `tsc` in `sdk/dist`, with a
 * manifest of its own (docs/decisions/0001), packed by npm.
 *
 * Run: `node tools/src/pack-sdk.ts [FOLDER]`; the tarball goes to FOLDER, or stays in `sdk/dist`.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from './sources.ts';

/** What npm packed. */
export interface PackedSdk {
  readonly tarball: string;
  /** Bytes that an installation takes. */
  readonly unpackedBytes: number;
  readonly files: readonly string[];
}

if (import.meta.main) {
  const [folder = join(root, 'sdk', 'dist')] = process.argv.slice(2);
  const { tarball, unpackedBytes, files } = packSdk(resolve(folder));
  console.log(JSON.stringify({ tarball, unpackedBytes, files: files.length }));
}

/**
 * Builds the SDK in a folder of its own and packs it into `destination`.
 *
 * @throws Error when the sources do not compile, or npm refuses to pack them
 */
export function packSdk(destination: string): PackedSdk {
  const sdk = join(root, 'sdk');
  const built = mkdtempSync(join(tmpdir(), 'yifen-sdk-'));
  try {
    compile(sdk, built);
    const manifest = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8'));
    writeFileSync(join(built, 'package.json'), `${JSON.stringify(publish(manifest), null, 2)}\n`);
    for (const readme of globSync('README*.md', { cwd: sdk }))
      copyFileSync(join(sdk, readme), join(built, readme));
    copyFileSync(join(root, 'LICENSE'), join(built, 'LICENSE'));
    mkdirSync(destination, { recursive: true });
    return pack(built, destination);
  } finally {
    rmSync(built, { recursive: true, force: true });
  }
}

/** Doc comments go into the declarations, where editors look for them, and not a second time into the code. */
function compile(sdk: string, outDir: string): void {
  const project = ['-p', join(sdk, 'tsconfig.build.json'), '--outDir', outDir, '--pretty', 'false'];
  run('tsc', [...project, '--emitDeclarationOnly']);
  run('tsc', [...project, '--declaration', 'false', '--removeComments']);
  for (const file of globSync('**/*.d.ts', { cwd: outDir })) {
    const path = join(outDir, file);
    writeFileSync(path, nameBuiltFiles(readFileSync(path, 'utf8')));
  }
}

/** `tsc` rewrites the specifiers of the code, not those of the declarations. */
export function nameBuiltFiles(declarations: string): string {
  return declarations.replace(/(\bfrom |\bimport\()'(\.[^']*)\.ts'/g, "$1'$2.js'");
}

/** The fields of the workspace's manifest that this makes a published one of. */
export interface SdkManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string>>;
}

/** The published manifest: the same doors, leading to built files; nothing to install, nothing to run. */
export function publish({ name, version, description, license, engines, exports }: SdkManifest) {
  const doors = Object.entries(exports).map(([door, source]) => {
    const built = source.replace(/^\.\/src\/(.*)\.ts$/, './$1');
    return [door, { types: `${built}.d.ts`, default: `${built}.js` }] as const;
  });
  return {
    name,
    version,
    description,
    keywords: ['wechat', 'wechatpay', 'weixin', 'miniprogram', 'payment', '微信支付', '小程序'],
    license,
    type: 'module',
    sideEffects: false,
    engines,
    exports: { ...Object.fromEntries(doors), './package.json': './package.json' },
    files: ['**/*.js', '**/*.d.ts'],
    publishConfig: { access: 'public' },
  };
}

function pack(built: string, destination: string): PackedSdk {
  const answer: unknown = JSON.parse(
    run('npm', ['pack', built, '--json', '--ignore-scripts', '--pack-destination', destination]),
  );
  // npm 12 answers an object by package name, npm 11 an array.
  const [packed] = Object.values(answer as Record<string, NpmPacked>);
  if (packed === undefined) throw new Error('npm packed nothing');
  return {
    tarball: join(destination, packed.filename),
    unpackedBytes: packed.unpackedSize,
    files: packed.files.map(({ path }) => path),
  };
}

interface NpmPacked {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${program} failed: ${error ?? ''}${stdout}${stderr}`);
  return stdout;
}
