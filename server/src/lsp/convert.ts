import {
  AnnotatedTextEdit,
  type ChangeAnnotation,
  CreateFile,
  DeleteFile,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Range,
  TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { FilePath } from '../core/documents/kinds';
import { type FactorId, factorNumber } from '../core/rule/factors';
import type { Evidence, Finding, Severity } from '../core/rule/finding';
import type { Fix } from '../core/rule/fix';
import { type Edit, sortEdits } from '../core/text/edits';
import type { Span } from '../core/text/span';
import { type ComplianceLeaf, DIAGNOSTIC_SOURCE } from '../protocol/index';
import type { PositionSource } from './documents/line-starts';
import type { ClientFeatures } from './features';
import type { DiagnosticData } from './publisher';

/** Where a file is for the client; `version` is `null` for files that are not open. */
export interface Place {
  readonly uri: string;
  readonly version: number | null;
  readonly positions: PositionSource;
}

export type PlaceOf = (file: FilePath) => Place;

export function toRange(span: Span, positions: PositionSource): Range {
  return { start: positions.positionAt(span.start), end: positions.positionAt(span.end) };
}

export function toDiagnostic(finding: Finding, placeOf: PlaceOf, features: ClientFeatures): Diagnostic {
  const data: DiagnosticData = { fingerprint: finding.fingerprint };
  const href = finding.factor === null ? undefined : factorAddress(finding.factor);
  return {
    range: toRange(finding.span, placeOf(finding.file).positions),
    severity: SEVERITY[finding.severity],
    code: finding.rule,
    ...(features.diagnosticLinks && href !== undefined && { codeDescription: { href } }),
    source: DIAGNOSTIC_SOURCE,
    message: finding.message,
    ...(features.diagnosticTags && finding.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
    ...(features.diagnosticRelations &&
      finding.related.length > 0 && {
        relatedInformation: finding.related.map(({ file, span, message }) => {
          const { uri, positions } = placeOf(file);
          return { location: { uri, range: toRange(span, positions) }, message };
        }),
      }),
    data,
  };
}

/** A configuration file that does not hold; shown on its first line. */
export function toConfigurationDiagnostic(message: string): Diagnostic {
  return {
    range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
    severity: DiagnosticSeverity.Error,
    code: 'configuration',
    source: DIAGNOSTIC_SOURCE,
    message,
  };
}

/** Where the factor is explained: the project has no address of its own. */
export function factorAddress(factor: FactorId): string {
  return `https://12factor.net/${factor}`;
}

export function findingLeaf(finding: Finding, placeOf: PlaceOf, known = false): ComplianceLeaf {
  const { uri, positions } = placeOf(finding.file);
  return {
    kind: 'finding',
    rule: finding.rule,
    factor: finding.factor === null ? null : factorNumber(finding.factor),
    severity: finding.severity,
    message: finding.message,
    uri,
    path: finding.file,
    range: toRange(finding.span, positions),
    fingerprint: finding.fingerprint,
    fixable: finding.fixable !== undefined,
    ...(known && { known }),
  };
}

export function evidenceLeaf(evidence: Evidence, placeOf: PlaceOf): ComplianceLeaf {
  const { uri, positions } = placeOf(evidence.file);
  return {
    kind: 'evidence',
    rule: evidence.rule,
    factor: factorNumber(evidence.factor),
    message: evidence.statement,
    uri,
    path: evidence.file,
    range: toRange(evidence.span, positions),
    fixable: false,
  };
}

/** The part of a fix that changes texts and files. */
export type FileChanges = Pick<Fix, 'title' | 'edits' | 'creates' | 'deletes' | 'note' | 'needsConfirmation'>;

/**
 * `undefined` when the client cannot take such an edit: a fix is applied whole or not at all. `current` is the file that
 * the user looks at; changes of other files are explained, and confirmed, where the fix says so.
 */
export function toWorkspaceEdit(
  changes: FileChanges,
  current: FilePath | undefined,
  placeOf: PlaceOf,
  features: ClientFeatures,
): WorkspaceEdit | undefined {
  const creates = changes.creates ?? [];
  const deletes = changes.deletes ?? [];
  if (creates.length > 0 && !features.createFiles) return undefined;
  if (deletes.length > 0 && !features.deleteFiles) return undefined;
  if (!features.documentChanges) return { changes: plainChanges(changes.edits, placeOf) };
  const explains = features.changeAnnotations && (changes.needsConfirmation ?? changes.note) !== undefined;
  const touched = [...creates.map(({ path }) => path), ...changes.edits.keys(), ...deletes];
  // A warning that has no other file to hang on hangs on the current one: it must not be lost.
  const isAlone = changes.needsConfirmation !== undefined && touched.every((file) => file === current);
  const annotationFor = (file: FilePath): string | undefined =>
    explains && (file !== current || isAlone) ? ANNOTATION : undefined;
  const documentChanges: NonNullable<WorkspaceEdit['documentChanges']> = [];
  for (const { path, text } of creates) {
    const { uri } = placeOf(path);
    const annotation = annotationFor(path);
    const start = { line: 0, character: 0 };
    documentChanges.push(
      CreateFile.create(uri, { overwrite: false, ignoreIfExists: false }, annotation),
      TextDocumentEdit.create({ uri, version: null }, [
        annotated({ range: { start, end: start }, newText: text }, annotation),
      ]),
    );
  }
  for (const [file, edits] of changes.edits) {
    const { uri, version, positions } = placeOf(file);
    const annotation = annotationFor(file);
    const textEdits = toTextEdits(edits, positions).map((edit) => annotated(edit, annotation));
    documentChanges.push(TextDocumentEdit.create({ uri, version }, textEdits));
  }
  for (const path of deletes) documentChanges.push(DeleteFile.create(placeOf(path).uri, {}, annotationFor(path)));
  if (!touched.some((file) => annotationFor(file) !== undefined)) return { documentChanges };
  return { documentChanges, changeAnnotations: { [ANNOTATION]: annotationOf(changes) } };
}

const ANNOTATION = 'other-files';

function annotationOf({ title, note, needsConfirmation }: FileChanges): ChangeAnnotation {
  const description = needsConfirmation ?? note;
  return {
    label: title,
    needsConfirmation: needsConfirmation !== undefined,
    ...(description !== undefined && { description }),
  };
}

function annotated(edit: TextEdit, annotationId: string | undefined): TextEdit {
  return annotationId === undefined ? edit : AnnotatedTextEdit.replace(edit.range, edit.newText, annotationId);
}

function plainChanges(edits: Fix['edits'], placeOf: PlaceOf): NonNullable<WorkspaceEdit['changes']> {
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const [file, list] of edits) {
    const { uri, positions } = placeOf(file);
    changes[uri] = toTextEdits(list, positions);
  }
  return changes;
}

function toTextEdits(edits: readonly Edit[], positions: PositionSource): TextEdit[] {
  return sortEdits(edits).map(({ span, text }) => ({ range: toRange(span, positions), newText: text }));
}

const SEVERITY: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};
