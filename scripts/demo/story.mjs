/** Tells what happens and keeps count of what did not. */
export const createStory = () => {
  const failed = [];
  return {
    chapter: (title) => console.log(`\n${title}`),
    tell: (text) => console.log(`    ${text}`),
    saw: (browser) => {
      for (const block of browser.blocks()) console.log(`    │ ${block}`);
    },
    check: (what, holds) => {
      console.log(`  ${holds ? '✓' : '✗'} ${what}`);
      if (!holds) failed.push(what);
    },
    failed,
  };
};
