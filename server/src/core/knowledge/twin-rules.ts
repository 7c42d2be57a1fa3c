import type { MessageData, RuleId } from '../rule/finding';

/** Tools of the setting `deferTo`. */
export type TwinTool = 'hadolint' | 'docker-dx' | 'eslint';

/** A rule of another tool that reports the same place for the same reason as one of ours. */
export interface Twin {
  readonly tool: TwinTool;
  /** As that tool names it. */
  readonly theirs: string;
  readonly ours: RuleId;
  /** Which findings of ours it covers; all of them unless told. */
  readonly covers?: { readonly messages: readonly string[]; readonly data?: MessageData };
}

/** Rules of ours about secrets in texts: what the ignore comments of secret scanners speak of. */
export const SECRET_RULES: readonly RuleId[] = [
  'config/no-hardcoded-credentials',
  'config/no-hardcoded-secret-argument',
  'config/no-secret-fallback',
  'config/no-secret-in-image',
  'config/no-secret-in-manifest',
  'backing-services/no-hardcoded-connection-string',
];

const BASE_IMAGE = 'dependencies/unpinned-base-image';
const SHELL_FORM = 'disposability/no-shell-form-start-command';
const IMAGE_SECRET = 'config/no-secret-in-image';
const PROCESS_EXIT = 'disposability/no-process-exit-in-app-code';
const PROCESS_ENV = 'config/no-process-env-outside-config';
const UNDECLARED = 'dependencies/no-undeclared-dependency';
const ACROSS = 'codebase/no-cross-package-relative-import';

/** From the rule lists of hadolint, BuildKit's build checks (which Docker DX runs), eslint-plugin-n, -import, -import-x and -unicorn. */
export const TWINS: readonly Twin[] = [
  { tool: 'hadolint', theirs: 'DL3006', ours: BASE_IMAGE, covers: { messages: ['untagged'] } },
  { tool: 'hadolint', theirs: 'DL3007', ours: BASE_IMAGE, covers: { messages: ['floating'], data: { tag: 'latest' } } },
  { tool: 'hadolint', theirs: 'DL3025', ours: SHELL_FORM, covers: { messages: ['shellForm'] } },
  { tool: 'docker-dx', theirs: 'JSONArgsRecommended', ours: SHELL_FORM, covers: { messages: ['shellForm'] } },
  {
    tool: 'docker-dx',
    theirs: 'SecretsUsedInArgOrEnv',
    ours: IMAGE_SECRET,
    covers: { messages: ['environment', 'promoted', 'argument'] },
  },
  ...['n', 'node', 'unicorn'].map((plugin) => twin(`${plugin}/no-process-exit`, PROCESS_EXIT)),
  twin('no-process-exit', PROCESS_EXIT),
  ...['n', 'node'].map((plugin) => twin(`${plugin}/no-process-env`, PROCESS_ENV)),
  twin('no-process-env', PROCESS_ENV),
  ...['import', 'import-x'].flatMap((plugin) => [
    twin(`${plugin}/no-extraneous-dependencies`, UNDECLARED),
    twin(`${plugin}/no-relative-packages`, ACROSS),
  ]),
  ...['n', 'node'].map((plugin) => twin(`${plugin}/no-extraneous-import`, UNDECLARED)),
  ...['n', 'node'].map((plugin) => twin(`${plugin}/no-extraneous-require`, UNDECLARED)),
];

function twin(theirs: string, ours: RuleId): Twin {
  return { tool: 'eslint', theirs, ours };
}

/** True where one of the tools says what our finding says. */
export function isTold(tools: readonly string[], rule: RuleId, messageId: string, data: MessageData): boolean {
  return TWINS.some(
    ({ tool, ours, covers }) =>
      ours === rule &&
      tools.includes(tool) &&
      (covers === undefined ||
        (covers.messages.includes(messageId) &&
          Object.entries(covers.data ?? {}).every(([key, value]) => data[key] === value))),
  );
}

/** True where a tool of the list has a twin of the rule at all: then silence of ours proves nothing. */
export function hasTwin(tools: readonly string[], rule: RuleId): boolean {
  return TWINS.some(({ tool, ours }) => ours === rule && tools.includes(tool));
}

/** Rules of linters that have no place in `deferTo`, but whose ignore comments we honour. */
const IGNORED_ELSEWHERE: readonly (readonly [pattern: RegExp, rules: readonly RuleId[]])[] = [
  // eslint-plugin-no-secrets, -sonarjs and -security; Semgrep's ids are paths whose last part tells.
  [
    /no-secrets$|no-hardcoded-(?:credentials|passwords?|secrets?)$|hard-?coded|secret|credential|password|api-?key/i,
    SECRET_RULES,
  ],
  [/^CKV_SECRET_\d+$/, SECRET_RULES],
  [/dockerfile-source-not-pinned|^CKV_DOCKER_7$/, [BASE_IMAGE]],
  [/prefer-json-notation/, [SHELL_FORM]],
  [/^DL30(?:06|07)$/, [BASE_IMAGE]],
];

/** Our rules that an ignore comment naming another tool's rule speaks of. */
export function twinsOf(theirs: string): readonly RuleId[] {
  const named = TWINS.filter((entry) => entry.theirs === theirs).map(({ ours }) => ours);
  const matched = IGNORED_ELSEWHERE.flatMap(([pattern, rules]) => (pattern.test(theirs) ? rules : []));
  return [...new Set([...named, ...matched])];
}

/** What general scanners (Semgrep, SonarQube) look for as well: their bare comments speak of all of it. */
export const SCANNED_RULES: readonly RuleId[] = [...SECRET_RULES, BASE_IMAGE, SHELL_FORM];
