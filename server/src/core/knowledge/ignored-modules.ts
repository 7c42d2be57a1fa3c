/**
 * Names of modules that people write by hand and keep out of the repository. Other ignored files are mostly made by a
 * generator, which a build runs first.
 */
export const HAND_MADE_NAME =
  /(?:^|[._-])(?:conf|config|configs|configuration|settings?|secrets?|credentials?|creds|keys?|passwords?|tokens?|auth|private|environment|env|local|localconfig|firebase|service-?account|connection|database|db)(?=$|[._-])|(?:Config|Settings|Secrets?|Credentials?|Keys?)(?=$|\.)/;

/** What such a file holds must never be committed. */
export const SECRET_FILE_NAME =
  /secret|credential|creds|key|password|token|auth|private|account|env|connection|firebase/i;
