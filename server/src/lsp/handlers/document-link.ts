import type { DocumentLink } from 'vscode-languageserver';
import { directoryOf, type FilePath, joinPath } from '../../core/documents/kinds';
import { DOTENV_LOADERS } from '../../core/knowledge/dotenv-loaders';
import type { Span } from '../../core/text/span';
import type { FileFacts } from '../../core/workspace/facts';
import { toRange } from '../convert';
import { currentDocument } from '../environment/variables';
import type { Session } from '../session/session';
import type { Workspace } from '../session/workspace';

interface PathInText {
  readonly path: string;
  readonly span: Span;
}

/** Paths of env files that a document names, as far as they lead to a file of the folder. */
export function documentLinks(workspace: Workspace, uri: string): DocumentLink[] | null {
  const current = currentDocument(workspace, uri);
  if (current === undefined || !current.session.settings.editor.features.documentLinks) return null;
  const { session, file, document } = current;
  const facts = session.analysis.resultOf(file)?.facts;
  if (facts === undefined) return null;
  return pathsIn(facts, document.text).flatMap(({ path, span }) => {
    const target = targetOf(session, file, path);
    return target === undefined ? [] : [{ range: toRange(span, document), target: session.placeOf(target).uri }];
  });
}

function pathsIn(facts: FileFacts, text: string): PathInText[] {
  switch (facts.kind) {
    case 'compose':
      return facts.document.services.flatMap(({ envFile }) => envFile);
    case 'typescript':
      return facts.imports.some(({ specifier }) => DOTENV_LOADERS.has(specifier)) ? pathsOf(text, LOADER_PATH) : [];
    case 'manifest':
    case 'shell':
    case 'procfile':
    case 'dockerfile':
      return pathsOf(text, OPTION);
    default:
      return [];
  }
}

/** `--env-file=.env`, `--env-file .env`, `--env-file-if-exists=.env`, in exec form as well. */
const OPTION = /--env-file(?:-if-exists)?(?:=|\s+|\\?["'],\s*\\?["'])\\?["']?([^\s"'\\,;&|$]+)/g;
/** `config({ path: '.env' })` */
const LOADER_PATH = /\bconfig\w*\(\s*\{[^{}]*?\bpath\s*:\s*['"]([^'"\r\n]+)['"]/g;

function pathsOf(text: string, pattern: RegExp): PathInText[] {
  return [...text.matchAll(pattern)].map((match) => {
    const path = match[1] ?? '';
    const start = match.index + match[0].lastIndexOf(path);
    return { path, span: { start, end: start + path.length } };
  });
}

/** Relative to the file, to its package (where scripts and services start), or to the folder. */
function targetOf(session: Session, file: FilePath, path: string): FilePath | undefined {
  if (/^(?:[\\/~]|[A-Za-z]:)/.test(path)) return undefined;
  const model = session.analysis.structure();
  const root = model.packageOf(file)?.root ?? '';
  const candidates = [directoryOf(file), root, ''].map((base) => joinPath(base, path));
  return candidates.find((candidate) => session.analysis.resultOf(candidate) !== undefined);
}
