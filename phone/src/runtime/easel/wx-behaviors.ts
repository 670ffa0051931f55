import type { behavior, CodeSpace } from 'glass-easel-miniprogram-adapter';

type Definition = Record<string, unknown>;

/** WeChat's built-in behaviors, which sources name by a `wx://` string. */
const BUILT_IN: Readonly<Record<string, Definition>> = {
  'wx://form-field': { properties: { name: String, value: null } },
  'wx://form-field-group': {},
  'wx://form-field-button': {},
  'wx://component-export': {},
  'wx://proxy-scroll-view': {},
};

/**
 * Makes the function that puts behavior objects in the place of `wx://…` names, which
 * glass-easel's adapter cannot resolve.
 */
export function createBehaviorResolver(space: CodeSpace): (definition: Definition) => Definition {
  const made = new Map<string, behavior.GeneralBehavior>();
  const resolve = (name: string): behavior.GeneralBehavior => {
    const known = made.get(name);
    if (known !== undefined) return known;
    if (BUILT_IN[name] === undefined)
      console.warn(`behavior ${name} is not supported by the phone`);
    const created = space
      .behavior()
      .definition(BUILT_IN[name] ?? {})
      .register() as unknown as behavior.GeneralBehavior;
    made.set(name, created);
    return created;
  };
  return (definition) => {
    const { behaviors } = definition;
    if (!Array.isArray(behaviors)) return definition;
    return {
      ...definition,
      behaviors: behaviors.map((one: unknown) => (typeof one === 'string' ? resolve(one) : one)),
    };
  };
}
