const SLOT = '<slot />';

/**
 * WXML of the built-in components; a tag `html-x` becomes the DOM element `<x>`.
 * Those without a template here (input, image, …) make their DOM child themselves.
 */
export const builtInTemplates: Readonly<Record<string, string>> = Object.freeze({
  view: SLOT,
  text: SLOT,
  'cover-view': SLOT,
  button: SLOT,
  label: SLOT,
  form: SLOT,
  navigator: SLOT,
  'scroll-view': SLOT,
  'checkbox-group': SLOT,
  'radio-group': SLOT,
  'swiper-item': SLOT,
  'root-portal': SLOT,
  'page-container': SLOT,
  picker: SLOT,
  swiper:
    '<html-div class="track" style="{{track}}"><slot /></html-div><html-div class="dots"></html-div>',
  checkbox: '<html-i></html-i><slot />',
  radio: '<html-i></html-i><slot />',
});

/** Every tag of WXML that the base library itself provides here; WXSS selectors name them too. */
export const builtInTags: ReadonlySet<string> = new Set([
  ...Object.keys(builtInTemplates),
  'image',
  'cover-image',
  'input',
  'textarea',
  'icon',
  'switch',
  'progress',
  'slider',
  'rich-text',
  'video',
  'canvas',
  'web-view',
]);
