/** What the builder puts into the bundle: the mini-program, compiled. */
export interface Program {
  readonly appid: string;
  readonly app: AppConfig;
  /** Every route, sub-packages included; the first is the entry unless `entryPagePath` says more. */
  readonly pages: readonly string[];
  readonly components: Readonly<Record<string, ProgramComponent>>;
  /** Evaluates the templates and their WXS, which needs the globals of WXS to stand. */
  templates(): TemplateGroups;
  builtInTemplates(): TemplateGroups;
  /** Evaluates app.ts. */
  loadApp(): void;
}

/** One page or component of the program. */
export interface ProgramComponent {
  readonly json: ComponentConfig;
  /** Class prefix when its styles are isolated. */
  readonly scope: string | null;
  /** Evaluates its script, which calls `Page()` or `Component()`. */
  load(): void;
}

/** Made by the template compiler: code path -> generator. */
export type TemplateGroups = Readonly<Record<string, unknown>>;

/** The part of app.json that the phone reads. */
export interface AppConfig {
  readonly window?: WindowConfig;
  readonly tabBar?: TabBarConfig;
  readonly entryPagePath?: string;
  readonly networkTimeout?: { readonly request?: number };
  readonly style?: string;
}

/** `window` of app.json and the same keys of a page's JSON. */
export interface WindowConfig {
  readonly navigationBarTitleText?: string;
  readonly navigationBarBackgroundColor?: string;
  readonly navigationBarTextStyle?: 'black' | 'white';
  readonly navigationStyle?: 'default' | 'custom';
  readonly backgroundColor?: string;
  readonly enablePullDownRefresh?: boolean;
  /** Distance in px, default 50. */
  readonly onReachBottomDistance?: number;
}

/** `tabBar` of app.json. */
export interface TabBarConfig {
  readonly color?: string;
  readonly selectedColor?: string;
  readonly backgroundColor?: string;
  readonly borderStyle?: 'black' | 'white';
  readonly list: readonly {
    readonly pagePath: string;
    readonly text: string;
    readonly iconPath?: string;
    readonly selectedIconPath?: string;
  }[];
}

/** A page's or component's JSON. */
export interface ComponentConfig extends WindowConfig {
  readonly component?: boolean;
  readonly usingComponents?: Readonly<Record<string, string>>;
  readonly styleIsolation?: string;
}
