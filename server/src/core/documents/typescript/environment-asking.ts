/** What the text around a place tells of whether the code asks for a value, without a parse. */
export interface Asking {
  /** It is tested, compared, or something else is used in its place. */
  readonly isOptional?: true;
  /** It gets another name or is passed on, and what comes of it there is not known. */
  readonly isKept?: true;
}

/**
 * The same answer for a file that is parsed and for one that is not, which is why both ask here.
 * @param start of the whole expression (`config.db.url`), in UTF-16 offsets
 * @param end of the same
 */
export function askingAt(text: string, start: number, end: number): Asking {
  const before = text.slice(Math.max(0, start - FAR), start);
  const after = text.slice(end, end + FAR);
  const inner = CONVERSION.test(before) ? after.replace(/^[^()]*\)/, '') : after;
  if (ASKED_AFTER.test(inner) || ASKED_BEFORE.test(before)) return { isOptional: true };
  return KEPT_BEFORE.test(before) || LAST_RESORT.test(before) ? { isKept: true } : {};
}

/** Longer than any operator with its white space. */
const FAR = 60;
const CONVERSION = /\b(?:Number|String|Boolean|parseInt|parseFloat)\(\s*$/;
const ASKED_AFTER = /^!?\s*(?:\|\||\?\?|&&|\?\.|\?\s|[!=]==?(?!>))/;
const ASKED_BEFORE =
  /(?:\b(?:if|while)\s*\(|&&|(?<!\|\|\s*)!|[!=]==?|\b(?:Boolean|Object\.is)\(|\]\.includes\(|\btypeof)\s*\(?$/;
const KEPT_BEFORE = /(?:[^=!<>]=|=>|\breturn|\[|\{|\bdefault)\s*$/;
const LAST_RESORT = /(?:\|\||\?\?)\s*$/;
