// Shows the changes that the filter asks for. Without it, the page shows all of them.
const form = document.querySelector("form");
const changes = [...document.querySelectorAll("article")];
const texts = changes.map((change) => change.textContent.toLowerCase());

function show() {
  const asked = new FormData(form);
  const words = asked.get("words").trim().toLowerCase();
  let shown = 0;
  changes.forEach((change, index) => {
    const { level, sides, tags } = change.dataset;
    change.hidden = !(
      asked.getAll("level").includes(level) &&
      sides.split(" ").some((side) => asked.getAll("side").includes(side)) &&
      (asked.get("tag") === "" || tags.split("\n").includes(asked.get("tag"))) &&
      texts[index].includes(words)
    );
    shown += !change.hidden;
  });
  form.querySelector("output").value = `${shown} of ${changes.length} changes`;
}

form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("beforeprint", () => {
  for (const more of document.querySelectorAll("article details")) more.open = true;
});
form.hidden = false;
show();
