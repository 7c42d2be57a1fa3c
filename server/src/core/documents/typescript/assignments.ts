/** Assignments, increments and decrements in a text, by name: one look serves every question about the file. */
export function assignmentsIn(text: string): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { index, 1: assigned, 2: stepped } of text.matchAll(ASSIGNMENT)) {
    const name = assigned ?? stepped ?? '';
    const places = found.get(name);
    if (places === undefined) found.set(name, [index]);
    else places.push(index);
  }
  return found;
}

/** Operators are looked ahead for: where a name or a dash in a comment precedes an assignment, that one is seen too. */
const ASSIGNMENT =
  /(?<![\w$.])([A-Za-z_$\u00aa-\uffff][\w$\u00aa-\uffff]*)(?![\w$])(?=\s*(?:(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)?=(?![=>])|\+\+|--))|(?:\+\+|--)(?=\s*([A-Za-z_$\u00aa-\uffff][\w$\u00aa-\uffff]*))/g;
