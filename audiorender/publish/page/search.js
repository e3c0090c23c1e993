// Search in the transcript.

const search = { hits: [], at: -1 };
const PAINTED = 5000; // more matches than anyone looks at are counted, not painted

/** A pattern that finds the words however they are spaced, and either kind of quotation mark. */
function patternOf(query) {
  const words = query.trim().split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const pattern = words.join("\\s+").replace(/['‘’]/g, "['‘’]").replace(/["“”„«»]/g, "[\"“”„«»]");
  return new RegExp(pattern, "giu");
}

function find() {
  const query = $("query").value;
  search.hits = [];
  if (query.trim()) {
    const pattern = patternOf(query);
    for (const element of all(".words p")) {
      for (const match of element.textContent.matchAll(pattern)) {
        search.hits.push({ element, from: match.index, to: match.index + match[0].length });
      }
    }
  }
  paint("found", search.hits.slice(0, PAINTED).map(frozen));
  const below = search.hits.findIndex((hit) => hit.element.closest(".turn").getBoundingClientRect().bottom > 0);
  search.at = -1;
  if (search.hits.length) choose(Math.max(below, 0)); // the first that the reader has not passed
  else showFound();
}

/** Cheaper than a `Range` where there are thousands: nothing has to keep it right when the page changes. */
function frozen({ element, from, to }) {
  const [[startContainer, startOffset], [endContainer, endOffset]] = [spot(element, from), spot(element, to)];
  return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
}

function choose(index) {
  const count = search.hits.length;
  if (!count) return;
  search.at = (index + count) % count;
  const hit = search.hits[search.at];
  follow(false);
  bringIntoView(stretch(hit.element, hit.from, hit.to), false);
  showFound();
}

function showFound() {
  const hit = search.hits[search.at];
  paint("chosen", hit ? [stretch(hit.element, hit.from, hit.to)] : []);
  const count = search.hits.length;
  const { of, none } = $("found").dataset;
  const told = $("query").value.trim() ? none : "";
  $("found").textContent = hit ? filled(of, { at: search.at + 1, all: count }) : told;
  for (const id of ["from-here", "previous", "next"]) $(id).hidden = !hit;
}

function playHit() {
  const hit = search.hits[search.at];
  const index = said.indexOf(hit.element);
  if (index < 0) return;
  const words = wordsOf(index);
  seek(words.at[Math.max(lastAtMost(words.from, hit.from), 0)]);
  audio.play().catch(() => {});
}

function searching() {
  let waiting;
  $("query").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 120);
  });
  $("query").addEventListener("keydown", (event) => {
    if (event.key === "Enter") choose(search.at + (event.shiftKey ? -1 : 1));
    if (event.key !== "Escape") return;
    $("query").value = "";
    find();
    $("query").blur();
  });
  $("previous").addEventListener("click", () => choose(search.at - 1));
  $("next").addEventListener("click", () => choose(search.at + 1));
  $("from-here").addEventListener("click", playHit);
}
