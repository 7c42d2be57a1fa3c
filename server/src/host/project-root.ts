import { dirname, join, relative } from 'node:path';
import picomatch from 'picomatch';
import { parseManifest } from '../core/documents/manifest/parse';
import { CONFIGURATION_NAMES } from './configuration';
import type { FileHost } from './file-host';

/**
 * The folder that has to be analysed for a verdict on `start`: the topmost one with a configuration of this tool, else
 * the workspace root that has `start`'s package, or one around it, as a member, else that package, else `start`. Never above the work tree.
 * @param start a real path of a folder
 * @param home looked into only when it is `start`: what lies there is the user's, not a project's
 */
export async function findProjectRoot(host: FileHost, start: string, home: string | undefined): Promise<string> {
  const folders = candidates(host, start, home);
  const infos = await Promise.all(folders.map((folder) => inspect(host, folder)));
  const configured = infos.findLast((info) => info.configured);
  if (configured !== undefined) return configured.folder;
  const nearest = infos.find(({ hasManifest, isWorkTree }) => hasManifest || isWorkTree);
  if (nearest === undefined) return start;
  const packages = infos.filter(({ hasManifest }) => hasManifest);
  const workspace = infos.findLast((info, at) =>
    packages.some((one) => infos.indexOf(one) < at && info.hasMember(one.folder)),
  );
  return (workspace ?? nearest).folder;
}

interface FolderInfo {
  readonly folder: string;
  readonly configured: boolean;
  readonly hasManifest: boolean;
  readonly isWorkTree: boolean;
  hasMember(folder: string): boolean;
}

/** From the folder up to its work tree's root, or to the top where there is none. */
function candidates(host: FileHost, start: string, home: string | undefined): string[] {
  const folders: string[] = [];
  for (let folder = start; ; folder = dirname(folder)) {
    const isTop = dirname(folder) === folder;
    if (folder !== start && (isTop || folder === home)) return folders;
    folders.push(folder);
    if (isTop || isWorkTreeRoot(host, folder)) return folders;
  }
}

async function inspect(host: FileHost, folder: string): Promise<FolderInfo> {
  const manifest = await host.read(folder, 'package.json');
  const pnpm = await host.read(folder, 'pnpm-workspace.yaml');
  const members = [
    ...(manifest === undefined ? [] : (parseManifest(manifest).workspaces ?? [])),
    ...pnpmPackages(pnpm),
    ...lernaPackages(await host.read(folder, 'lerna.json')),
    ...rushProjects(await host.read(folder, 'rush.json')),
  ];
  const isMember =
    members.length === 0 ? () => false : picomatch(members.map((glob) => glob.replace(/^\.\/|\/$/g, '')));
  const hasFile = [...CONFIGURATION_NAMES].some((name) => host.typeOf(join(folder, name)) === 'file');
  return {
    folder,
    configured: hasFile || manifest?.includes('"twelveFactor"') === true,
    hasManifest: manifest !== undefined,
    isWorkTree: isWorkTreeRoot(host, folder),
    hasMember: (member) => isMember(relative(folder, member).replaceAll('\\', '/')),
  };
}

function isWorkTreeRoot(host: FileHost, folder: string): boolean {
  return host.typeOf(join(folder, '.git')) !== 'missing';
}

/** The list under `packages:`; nothing else of that file matters here. */
function pnpmPackages(text: string | undefined): string[] {
  const list =
    /^packages:[ \t]*\r?\n((?:[ \t]*-.*(?:\r?\n|$)|[ \t]*#.*(?:\r?\n|$)|[ \t]*\r?\n)+)/m.exec(text ?? '')?.[1] ?? '';
  return [...list.matchAll(/^[ \t]*-[ \t]*(["']?)([^"'#\r\n]+?)\1[ \t]*(?:#.*)?$/gm)].map(([, , glob = '']) => glob);
}

function lernaPackages(text: string | undefined): string[] {
  const list = /"packages"\s*:\s*\[([^\]]*)\]/.exec(text ?? '')?.[1] ?? '';
  return [...list.matchAll(/"([^"\r\n]+)"/g)].map(([, glob = '']) => glob);
}

/** Rush names every project; its file is JSON with comments. */
function rushProjects(text: string | undefined): string[] {
  return [...(text ?? '').matchAll(/"projectFolder"\s*:\s*"([^"\r\n]+)"/g)].map(([, folder = '']) => folder);
}
