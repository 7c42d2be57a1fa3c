import { pathToFileURL } from 'node:url';
import type { Server } from './server';

/** What a window of the workbench shows and loads. */
export interface WindowContent {
  /** An absolute path, exclusive with `workspaceFile`; an empty window if both are left out. */
  readonly folder?: string | undefined;
  readonly workspaceFile?: string | undefined;
  readonly extensionDevelopmentPaths: readonly string[];
  readonly extensionTestsPath?: string | undefined;
}

/** The address of such a window; with it, any browser loads the extension under development. */
export function windowAddress(server: Server, content: WindowContent): string {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${server.port}${pathToFileURL(path).pathname}`;
  const payload = [
    ...content.extensionDevelopmentPaths.map((path) => ['extensionDevelopmentPath', remote(path)]),
    ...(content.extensionTestsPath ? [['extensionTestsPath', remote(content.extensionTestsPath)]] : []),
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  const query = new URLSearchParams({ tkn: server.token });
  if (content.folder) query.set('folder', content.folder);
  else if (content.workspaceFile) query.set('workspace', content.workspaceFile);
  else query.set('ew', 'true');
  query.set('payload', JSON.stringify(payload));
  return `${server.url}/?${query}`;
}
