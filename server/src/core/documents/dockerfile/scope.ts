import type { Lookup } from './expand';

/** Variables as one build stage sees them, or the `ARG`s before the first `FROM`. */
export interface Scope {
  readonly lookup: Lookup;
  /** `ARG`; without a default it takes over the global one of that name. */
  declareArgument(name: string, hasDefault: boolean, value: string | undefined): void;
  setEnvironment(name: string, value: string | undefined): void;
  /** Variables of `ENV`, inherited ones included. */
  readonly environment: () => Map<string, string | undefined>;
}

/** https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope and the proxies below it. */
const GIVEN_BY_BUILDER =
  /^(?:(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)|TARGETSTAGE|BUILDKIT_\w+|SOURCE_DATE_EPOCH|(?:https?|ftp|no|all)_proxy)$/i;

export function globalScope(): Scope {
  const values = new Map<string, string | null | undefined>();
  return {
    lookup: (name) => (values.has(name) ? values.get(name) : GIVEN_BY_BUILDER.test(name) ? undefined : null),
    declareArgument: (name, hasDefault, value) => {
      values.set(name, hasDefault ? value : GIVEN_BY_BUILDER.test(name) ? undefined : null);
    },
    setEnvironment: () => undefined,
    environment: () => new Map(),
  };
}

/**
 * A stage sees its own and its parent stage's `ENV`, which win over its own `ARG`s; global `ARG`s only where declared again.
 * @param parent the stage that `FROM` names
 */
export function stageScope(global: Scope, parent: Scope | undefined): Scope {
  const environment = parent?.environment() ?? new Map<string, string | undefined>();
  const args = new Map<string, string | null | undefined>();
  return {
    lookup: (name) => {
      if (environment.has(name)) return environment.get(name);
      return args.has(name) ? args.get(name) : null;
    },
    declareArgument: (name, hasDefault, value) => {
      args.set(name, hasDefault ? value : global.lookup(name));
    },
    setEnvironment: (name, value) => {
      environment.set(name, value);
    },
    environment: () => new Map(environment),
  };
}
