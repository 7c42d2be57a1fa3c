/**
 * `off`: by a setting, or gone; `listing`: the files are being looked for; `structure`: manifests and containers are
 * read, nothing can be judged yet; `code`: open documents are judged one by one; `complete`: everything was handed in;
 * `stopped`: the user broke the index off, so cross-file rules stay silent.
 */
export type FolderPhase = 'off' | 'listing' | 'structure' | 'code' | 'complete' | 'stopped';

export function isIndexing(phase: FolderPhase): boolean {
  return phase === 'listing' || phase === 'structure' || phase === 'code';
}

/** True once it is known which files there are, so that documents can be handed in. */
export function knowsFiles(phase: FolderPhase): boolean {
  return phase !== 'off' && phase !== 'listing';
}

/** False while too little is known of the surroundings to judge a file. */
export function mayShow(phase: FolderPhase, isOpen: boolean): boolean {
  return phase === 'complete' || phase === 'stopped' || (phase === 'code' && isOpen);
}
