import { createGitIgnore } from '../../server/src/core/documents/ignore-file/match';
import { directoryOf } from '../../server/src/core/documents/kinds';
import { parseTypeScript } from '../../server/src/core/documents/typescript/parse';
import type { FixContext } from '../../server/src/core/rule/fix';
import type { Span } from '../../server/src/core/text/span';
import type { Files } from '../support/analyze';

/** What a fix sees of a folder given as texts, for a finding at a place of one of its files. */
export function fixContext(files: Files, file: string, span: Span, packageRoot = ''): FixContext {
  const text = files[file] ?? '';
  const isIgnored = gitIgnoreOf(files);
  return {
    finding: {
      rule: 'config/example',
      factor: 'config',
      severity: 'error',
      file,
      span,
      message: '',
      messageId: '',
      data: {},
      because: undefined,
      related: [],
      fixable: 'suggestion',
      secret: true,
      unnecessary: false,
      fingerprint: '',
    },
    file,
    text,
    tree: () => parseTypeScript(file, text),
    read: (reader) => reader(text, file),
    companion: (path) => files[path],
    isGitIgnored: isIgnored,
    exists: (path) => files[path] !== undefined && !isIgnored(path),
    packageRoot,
    appRoot: packageRoot,
    configModules: () => [],
    environmentTypes: () => [],
    resolve: () => undefined,
    ownImports: () => [],
  };
}

export function gitIgnoreOf(files: Files): (path: string) => boolean {
  return createGitIgnore(
    Object.entries(files)
      .filter(([path]) => path === '.gitignore' || path.endsWith('/.gitignore'))
      .map(([path, text]) => ({ directory: directoryOf(path), text })),
  );
}
