"""Load the effective contract: the vendor's document with `openapi.overlay.yaml` applied.

That file is an OpenAPI Overlay document (Overlay Specification 1.0.0). We differ from the
specification in these points:

- `extends` is informative: the document always applies to the `openapi.json` beside it;
- `remove` also removes scalar members, as version 1.1 allows;
- arrays inside an `update`, which 1.0.0 does not define, are appended, as version 1.1 says;
- an entry that is already in an array is not appended again, so that the vendor can add it, too;
- unknown keys without `x-` and actions that do nothing are rejected.
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
