/**
 * Makes the package that is published: bundled JavaScript with the desk's page in it, declarations from `tsc`, a
 * manifest of its own.
 *
 * Run: `node simulator/pack/pack-simulator.ts [FOLDER]`; the tarball goes to FOLDER, or to `simulator/dist`.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundlePage } from '../src/desk/bundle-page.ts';

const home = fileURLToPath(new URL('..', import.meta.url));
const root = join(home, '..');

if (import.meta.main) {
  const folder = resolve(process.argv[2] ?? join(home, 'dist'));
  const built = join(folder, 'package');
  await buildPackage(built);
  const packed = run('npm', [
    'pack',
    built,
    '--json',
    '--ignore-scripts',
    '--pack-destination',
    folder,
  ]);
  // npm 12 answers an object by package name, npm 11 an array.
  const [{ filename }] = Object.values(JSON.parse(packed)) as [{ filename: string }];
  console.log(join(folder, filename));
}

/** Builds the published files into a folder, which is emptied first. @throws Error when they do not compile */
export async function buildPackage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const project = ['-p', join(home, 'tsconfig.build.json'), '--pretty', 'false'];
  run('tsc', [...project, '--emitDeclarationOnly', '--outDir', join(folder, 'types')]);
  for (const file of globSync('**/*.d.ts', { cwd: join(folder, 'types') })) {
    const path = join(folder, 'types', file);
    // `tsc` rewrites the specifiers of code, not those of declarations.
    const text = readFileSync(path, 'utf8').replace(
      /(\bfrom |\bimport\()'(\.[^']*)\.ts'/g,
      "$1'$2.js'",
    );
    writeFileSync(path, text);
  }
  await bundleCode(folder);
  for (const file of ['README.md', 'Dockerfile'])
    copyFileSync(join(home, file), join(folder, file));
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(publish(manifest), null, 2)}\n`);
}

/**
 * One file each for the command, for `import` and for `require`: a hundred modules would cost a process 10 MB more.
 */
async function bundleCode(folder: string): Promise<void> {
  const page = JSON.stringify(await bundlePage());
  const bundle = (source: string, outfile: string, format: 'esm' | 'cjs') =>
    build({
      entryPoints: [join(home, 'src', source)],
      outfile: join(folder, outfile),
      bundle: true,
      format,
      platform: 'node',
      target: 'node22',
      external: ['light-my-request', './bundle-page.ts'],
      logLevel: 'error',
      plugins: [
        {
          name: 'built page',
          setup({ onResolve }) {
            onResolve({ filter: /\/built-page\.ts$/ }, () => ({
              path: './built-page.js',
              external: true,
            }));
          },
        },
      ],
    });
  // Of its own, since most processes never show the desk.
  writeFileSync(join(folder, 'built-page.js'), `export const builtPage = ${page};\n`);
  await bundle('main.ts', 'main.cjs', 'cjs');
  await bundle('index.ts', 'index.js', 'esm');
  await bundle('index.ts', 'index.cjs', 'cjs');
}

/** The fields of the workspace's manifest that the published one is made of. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

function publish({ name, version, description, license, dependencies }: Manifest) {
  // The page is bundled already.
  const { esbuild: _, preact: __, ...needed } = dependencies;
  return {
    name,
    version,
    description,
    keywords: ['wechat', 'wechatpay', 'weixin', 'simulator', 'sandbox', '微信支付', '沙箱'],
    license,
    type: 'module',
    engines: { node: '>=22.10' },
    bin: { 'yifen-simulator': './main.cjs' },
    exports: {
      '.': { types: './types/index.d.ts', import: './index.js', require: './index.cjs' },
      './package.json': './package.json',
    },
    dependencies: needed,
    publishConfig: { access: 'public' },
  };
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
