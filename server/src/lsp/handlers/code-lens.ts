import type { CodeLens } from 'vscode-languageserver';
import { isLibraryVariable } from '../../core/knowledge/platform-variables';
import { linkedVariable } from '../../core/workspace/environment/lookup';
import type { DeclarationKind } from '../../core/workspace/environment/uses';
import { CLIENT_COMMANDS } from '../../protocol/index';
import { toRange } from '../convert';
import { bringUpToDate, currentDocument } from '../environment/variables';
import type { ClientFeatures } from '../features';
import type { Workspace } from '../session/workspace';

/** Above each variable that an env file, a compose file or a Dockerfile declares: in how many places it is read. */
export function codeLenses(workspace: Workspace, uri: string, features: ClientFeatures): CodeLens[] {
  const current = currentDocument(workspace, uri);
  if (current === undefined || !current.session.settings.editor.features.codeLens) return [];
  const { session, file, document } = current;
  bringUpToDate(session);
  const model = session.analysis.structure();
  const declarations = session.analysis.resultOf(file)?.environment.declarations ?? [];
  return declarations.flatMap(({ name, span, kind, isBare }) => {
    if (!SHOWN.has(kind) || (isBare === true && ENV_FILES.has(kind))) return [];
    const count = linkedVariable(model, file, name)?.reads.length ?? 0;
    // What an image or a library calls its variables is read by them.
    if (count === 0 && (!ENV_FILES.has(kind) || isLibraryVariable(name))) return [];
    const range = toRange(span, document);
    const isShowable = count > 0 && features.clientCommands.has(CLIENT_COMMANDS.showReferences);
    const title = count === 0 ? 'read nowhere' : count === 1 ? 'read in 1 place' : `read in ${count} places`;
    const command = isShowable
      ? { title, command: CLIENT_COMMANDS.showReferences, arguments: [uri, range.start] }
      : { title, command: '' };
    return { range, command };
  });
}

const ENV_FILES: ReadonlySet<DeclarationKind> = new Set(['dotenv', 'example']);
const SHOWN: ReadonlySet<DeclarationKind> = new Set([...ENV_FILES, 'compose', 'dockerfile']);
