"use strict";
// The picture is drawn at 110 dots an inch, boxes are in points: the size of the loaded picture tells the page's.
const image = document.querySelector(".sheet img"), boxes = JSON.parse(document.getElementById("boxes").textContent);
const mark = () => {
  const width = image.naturalWidth * 72 / 110, height = image.naturalHeight * 72 / 110;
  for (const box of boxes) {
    const node = document.createElement("div");
    node.className = "at";
    node.style.cssText = `left:${100 * box.x0 / width}%; top:${100 * box.y0 / height}%; `
      + `width:${100 * (box.x1 - box.x0) / width}%; height:${100 * (box.y1 - box.y0) / height}%`;
    image.parentNode.append(node);
  }
};
if (image.complete && image.naturalWidth) mark(); else image.addEventListener("load", mark);
