"""The contract as everybody reads it: the vendor's document with `openapi.overlay.yaml` applied.

That file is an OpenAPI Overlay document (Overlay Specification 1.0.0). The specification is
followed, with these differences:

- `extends` is for people: the document is always applied to the `openapi.json` beside it;
- `remove` also takes members that are neither objects nor arrays, as version 1.1 allows;
- arrays inside an `update`, of which 1.0.0 says nothing, are appended, as version 1.1 says;
- an entry that an array has already is not appended again, so that the vendor may come to say the
  same;
- a key that is unknown, and has no `x-`, is refused, and so is an action that does nothing.
"""

from tools.overlays._apply import apply
from tools.overlays._load import CONTRACT, OVERLAY, Effective, beside, effective, load
from tools.overlays._overlay import Action, Overlay, read

__all__ = [
    "CONTRACT",
    "OVERLAY",
    "Action",
    "Effective",
    "Overlay",
    "apply",
    "beside",
    "effective",
    "load",
    "read",
]
