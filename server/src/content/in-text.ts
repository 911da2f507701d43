/**
 * Whether what follows this Markdown or HTML stands in text. In an address, between the signs of an HTML tag or in
 * what it holds as code no value is safe, however it is escaped.
 */
export const isInText = (before: string): boolean => {
  const open = before.lastIndexOf('<');
  if (open > before.lastIndexOf('>') && /^<(?:[a-z!/?]|$)/i.test(before.slice(open, open + 2))) return false;
  const lower = before.toLowerCase();
  if (['script', 'style'].some((name) => lower.lastIndexOf(`<${name}`) > lower.lastIndexOf(`</${name}`)))
    return false;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (/^ {0,3}\[[^\]]*\]:/.test(line)) return false;
  const link = before.lastIndexOf('](');
  return link < 0 || /[\s)]/.test(before.slice(link + 2).trimStart());
};
