// lists of words, the most usual first, without the larger ones of their packages
declare module "@zxcvbn-ts/language-*.js" {
  const words: string[];
  export default words;
}
declare module "@zxcvbn-ts/language-*.mjs" {
  const words: string[];
  export default words;
}
