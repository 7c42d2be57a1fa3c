import { ts } from 'ts-morph';
import { STORAGE_CLASS } from '../../knowledge/file-writes';
import { ancestor, some } from './ast';

/** A class that keeps uploaded files: its name says storage, and one of its methods is given a file of a request. */
export function isUploadStorage(owner: ts.ClassLikeDeclaration): boolean {
  if (!STORAGE_CLASS.test(owner.name?.text ?? '')) return false;
  return owner.members.some(
    (member) =>
      ts.isMethodDeclaration(member) &&
      member.parameters.some(({ type }) => type !== undefined && UPLOADED.test(type.getText())),
  );
}

const UPLOADED = /\b(?:Multer\.File|MultipartFile|FileUpload|UploadedFile)\b/;

/** One of several drivers behind an interface, chosen by configuration: the local one serves development. */
export function isStorageDriver(node: ts.Node): boolean {
  const owner = ts.isClassLike(node) ? node : ancestor(node, ts.isClassLike);
  return (owner?.heritageClauses ?? []).some((clause) =>
    /storage|driver|provider|adapter|file/i.test(clause.getText()),
  );
}

/** The place where the class says which directory it is: a default or an initializer that is a literal path. */
export function directoryLiteralsOf(owner: ts.ClassLikeDeclaration): ts.StringLiteral[] {
  const found: ts.StringLiteral[] = [];
  for (const member of owner.members) {
    if (ts.isPropertyDeclaration(member) && member.initializer !== undefined) add(member.initializer);
    if (!ts.isConstructorDeclaration(member)) continue;
    for (const { initializer } of member.parameters) if (initializer !== undefined) add(initializer);
  }
  return found;

  function add(value: ts.Expression): void {
    some(value, (node) => {
      if (ts.isStringLiteral(node) && /^\.{0,2}\/?[\w./-]+$/.test(node.text)) found.push(node);
      return false;
    });
  }
}
