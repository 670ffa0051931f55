import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Diagnostics } from './diagnostic.ts';
import { type JsonObject, readJsonObject } from './read-json.ts';

/** A native mini-program project as WeChat DevTools opens it. */
export interface Project {
  /** The folder with `project.config.json`. */
  readonly folder: string;
  /** `miniprogramRoot`, absolute. */
  readonly sourceRoot: string;
  /** From `project.config.json`; `touristappid` when it names none. */
  readonly appid: string;
  readonly app: JsonObject;
  /** Shows an absolute path the way diagnostics name files. */
  show(file: string): string;
}

/** Reads `project.config.json` and `app.json`; answers `null` when one of them cannot be used. */
export function openProject(folder: string, found: Diagnostics): Project | null {
  const root = path.resolve(folder);
  const show = (file: string) => path.relative(root, file).split(path.sep).join('/');
  const configFile = path.join(root, 'project.config.json');
  if (!existsSync(configFile)) {
    found.error('project.config.json', `not found in ${root}: is this a mini-program project?`);
    return null;
  }
  const config = readJsonObject(configFile, 'project.config.json', found);
  if (config === null) return null;
  const sourceRoot = path.join(root, stringOr(config.miniprogramRoot, '.'));
  const appFile = path.join(sourceRoot, 'app.json');
  if (!existsSync(appFile)) {
    found.error(show(appFile), 'not found: `miniprogramRoot` must name the folder of app.json');
    return null;
  }
  const app = readJsonObject(appFile, show(appFile), found);
  if (app === null) return null;
  return Object.freeze({
    folder: root,
    sourceRoot,
    appid: stringOr(config.appid, 'touristappid'),
    app,
    show,
  });
}

function stringOr(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}
