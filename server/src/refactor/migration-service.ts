import { parseCompose } from '../core/documents/compose/parse';
import type { DockerfileDocument } from '../core/documents/dockerfile/model';
import { parseDockerfile } from '../core/documents/dockerfile/parse';
import type { FilePath } from '../core/documents/kinds';
import type { ManifestDocument } from '../core/documents/manifest/model';
import { parseManifest } from '../core/documents/manifest/parse';
import type { ShellCommand } from '../core/documents/shell/split';
import { splitShell } from '../core/documents/shell/split';
import { startProgramOf } from '../core/knowledge/start-programs';
import type { Fix, FixContext } from '../core/rule/fix';
import type { Span } from '../core/text/span';
import type { AppModel } from '../core/workspace/app-model';
import { dockerfileOf, isDevelopmentService } from '../core/workspace/compose-services';
import { execForm } from './exec-form';
import { hasValues, oneOffServiceEdits } from './one-off-service';
import { type StrippedStart, stripStart } from './strip-start';

/** A service of a compose file that runs the CMD of an image. */
export interface ComposePlace {
  readonly compose: FilePath;
  readonly service: string;
}

/** Names of the services of a compose file that a one-off service can be put beside. */
export function extensibleServices(text: string): { readonly name: string; readonly span: Span }[] {
  return parseCompose(text).services.flatMap(({ name, nameSpan, build, command, entrypoint }) => {
    if (build?.contextSpan === undefined || command !== undefined || entrypoint !== undefined) return [];
    return oneOffServiceEdits(text, { of: name, command: ['true'] }) === undefined ? [] : [{ name, span: nameSpan }];
  });
}

/** The one service outside of development that starts the image as it is; `undefined` where there are several or none. */
export function serviceOfImage(
  app: AppModel,
  dockerfile: FilePath,
  extensible: readonly ComposePlace[],
): ComposePlace | undefined {
  const found = app.composeFiles.flatMap((model) =>
    model.document.services.flatMap((service): ComposePlace[] => {
      const { build, command, entrypoint, name } = service;
      if (model.role === 'development' || build?.contextSpan === undefined) return [];
      if (command !== undefined || entrypoint !== undefined || dockerfileOf(build, model) !== dockerfile) return [];
      return isDevelopmentService(service, build, model) ? [] : [{ compose: model.file, service: name }];
    }),
  );
  const [only, second] = found;
  if (only === undefined || second !== undefined) return undefined;
  return extensible.find(({ compose, service }) => compose === only.compose && service === only.service);
}

/** The start command at a place without its migrations; `undefined` where they cannot be taken out, or run as one command. */
export function startWithoutMigration(
  document: DockerfileDocument,
  span: Span,
  manifest: ManifestDocument | undefined,
): StrippedStart | undefined {
  const stripped = stripStart(document, span, manifest, isMigration);
  return stripped === undefined || commandFor(stripped) === undefined ? undefined : stripped;
}

/** Takes the migrations out of the image's start command and gives them a service that runs before the app's. */
export function migrationServiceFix(context: FixContext): Fix | undefined {
  const { finding, file, text } = context;
  const { manifest: manifestFile, compose, service } = finding.data;
  const source = manifestFile === undefined ? undefined : context.companion(String(manifestFile));
  const composeText = context.companion(String(compose));
  const manifest = source === undefined ? undefined : parseManifest(source);
  const stripped = startWithoutMigration(parseDockerfile(text), finding.span, manifest);
  const command = stripped && commandFor(stripped);
  if (stripped === undefined || command === undefined || composeText === undefined) return undefined;
  const added = oneOffServiceEdits(composeText, { of: String(service), command });
  if (added === undefined) return undefined;
  return {
    title: 'Run migrations as a service of their own',
    safety: 'suggestion',
    edits: new Map([
      [file, stripped.edits],
      [String(compose), added],
    ]),
    carriesValue: hasValues(composeText, String(service)),
    needsConfirmation: `Adds a service to ${String(compose)} that runs once before "${String(service)}" starts.`,
  };
}

/** One plain command as it is, several through a shell. */
function commandFor({ removed }: StrippedStart): readonly string[] | undefined {
  const texts = removed.map(({ text }) => text);
  const [text, second] = texts;
  if (text === undefined || texts.some((one) => /[\r\n]/.test(one))) return undefined;
  const commands = splitShell(text);
  const [command] = commands;
  if (second === undefined && command !== undefined && execForm.isPlain(commands)) {
    return (command.wrappedWords ?? command.words).map((word) => word.text);
  }
  return ['sh', '-c', texts.join(' && ')];
}

function isMigration(command: ShellCommand): boolean {
  return startProgramOf(command)?.kind === 'migration';
}
