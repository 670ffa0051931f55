import type { types } from 'glass-easel-miniprogram-adapter';
import { addCallerMembers } from './easel/caller-members.ts';
import type { ProgramSpace } from './easel/create-space.ts';
import { isRecord } from './easel/instance.ts';
import { createBehaviorResolver } from './easel/wx-behaviors.ts';
import type { OpenPage } from './pages/page.ts';
import type { Program } from './program.ts';
import type { Wx } from './wx/create-wx.ts';

type Definition = Record<string, unknown>;

/** The mini-program's app object, once `App()` was called. */
export interface AppHolder {
  instance: Definition | null;
}

/** Defines `App`, `Page`, `Component`, `Behavior`, `getApp`, `getCurrentPages` and `wx`. */
export function defineGlobals(
  program: Program,
  { space }: ProgramSpace,
  wx: Wx,
  stack: readonly OpenPage[],
): AppHolder {
  addCallerMembers();
  const app: AppHolder = { instance: null };
  const withBehaviors = createBehaviorResolver(space);
  let codePath = 'app';

  Object.assign(globalThis, {
    wx,
    /** Called by the first line of every component script: see the builder's bundleScripts. */
    __enterComponent: (entered: string) => {
      codePath = entered;
    },
    App: (definition: Definition = {}) => {
      app.instance = { ...definition };
    },
    getApp: () => app.instance,
    getCurrentPages: () => stack.map((page) => page.instance),
    Page: (definition: Definition = {}) =>
      space.component(codePath).pageDefinition(withBehaviors(definition)).register(),
    Component: (definition: Definition = {}) => {
      const json = readStyleOptions(definition, program, codePath);
      if (json !== null) {
        space.addComponentStaticConfig(codePath, json as unknown as types.ComponentStaticConfig);
      }
      return space.component(codePath).definition(withBehaviors(definition)).register();
    },
    Behavior: (definition: Definition = {}) =>
      space.behavior().definition(withBehaviors(definition)).register(),
  });
  return app;
}

/**
 * The adapter reads `styleIsolation` from JSON only, but sources may give it, or
 * `addGlobalClass`, in the script's options. Answers the completed JSON, or `null` to keep it.
 */
function readStyleOptions(definition: Definition, program: Program, codePath: string) {
  const json = program.components[codePath]?.json;
  const options = isRecord(definition.options) ? definition.options : {};
  const isolation =
    options.styleIsolation ?? (options.addGlobalClass === true ? 'apply-shared' : undefined);
  const isPage = program.pages.includes(codePath);
  if (json === undefined || isPage || json.styleIsolation !== undefined) return null;
  return typeof isolation === 'string' ? { ...json, styleIsolation: isolation } : null;
}
