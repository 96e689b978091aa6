// What is too wide for the screen is scrolled by the keyboard, too: it takes the focus.
const scrollable = () => {
  for (const box of document.querySelectorAll("pre, .table-wrapper")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
addEventListener("load", scrollable);
addEventListener("resize", scrollable);
