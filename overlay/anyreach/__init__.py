"""The AnyReach API for Python: conversations of AI agents, safe for any token's role.

from anyreach import AnyReach

with AnyReach() as client:  # the token comes from ANYREACH_TOKEN
    conversation = client.conversations.get("conv_1")
"""

from anyreach import models
from anyreach._client import AnyReach, AsyncAnyReach
from anyreach._errors import (
    AnyReachError,
    APIConnectionError,
    APIError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    ConflictError,
    InternalServerError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    RedactedError,
    UnprocessableEntityError,
)
from anyreach._redaction import (
    is_redacted,
    redacted,
    redacted_fields,
    reveal,
    sensitive_fields,
)
from anyreach._version import __version__
from anyreach_api.types import UNSET

__all__ = [
    "UNSET",
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AnyReach",
    "AnyReachError",
    "AsyncAnyReach",
    "AuthenticationError",
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "InternalServerError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
    "RedactedError",
    "UnprocessableEntityError",
    "__version__",
    "is_redacted",
    "models",
    "redacted",
    "redacted_fields",
    "reveal",
    "sensitive_fields",
]
