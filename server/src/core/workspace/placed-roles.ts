/** Roles of a file of code that its neighbours tell, beside those of its path and text. */
import { directoryOf, type FilePath, joinPath } from '../documents/kinds';
import { TOOL_PACKAGE, WORKSPACE_FILES } from '../knowledge/file-roles';
import type { FileRole } from '../rule/roles';
import type { TypeScriptFacts } from './facts';
import type { PackageModel } from './packages';

export interface Placement {
  readonly facts: TypeScriptFacts;
  readonly model: PackageModel | undefined;
  readonly packageRoles: PackageModel['roles'];
  /** It is the module through which its package reads the environment. */
  readonly isConfigModule: boolean;
  /** A start command of a deploy runs it. */
  readonly isStarted: boolean;
  /** The `start` script of a service does. */
  readonly isStartScript: boolean;
  /** Other packages lie below the folder. */
  hasMembers(root: FilePath): boolean;
  exists(path: FilePath): boolean;
}

export function placedRoles(file: FilePath, placement: Placement): ReadonlySet<FileRole> {
  const { facts, packageRoles, isStarted, isStartScript } = placement;
  const roles = new Set(facts.roles);
  if (placement.isConfigModule) roles.add('config-module');
  if (packageRoles.has('cli') && !packageRoles.has('server')) roles.add('cli');
  const opensPort = facts.listens.length > 0;
  if (packageRoles.has('front-end') && !opensPort) roles.add('front-end');
  if (!isStarted && isShadowed(file, placement)) roles.add('generated');
  if (isReplacedInProduction(file, placement)) roles.add('development');
  if (!opensPort && isWorkspaceTool(file, placement)) roles.add('script');
  if (TOOL_PACKAGE.test(placement.model?.manifest.name ?? '')) roles.add('tool-config');
  // What a start command runs is the service itself, whatever its folder or its package is called.
  if (isStarted) for (const role of ['example', 'front-end'] as const) roles.delete(role);
  if (isStarted || isStartScript) for (const role of ['script', 'cli'] as const) roles.delete(role);
  return roles;
}

/** `a.js` beside `a.ts`: what a compiler has made of it, or what was left behind when the file was translated. */
function isShadowed(file: FilePath, { exists }: Placement): boolean {
  const match = /^(.*)\.([cm]?)js(x?)$/.exec(file);
  if (match === null) return false;
  const [, stem, kind, view] = match;
  const sources = view === 'x' ? ['.tsx'] : kind === '' ? ['.ts', '.tsx'] : [`.${kind}ts`];
  return sources.some((extension) => exists(`${stem}${extension}`));
}

/** `environment.ts` beside `environment.prod.ts`: Angular's `fileReplacements` put the other one in its place in a release. */
function isReplacedInProduction(file: FilePath, { exists }: Placement): boolean {
  const stem = /^(.*\/environments?)\.ts$/.exec(file)?.[1];
  return stem !== undefined && ['prod', 'production'].some((name) => exists(`${stem}.${name}.ts`));
}

/** Beside the manifest of a workspace that is nothing but the frame of its members: nothing of it is deployed. */
function isWorkspaceTool(file: FilePath, { model, exists, hasMembers }: Placement): boolean {
  if (model === undefined || directoryOf(file) !== model.root || model.roles.size > 0 || model.isApp) return false;
  const isWorkspace =
    model.manifest.workspaces !== undefined || WORKSPACE_FILES.some((name) => exists(joinPath(model.root, name)));
  return isWorkspace && hasMembers(model.root);
}
