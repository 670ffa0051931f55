import {
  type AssociatedBackend,
  type CodeSpace,
  glassEasel,
  MiniProgramEnv,
  type types,
} from 'glass-easel-miniprogram-adapter';
import type { BuiltInServices } from '../built-ins/built-in.ts';
import { registerBuiltIns } from '../built-ins/register-built-ins.ts';
import type { ComponentConfig, Program, TemplateGroups } from '../program.ts';
import { patchElements } from './patch-elements.ts';
import { fireReadyLifetimes } from './ready-lifetime.ts';
import { WebBackend } from './web-backend.ts';
import { installWxsRuntime } from './wxs-runtime.ts';

/** The space that holds the program's code, and the backend that draws it. */
export interface ProgramSpace {
  readonly space: CodeSpace;
  readonly backend: AssociatedBackend;
}

/** Prepares glass-easel: built-in components, the DOM backend, then the program's code. */
export function createProgramSpace(program: Program, services: BuiltInServices): ProgramSpace {
  patchElements();
  installWxsRuntime();
  const env = new MiniProgramEnv();
  const builtIns = registerBuiltIns(env.getGlobalCodeSpace(), program.builtInTemplates(), services);
  const space = env.createCodeSpace('', true);
  // Otherwise a property called `data` (TDesign's form has one) shadows the component's data.
  space.getComponentSpace().updateComponentOptions({ writeFieldsToNode: false });
  for (const [tag, definition] of builtIns) {
    space.getComponentSpace().setGlobalUsingComponent(tag, definition);
  }
  const web = new WebBackend(new Set(builtIns.keys()));
  web.onEvent(dispatch);
  const backend = env.associateBackend(web as unknown as glassEasel.GeneralBackendContext);
  fireReadyLifetimes(space);
  const templates = program.templates();
  for (const [codePath, { json, scope }] of Object.entries(program.components)) {
    addComponent(space, codePath, json, templates);
    space.addStyleSheet(codePath, undefined, scope ?? undefined);
  }
  return { space, backend };
}

/** Adds a component's configuration and template to a space. */
export function addComponent(
  space: CodeSpace,
  codePath: string,
  json: ComponentConfig,
  templates: TemplateGroups,
  template = codePath,
): void {
  space.addComponentStaticConfig(codePath, json as unknown as types.ComponentStaticConfig);
  if (templates[template] === undefined) return;
  const compiled = { groupList: templates, content: templates[template] };
  space.addCompiledTemplate(codePath, compiled as unknown as glassEasel.template.ComponentTemplate);
}

/** Brings a DOM event into the tree. */
const dispatch: Parameters<WebBackend['onEvent']>[0] = (target, type, detail: unknown, options) => {
  const event = new glassEasel.Event(type, detail, options);
  glassEasel.Event.dispatchEvent(target, event);
  return event.getEventBubbleStatus();
};
