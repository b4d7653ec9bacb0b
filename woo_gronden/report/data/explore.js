"use strict";
// Files of passages call this as they load.
const woo = (() => {
  const about = JSON.parse(document.getElementById("about").textContent), say = about.messages, language = about.language;
  const byId = (id) => document.getElementById(id);
  const SHOWN_AT_ONCE = 40, LONGEST_TEXT = 420;
  const selects = [...document.querySelectorAll("select[data-field]")];
  const passages = [], answers = new Map(), known = new Map();
  let hits = [], shown = 0, waiting = about.chunks.length, timer = 0;

  const make = (name, options = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(options)) {
      if (key === "text") node.textContent = value; else if (key === "class") node.className = value; else node.setAttribute(key, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  };
  const groundOf = (id) => about.grounds[id] || { code: id.replace(/^(\w+):(.*)$/, "$2 $1"), color: "#4a4a4a", nl: "", en: "" };
  const tag = (id) => make("span", { class: "tag", style: `--mark: ${groundOf(id).color}`, text: groundOf(id).code, title: groundOf(id)[language] });
  // Words are sought without accents and capitals, as a person types them.
  const fold = (text) => (text || "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const valuesOf = (passage, field) => (field === "grounds" ? passage.grounds : passage[field] === null ? [] : [String(passage[field])]);

  const labelOf = (field, value) => (field === "grounds" ? `${groundOf(value).code} ${groundOf(value)[language]}` : say[value] || value);
  const fillSelects = () => {
    for (const select of selects) {
      const counts = new Map(), kept = select.value;
      for (const passage of passages) for (const value of valuesOf(passage, select.dataset.field)) counts.set(value, (counts.get(value) || 0) + 1);
      const values = [...counts.keys()].sort((a, b) => (select.id === "year" ? b - a : counts.get(b) - counts.get(a)));
      select.replaceChildren(make("option", { value: "", text: say.all }), ...values.map((value) => make("option", { value, text: `${labelOf(select.dataset.field, value)} (${counts.get(value)})` })));
      select.value = counts.has(kept) ? kept : "";
    }
  };
  const search = () => {
    const words = fold(byId("words").value).split(/\s+/).filter(Boolean);
    const asked = selects.filter((select) => select.value).map((select) => [select.dataset.field, select.value]);
    hits = passages.filter((passage) => asked.every(([field, value]) => valuesOf(passage, field).includes(value)) && words.every((word) => passage.folded.includes(word)));
    shown = 0;
    byId("results").replaceChildren();
    byId("count").textContent = `${hits.length} ${say.found}${waiting ? ` (${say.loading})` : ""}`;
    showMore();
  };
  const cut = (text) => text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT).trimEnd() + " …" : text;
  const highlighted = (text) => {
    const words = fold(byId("words").value).split(/\s+/).filter((word) => word.length > 1);
    const node = make("p");
    if (!words.length) { node.textContent = text; return node; }
    const lower = text.toLowerCase(), marks = [];
    for (const word of words) for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) marks.push([at, at + word.length]);
    let done = 0;
    for (const [start, end] of marks.sort((a, b) => a[0] - b[0])) {
      if (start < done) continue;
      node.append(text.slice(done, start), make("mark", { text: text.slice(start, end) }));
      done = end;
    }
    node.append(text.slice(done));
    return node;
  };
  const showMore = () => {
    byId("results").append(...hits.slice(shown, shown + SHOWN_AT_ONCE).map((passage) => make("li", {},
      ...passage.grounds.map(tag), make("a", { href: `#passage=${passage.passage_id}`, text: passage.section || say.no_heading }),
      make("br"), make("small", { text: [passage.authority, passage.decision_date, say[passage.kind], `${say.page} ${passage.page}`].filter(Boolean).join(" · ") }),
      highlighted(cut(passage.text || say.no_text)))));
    shown += SHOWN_AT_ONCE;
    byId("more").hidden = shown >= hits.length;
  };
  const download = () => {
    const fields = ["passage_id", "grounds", "authority", "law", "year", "kind", "weighing", "section", "page", "reference", "decision_date", "path", "text"];
    const valueOf = (passage, field) => (field === "grounds" ? passage.grounds.join(" ") : passage[field]);
    saveCsv("motiveringen.csv", [fields, ...hits.map((passage) => fields.map((field) => valueOf(passage, field)))]);
  };

  const showPassage = (id) => {
    const passage = known.get(id), view = byId("passage-view");
    if (!passage) { view.replaceChildren(make("p", { text: say.loading })); return; }
    const facts = ["authority", "law", "decision_type", "reference", "decision_date"], claim = ["kind", "weighing", "method", "score", "own_words"];
    const list = (names) => make("dl", {}, ...names.filter((name) => passage[name] !== null && passage[name] !== "").flatMap((name) => [make("dt", { text: say[name] || name }), make("dd", { text: say[passage[name]] || passage[name] })]));
    const around = passages.filter((other) => other.path === passage.path && other.reference === passage.reference && other !== passage);
    view.replaceChildren(make("p", {}, make("a", { href: "#search", text: say.back })), make("h2", { text: passage.section || say.passage }),
      ...passage.grounds.map((ground) => make("p", {}, tag(ground), groundOf(ground)[language])), make("blockquote", { text: passage.text || say.no_text }), list(claim),
      make("h2", { text: say.letter }), list(facts), make("p", { class: "soft", text: `${passage.path || ""} ${say.page} ${passage.page}` }),
      make("h2", { text: say.around }), make("ol", {}, ...around.map((other) => make("li", {}, make("a", { href: `#passage=${other.passage_id}`, text: `${say.page} ${other.page}: ${(other.text || other.section || say.no_heading).slice(0, 120)}` })))));
  };
  const showAnswer = (name) => {
    const found = answers.get(name), question = about.questions.find((one) => one.name === name), view = byId("answer");
    if (!found || !question) return;
    const at = found.headings.indexOf("passage_id");
    view.hidden = false;
    view.querySelector("h2").textContent = question[language];
    view.querySelector("p").textContent = `${found.rows.length} ${say.first_rows}`;
    view.querySelector("thead").replaceChildren(make("tr", {}, ...found.headings.map((text) => make("th", { scope: "col", text }))));
    view.querySelector("tbody").replaceChildren(...found.rows.map((row) => make("tr", {}, ...row.map((value, column) => make("td", {},
      column === at && value ? make("a", { href: `#passage=${value}`, text: value }) : String(value ?? ""))))));
  };
  const route = () => {
    const [part, value] = decodeURIComponent(location.hash.slice(1)).split("=");
    byId("search-view").hidden = !(part === "" || part === "search" || part === "results");
    byId("questions-view").hidden = !(part === "questions" || part === "question");
    byId("passage-view").hidden = part !== "passage";
    for (const link of document.querySelectorAll("header nav a")) link.toggleAttribute("aria-current", link.hash === `#${part || "search"}`);
    if (part === "passage") { showPassage(value); window.scrollTo(0, 0); }
    if (part === "question") showAnswer(value);
  };

  byId("title").textContent = about.title;
  byId("questions").append(...about.questions.map((question) => make("li", {}, make("a", { href: `#question=${question.name}`, text: question[language] }))));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("words").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 120); });
  selects.forEach((select) => select.addEventListener("change", search));
  byId("more").addEventListener("click", showMore);
  byId("csv").addEventListener("click", download);
  window.addEventListener("hashchange", route);
  const loaded = () => { waiting -= 1; fillSelects(); search(); route(); };
  queueMicrotask(() => {
    // One after the other, so that what is shown grows in the release's order.
    const next = (at) => {
      if (at === about.chunks.length) return;
      const node = make("script", { src: about.chunks[at] });
      node.addEventListener("load", () => { loaded(); next(at + 1); });
      document.body.append(node);
    };
    next(0);
  });
  route();
  return {
    add(some) { for (const passage of some) { passage.folded = fold([passage.text, passage.section].join(" ")); passages.push(passage); known.set(passage.passage_id, passage); } },
    answer(all) { for (const found of all) answers.set(found.name, found); },
  };
})();
