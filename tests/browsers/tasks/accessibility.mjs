// What the engines' own accessibility trees name: the same roles and names in each whose driver looks there.

const SHEET = ".sheet:not([hidden])";
const RATED = `${SHEET} [data-criterion=teamwork] [data-score='2.5'][aria-pressed=true]`;

// By page: the role, and the name in Chinese and in English.
const FORM = [
  ["region", "团队合作", "Teamwork"],
  ["group", "团队合作：直接给一个分数", "Teamwork: tap a score"],
  ["button", "2.5", "2.5"],
  ["button", "逐级问我 团队合作", "Ask me level by level Teamwork"],
  ["radio", "做到", "met"],
  ["radio", "部分做到", "partly met"],
  ["radio", "未做到", "unmet"],
  ["radio", "未评", "unrated"],
];
const RESULT = [
  ["region", "结果", "Result"],
  ["heading", "结果", "Result"],
  ["heading", "待办事项", "To do"],
];
const GUIDED = [
  ["dialog", "客户第一", "Customer First"],
  ["button", "没有发生过", "No, nothing"],
  ["button", "有", "Yes"],
  ["button", "拿不准", "I am not sure"],
  ["button", "回到表格", "Back to the form"],
];
const SEARCH = [["textbox", "搜索", "Search"]];

/** Assert that the accessibility tree has these nodes; what lies far outside the window may not be in it yet. */
async function named(page, lang, nodes, place) {
  if (place) await page.until((selector) => document.querySelector(selector)?.scrollIntoView() ?? true, [place]);
  for (const [role, zh, en] of nodes) {
    const name = lang ? en : zh;
    const look = async () => ((await page.driver.accessible(role, name)) ? `${role} ${name}` : "nothing");
    await page.finds(look, `${role} ${name}`);
  }
}

export const ACCESSIBILITY = {
  async "accessible names"(page, lang) {
    if (!page.driver.accessible) return;
    await page.calculator(`${lang}calculator/`);
    await named(page, lang, FORM, `${SHEET} [data-criterion=teamwork]`);
    await page.tap("teamwork", 2.5);
    await page.visible(RATED);
    await named(page, lang, RESULT, `${SHEET} .result`);
    await page.click(`${SHEET} [data-criterion=customer-first] [data-act=guide]`);
    await page.visible("dialog.guided [data-step=happened]");
    await named(page, lang, GUIDED);
    await page.open(lang);
    await page.openSearch();
    await named(page, lang, SEARCH);
  },
};
