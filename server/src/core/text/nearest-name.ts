/** The name that somebody may have meant: at most two slips away, and the only one that near. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  if (name.length < 5) return undefined;
  const most = name.length < 8 ? 1 : 2;
  let best: { readonly name: string; readonly distance: number } | undefined;
  let isTied = false;
  for (const other of known) {
    if (other === name || Math.abs(other.length - name.length) > most) continue;
    const distance = slips(name, other, most);
    if (distance > most || differsInDigits(name, other) || differsInShortWord(name, other)) continue;
    if (best === undefined || distance < best.distance) {
      best = { name: other, distance };
      isTied = false;
    } else if (distance === best.distance) isTied = true;
  }
  return isTied ? undefined : best?.name;
}

/** `S3_URL_1` and `S3_URL_2` are two names, no slip. */
function differsInDigits(a: string, b: string): boolean {
  return a.replace(/\d+/g, '#') === b.replace(/\d+/g, '#');
}

/** `AD_PASSWORD` and `SA_PASSWORD`, `EU_HOST` and `US_HOST`: words of two or three letters are abbreviations. */
function differsInShortWord(a: string, b: string): boolean {
  const words = a.split(/[_-]/);
  const others = b.split(/[_-]/);
  return (
    words.length > 1 &&
    words.length === others.length &&
    words.some((word, index) => word !== others[index] && Math.max(word.length, others[index]?.length ?? 0) <= 3)
  );
}

/** Optimal string alignment distance (insert, delete, replace, swap neighbours); `most + 1` when it is more. */
function slips(a: string, b: string, most: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? most + 1;
}
