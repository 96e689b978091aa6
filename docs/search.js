// How pages rank in the search: a guide comes before the reference that repeats its words.
var Scorer = {
  score: ([page, title, anchor, description, score]) =>
    page.startsWith("reference/") ? score - 20 : score,
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 30,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
