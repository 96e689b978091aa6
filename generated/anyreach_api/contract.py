"""What the contract says beside its operations and schemas."""

from typing import Final

SERVER_URL: Final = "https://api.anyreach.ai"
"""Where the API is."""
