"use strict";
// Rows of text to a file that a spreadsheet opens: semicolons, and a cell that it would take for a formula made text.
const saveCsv = (name, lines) => {
  const cell = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    const formula = /^[=+\-@\t\r]/.test(text) && !/^-?[\d.,]+( %)?$/.test(text);
    return `"${(formula ? "'" : "") + text.replaceAll('"', '""')}"`;
  };
  const text = "\ufeff" + lines.map((line) => line.map(cell).join(";")).join("\r\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};
