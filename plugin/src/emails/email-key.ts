const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST = 60;

export const isEmailKey = (text: string): boolean => text.length <= LONGEST && KEY.test(text);
