// Titles: a line in bold is heard as a heading, and what stands below is named after it.

const NAMED = '[role="region"], [role="combobox"], [aria-haspopup="menu"]';

function isLine(bold) {
  const [before, after] = [bold.previousSibling, bold.nextSibling];
  return (!before || /\n\s*$/.test(before.textContent)) && (!after || /^\n/.test(after.textContent));
}

/** Mark the titles in what an app said, and name tables, lists and menus after the nearest above. */
export function markTitles(root) {
  let title = "";
  for (const node of root.querySelectorAll(`div.mrk > strong, h2, h3, ${NAMED}`)) {
    if (node.matches(NAMED)) {
      if (title) node.setAttribute("aria-label", `${node.getAttribute("aria-label")}: ${title}`);
    } else if (node.matches("h2, h3") || isLine(node)) {
      if (node.matches("strong")) {
        node.setAttribute("role", "heading");
        node.setAttribute("aria-level", title ? "3" : "2");
      }
      title = node.textContent;
    }
  }
}

/** Where reading begins: the title, else the first paragraph; answers given before are none. */
export function beginning(root) {
  const first = [...root.querySelectorAll(".mrk, h2")].find((node) => !node.closest(".context, .section:has(> .side)"));
  const bold = first?.firstElementChild;
  const start = bold?.matches('[role="heading"]') && bold === first.firstChild ? bold : first;
  start?.setAttribute("tabindex", "-1");
  return start;
}
