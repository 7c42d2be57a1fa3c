/** Every place of an app that says which Node it runs on. */
import type { DockerfileDocument, Stage } from '../documents/dockerfile/model';
import { baseName, directoryOf, type FilePath, joinPath } from '../documents/kinds';
import type { ManifestText } from '../documents/manifest/parse';
import { isNodeImage } from '../knowledge/image-tags';
import { parseNodeMajor, satisfiesMajor, versionOfNodeTag } from '../knowledge/node-versions';
import type { Location } from '../rule/finding';
import type { AppModel, DockerfileModel } from './app-model';

export interface NodeVersionPlace extends Location {
  readonly kind: 'file' | 'volta' | 'devEngines' | 'engines' | 'image' | 'workflow' | 'devcontainer';
  /** As written: an exact version, a major, a range, an alias. */
  readonly text: string;
  /** For messages: `.nvmrc`, `engines.node`, `the image`. */
  readonly label: string;
  /** False when the version is assembled from variables, so that no single text can be replaced. */
  readonly isWritten: boolean;
}

/** A stage whose base is the official image of Node in a version that can be read. */
export interface NodeImagePlace extends NodeVersionPlace {
  readonly kind: 'image';
  readonly stage: number;
}

const FILE_ORDER = ['.nvmrc', '.node-version', '.tool-versions', 'mise.toml', '.mise.toml'];

/** What the app asks for, the source of truth first: version files, then the manifest; nearer folders first. */
export function declaredNodeVersions(app: AppModel, root: FilePath = app.root): NodeVersionPlace[] {
  const folders = foldersAbove(root);
  const files = app.folderFactsOf('node-version');
  const fromFiles = folders.flatMap((folder) =>
    FILE_ORDER.flatMap((name): NodeVersionPlace[] => {
      const found = files.find(({ file }) => file === joinPath(folder, name));
      const [version] = found?.facts.document.versions ?? [];
      if (found === undefined || version === undefined) return [];
      return [{ file: found.file, span: version.span, kind: 'file', text: version.text, label: name, isWritten: true }];
    }),
  );
  const fromManifests = folders.flatMap((folder) => {
    const model = app.folderPackages.find((candidate) => candidate.root === folder);
    if (model === undefined) return [];
    const { voltaNode, devEngineNode, nodeEngine } = model.manifest;
    const place = (
      kind: 'volta' | 'devEngines' | 'engines',
      label: string,
      entry: ManifestText | undefined,
    ): NodeVersionPlace[] =>
      entry === undefined || entry.escaped
        ? []
        : [{ file: model.file, span: entry.span, kind, text: entry.value, label, isWritten: true }];
    return [
      ...place('volta', 'volta.node', voltaNode),
      ...place('devEngines', 'devEngines', devEngineNode),
      ...place('engines', 'engines.node', nodeEngine),
    ];
  });
  return [...fromFiles, ...fromManifests];
}

/** The image or the feature that developers of the app work in. */
export function devcontainerNodes(app: AppModel): NodeVersionPlace[] {
  return app.factsOf('devcontainer').flatMap(({ file, facts: { document } }): NodeVersionPlace[] => {
    const label = 'the dev container';
    const { image, features } = document;
    const { reference } = image ?? {};
    const isNode = reference !== undefined && (isNodeImage(reference.name) || DEV_IMAGE.test(reference.name));
    const text = isNode && reference?.tag !== undefined ? devVersion(reference.tag) : undefined;
    const [first] = features.filter(({ id }) => /(?:^|\/)node$/.test(id));
    // A feature is installed over what the image brings.
    if (first?.version !== undefined) {
      const { value, span, escaped } = first.version;
      return [{ file, span, kind: 'devcontainer', text: value, label, isWritten: !escaped }];
    }
    if (first !== undefined || image === undefined || text === undefined) return [];
    return [{ file, span: image.span, kind: 'devcontainer', text, label, isWritten: false }];
  });
}

/** `mcr.microsoft.com/devcontainers/typescript-node:1-22-bookworm`: the first number is the version of the image. */
const DEV_IMAGE = /(?:^|\/)devcontainers\/(?:typescript|javascript)-node$/;

function devVersion(tag: string): string | undefined {
  return versionOfNodeTag(/^[0-9.]+-(\d+(?:-\w+)?)$/.exec(tag)?.[1] ?? tag);
}

/** In the order of the stages, those outside of the release left out. */
export function nodeImages({ document, file, releaseStages }: DockerfileModel): NodeImagePlace[] {
  return document.stages.flatMap((stage): NodeImagePlace[] => {
    const { resolved } = stage.from;
    if (!releaseStages.has(stage.index) || resolved === undefined || !isNodeImage(resolved.name)) return [];
    const text = resolved.tag === undefined ? undefined : versionOfNodeTag(resolved.tag);
    if (text === undefined) return [];
    const span = placeOf(document, stage, text);
    const isWritten = span !== stage.from.span || stage.from.variables.length === 0;
    return [{ file, span, kind: 'image', text, label: baseName(file), stage: stage.index, isWritten }];
  });
}

/** The one major version a text asks for: of a range, the lowest that fits. `undefined` for what moves with time. */
export function wantedMajor(text: string): number | undefined {
  const exact = parseNodeMajor(text);
  if (exact !== undefined) return exact;
  for (let major = LOWEST; major <= HIGHEST; major++) if (satisfiesMajor(text, major) === true) return major;
  return undefined;
}

const LOWEST = 10;
const HIGHEST = 60;

/** The default of the global `ARG` that holds just the version or the tag, else the image as written. */
function placeOf(document: DockerfileDocument, { from }: Stage, version: string): Location['span'] {
  const [name] = from.variables;
  if (name === undefined || from.variables.length !== 1) return from.span;
  const argument = document.globalArguments
    .flatMap(({ assignments }) => assignments)
    .find((one) => one.name === name && one.hasDefault && one.variables.length === 0);
  return argument !== undefined && versionOfNodeTag(argument.value) === version ? argument.valueSpan : from.span;
}

function foldersAbove(root: FilePath): FilePath[] {
  const folders = [root];
  for (let folder = root; folder !== ''; folders.push(folder)) folder = directoryOf(folder);
  return folders;
}
