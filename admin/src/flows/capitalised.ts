export const capitalised = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
