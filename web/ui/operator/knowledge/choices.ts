/** What can be chosen where the server knows a few words only. */
export const LANGUAGES: [string, string][] = [
  ["en", "English"],
  ["nl", "Dutch"],
  ["de", "German"],
  ["fr", "French"],
  ["it", "Italian"],
];

/** Only what is published is used. */
export const STATES: [string, string][] = [
  ["published", "Published"],
  ["approved", "Approved"],
  ["draft", "Draft"],
];
