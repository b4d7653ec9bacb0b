"use strict";
(() => {
  const all = JSON.parse(document.getElementById("rows").textContent), say = all.messages;
  const byId = (id) => document.getElementById(id);
  const dialog = byId("behind"), body = dialog.querySelector("tbody"), heads = dialog.querySelector("thead");
  // As many rows as a browser lays out without a wait; the rest is in the CSV file.
  const MOST_SHOWN = 500;
  let rows = [], headings = [], name = "";

  const cell = (kind, text) => { const node = document.createElement(kind); node.textContent = text; if (kind === "th") node.scope = "col"; return node; };
  const line = (kind, values) => { const row = document.createElement("tr"); row.append(...values.map((value) => cell(kind, value))); return row; };
  const fill = () => {
    const asked = byId("behind-search").value.trim().toLowerCase();
    const mine = rows.filter((row) => !asked || row.some((value) => value.toLowerCase().includes(asked)));
    body.replaceChildren(...mine.slice(0, MOST_SHOWN).map((row) => line("td", row)));
    byId("behind-count").textContent = `${mine.length} ${say.rows}` + (mine.length > MOST_SHOWN ? `, ${say.shown} ${MOST_SHOWN}` : "")
      + (all.figures[name].left ? `; ${all.figures[name].left} ${say.left}` : "");
  };
  const open = (figure, key, title) => {
    name = figure;
    headings = all.figures[figure].headings;
    rows = all.figures[figure].rows.filter((row) => key === null || row[0] === key).map((row) => row.slice(1));
    heads.replaceChildren(line("th", headings));
    byId("behind-title").textContent = title;
    byId("behind-search").value = "";
    fill();
    dialog.showModal();
  };
  for (const button of document.querySelectorAll("button.behind")) {
    const title = () => `${document.querySelector(`#${button.dataset.figure} h3`).textContent}: ${button.textContent}`;
    button.addEventListener("click", () => open(button.dataset.figure, button.dataset.key, title()));
  }
  for (const details of document.querySelectorAll("details.rows")) {
    details.addEventListener("click", (event) => { event.preventDefault(); open(details.dataset.figure, null, document.querySelector(`#${details.dataset.figure} h3`).textContent); });
  }
  // A search field keeps the key for itself.
  byId("behind-search").addEventListener("keydown", (event) => { if (event.key === "Escape") dialog.close(); });
  byId("behind-search").addEventListener("input", fill);
  byId("behind-csv").addEventListener("click", () => saveCsv(`${name}.csv`, [headings, ...rows]));
  byId("behind-close").addEventListener("click", () => dialog.close());
})();
