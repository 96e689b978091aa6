"""How Sphinx builds the site: `nox -s docs`."""

import builtins
import re
import sys
from pathlib import Path

from anyreach import __version__

sys.path.insert(0, str(Path(__file__).parents[1]))  # docs.extensions

project = "AnyReach for Python"
version = release = __version__
copyright = "the AnyReach Python client maintainers"  # noqa: A001  Sphinx calls it so
language = "en"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "docs.extensions.reference",
    "docs.extensions.commands",
    "docs.extensions.headings",
    "docs.extensions.included",
    "docs.extensions.plots",
    "docs.extensions.llms",
]
exclude_patterns = ["_build", "extensions"]

# Markdown, as GitHub shows it.
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4

# Docstrings, with Google's sections.
napoleon_numpy_docstring = False
napoleon_use_ivar = True
autodoc_typehints_format = "short"
autodoc_mock_imports = ["opentelemetry", "pyspark"]  # what only apps need
autodoc_preserve_defaults = True
autodoc_member_order = "bysource"
add_module_names = False
python_use_unqualified_type_names = True
maximum_signature_line_length = 70
toc_object_entries_show_parents = "hide"

# Every reference resolves, but for those that lead to other projects: the build uses no network.
nitpicky = True
_elsewhere = [*sys.stdlib_module_names, "httpx", "opentelemetry", "pandas", "pd", "pyspark"]
nitpick_ignore_regex = [
    ("py:.*", rf"({'|'.join(map(re.escape, _elsewhere))})\..*"),
    ("py:.*", "|".join(map(re.escape, [*dir(builtins), "Path", "UUID"]))),
    # Names in signatures that callers never write: the text beside them says what to pass.
    ("py:class", r"anyreach_api\.(types\.(Unset|WithId)|_model\.Model)|Model"),
    ("py:class", r"Answer|Cert|Contact|Hook|Options|Token|Transport|Verify"),
    ("py:.*", r"(.+\.)?[PT]"),  # type variables
    ("py:.*", r"Operation|Request"),  # of anyreach_api.api
    ("py:class", r"(anyreach\.otel\.)?Spans"),  # what spans() returns: a callable
]

llms_summary = "A Python client, sync and async, for the API of AnyReach's AI agents."
html_theme = "furo"
html_title = project
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_search_scorer = str(Path(__file__).with_name("search.js"))
html_copy_source = False
html_show_sphinx = False
# Prompts are not part of a command.
copybutton_prompt_text = r"\$ "
copybutton_prompt_is_regexp = True
