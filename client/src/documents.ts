import type * as vscode from 'vscode';

/**
 * Which documents the language server sees. By file name, never by language id: `.env` files carry five different ids,
 * compose files two, and ignore files often none. The server decides anew by the same names.
 */
export const DOCUMENT_PATTERNS: readonly string[] = [
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}',
  '**/{Dockerfile,dockerfile,Containerfile,containerfile}',
  '**/{Dockerfile,dockerfile,Containerfile,containerfile}.*',
  '**/*.{dockerfile,Dockerfile}',
  '**/{.env,.env.*,*.env}',
  '**/env.{example,sample,template,dist}',
  '**/*.{yml,yaml}',
  '**/Kustomization',
  '**/{package,app,devcontainer,.devcontainer}.json',
  '**/.npmrc',
  '**/*nginx*.conf',
  '**/{nginx,conf.d,sites-available,sites-enabled}/*.conf',
  '**/{Procfile,Procfile.*}',
  '**/{.gitignore,.dockerignore,*.dockerignore}',
  '**/{.nvmrc,.node-version,.tool-versions,mise.toml,.mise.toml}',
  '**/*.{sh,bash,dash,zsh}',
  '**/twelve-factor.config.jsonc',
];

/** A file without a name is known by its language only; `.env` texts are left alone there. */
const UNTITLED_LANGUAGES = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'dockerfile',
  'dockercompose',
] as const;

export interface DocumentFilter {
  readonly scheme: string;
  readonly pattern?: string;
  readonly language?: string;
}

/** Files on disk, files of virtual workspaces (one at a time, without the cross-file rules), and untitled documents. */
export function documentSelector(folders: readonly vscode.WorkspaceFolder[]): DocumentFilter[] {
  const schemes = new Set(['file', ...folders.map(({ uri }) => uri.scheme)]);
  return [
    ...[...schemes].flatMap((scheme) => DOCUMENT_PATTERNS.map((pattern) => ({ scheme, pattern }))),
    ...UNTITLED_LANGUAGES.map((language) => ({ scheme: 'untitled', language })),
  ];
}
