import type { Severity } from './finding';

/** What a file is for; most false positives come from a wrong role (RULES §1.1). */
export type FileRole =
  | 'test'
  | 'script'
  | 'cli'
  | 'front-end'
  | 'tool-config'
  | 'config-module'
  | 'generated'
  | 'example'
  | 'development';

export const FILE_ROLES: readonly FileRole[] = [
  'test',
  'script',
  'cli',
  'front-end',
  'tool-config',
  'config-module',
  'generated',
  'example',
  'development',
];

/** What a package is; several may hold at once. */
export type PackageRole = 'server' | 'library' | 'serverless' | 'desktop' | 'cli' | 'front-end';

export type RoleSeverities = Readonly<Partial<Record<FileRole, Severity | 'off'>>>;

/** What holds where a rule says nothing else. */
export const DEFAULT_ROLE_SEVERITIES: RoleSeverities = {
  test: 'off',
  script: 'off',
  cli: 'off',
  'front-end': 'off',
  'tool-config': 'off',
  generated: 'off',
  example: 'off',
  development: 'off',
};

/** The same severity whatever a file is for, generated code aside: a rule that says so for one finding names exceptions after it. */
export function everywhere(severity: Severity): RoleSeverities {
  return {
    test: severity,
    script: severity,
    cli: severity,
    'front-end': severity,
    'tool-config': severity,
    example: severity,
    development: severity,
  };
}
