import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const project = fileURLToPath(new URL('../shop/', import.meta.url));
const root = `${project}miniprogram/`;

const readJson = (path: string): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8'));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
  statSync(root + path).isFile(),
);
const app = readJson(`${root}app.json`) as {
  pages: string[];
  tabBar: { list: { pagePath: string; iconPath: string; selectedIconPath: string }[] };
};

/** The components, and the JSON that names each. */
const used = files
  .filter((path) => path.endsWith('.json'))
  .flatMap((path) => {
    const { usingComponents = {} } = readJson(root + path) as {
      usingComponents?: Record<string, string>;
    };
    return Object.entries(usingComponents).map(([tag, to]) => ({ path, tag, to }));
  });
const components = [...new Set(used.map(({ to }) => to.replace(/^\//, '')))];

test('every page and component has its four files, and no file belongs to none', () => {
  const owners = [...app.pages, ...components];
  for (const owner of owners) {
    for (const ending of ['json', 'ts', 'wxml', 'wxss']) {
      expect(existsSync(`${root}${owner}.${ending}`), `${owner}.${ending}`).toBe(true);
    }
  }
  const folders = files.filter((path) => /^(pages|components)\//.test(path)).map(posix.dirname);
  expect([...new Set(folders)].sort()).toEqual(owners.map(posix.dirname).sort());
});

test('components say that they are components, pages do not', () => {
  for (const path of components) expect(readJson(`${root}${path}.json`).component).toBe(true);
  for (const path of app.pages)
    expect(readJson(`${root}${path}.json`)).not.toHaveProperty('component');
});

test('every component that is declared is used, and every tag of ours is declared', () => {
  for (const { path, tag } of used) {
    expect(readFileSync(root + path.replace(/json$/, 'wxml'), 'utf8'), path).toContain(`<${tag} `);
  }
  const native = ['view', 'text', 'image', 'button', 'block'];
  for (const path of files.filter((file) => file.endsWith('.wxml'))) {
    const tags = readFileSync(root + path, 'utf8').matchAll(/<([a-z][a-z-]*)/g);
    const json = path.replace(/wxml$/, 'json');
    const declared = used.filter((use) => use.path === json).map(({ tag }) => tag);
    for (const [, tag] of tags) expect([...native, ...declared], path).toContain(tag);
  }
});

test('every handler that a template names is a method of its page or component', () => {
  for (const path of files.filter((file) => file.endsWith('.wxml'))) {
    const script = readFileSync(root + path.replace(/wxml$/, 'ts'), 'utf8');
    const template = readFileSync(root + path, 'utf8');
    for (const [, handler] of template.matchAll(/(?:bind|catch):?[a-z]+="(\w+)"/g)) {
      expect(script, path).toMatch(new RegExp(`^ +(async )?${handler}\\(`, 'm'));
    }
  }
});

test('app.json and the page files hold only keys that WeChat knows', () => {
  const known = {
    app: 'pages window tabBar networkTimeout lazyCodeLoading sitemapLocation',
    page: 'component usingComponents styleIsolation navigationBarTitleText enablePullDownRefresh onReachBottomDistance',
    project:
      'description projectname appid compileType miniprogramRoot srcMiniprogramRoot libVersion setting',
    setting:
      'useCompilerPlugins es6 enhance postcss minified minifyWXSS minifyWXML urlCheck ignoreDevUnusedFiles ignoreUploadUnusedFiles',
  };
  const expectKnown = (value: object, keys: string) =>
    expect(keys.split(' ')).toEqual(expect.arrayContaining(Object.keys(value)));
  expectKnown(app, known.app);
  for (const path of [...app.pages, ...components]) {
    expectKnown(readJson(`${root}${path}.json`), known.page);
  }
  const config = readJson(`${project}project.config.json`);
  expectKnown(config, known.project);
  expectKnown(config.setting as object, known.setting);
});

test('the tab bar has PNG icons of at most 40 kB, and every picture that is named exists', () => {
  for (const { pagePath, iconPath, selectedIconPath } of app.tabBar.list) {
    expect(app.pages).toContain(pagePath);
    for (const icon of [iconPath, selectedIconPath]) {
      expect(icon).toMatch(/\.png$/);
      expect(statSync(root + icon).size).toBeLessThan(40_000);
    }
  }
  for (const path of files.filter((file) => /\.(ts|wxml)$/.test(file))) {
    for (const [, image] of readFileSync(root + path, 'utf8').matchAll(
      /["'](\/images\/[\w/-]+\.png)["']/g,
    )) {
      expect(existsSync(root + image), `${path}: ${image}`).toBe(true);
    }
  }
});

test('every page a script opens exists, tabs by switchTab only', () => {
  const tabs = app.tabBar.list.map(({ pagePath }) => pagePath);
  for (const path of files.filter((file) => file.endsWith('.ts'))) {
    const script = readFileSync(root + path, 'utf8');
    for (const [, page = ''] of script.matchAll(/[`']\/(pages\/\w+\/\w+)/g)) {
      expect(app.pages, path).toContain(page);
    }
    for (const [, page = ''] of script.matchAll(/switchTab\(\{ url: '\/(pages\/[\w/]+)'/g)) {
      expect(tabs, path).toContain(page);
    }
  }
});

test('the client library reaches nothing outside its folder, so that the folder can be copied', () => {
  for (const path of files.filter((file) => file.startsWith('yifen/'))) {
    const script = readFileSync(root + path, 'utf8');
    for (const [, from] of script.matchAll(/from '([^']+)'/g)) {
      expect(from, path).toMatch(/^\.\/[\w-]+$/);
    }
    expect(script, path).not.toMatch(/\bgetApp\b|\bgetCurrentPages\b/);
  }
});

test('the package stays far below the two megabytes that WeChat takes', () => {
  const bytes = files.reduce((sum, path) => sum + statSync(root + path).size, 0);
  expect(bytes).toBeLessThan(500_000);
});
