/** A half-open range of UTF-16 offsets into one text: `start` is included, `end` is not. The core knows no lines. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** True when the two spans share at least one character, or when an empty span lies inside the other. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

export function shift(target: Span, by: number): Span {
  return { start: target.start + by, end: target.end + by };
}

export function textOf(text: string, target: Span): string {
  return text.slice(target.start, target.end);
}
