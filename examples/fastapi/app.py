"""A web API in front of AnyReach: `uvicorn app:app`."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse

from anyreach import APIError, AsyncAnyReach, NotFoundError, RateLimitError


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncGenerator[dict[str, Any]]:
    """Share one client between all requests, and close it when the app ends."""
    async with AsyncAnyReach() as client:
        yield {"client": client}


def client_of(request: Request) -> AsyncAnyReach:
    """Return the app's client."""
    client: AsyncAnyReach = request.state.client
    return client


Client = Annotated[AsyncAnyReach, Depends(client_of)]
app = FastAPI(lifespan=lifespan)


@app.get("/conversations")
async def list_conversations(client: Client, cursor: str | None = None) -> dict[str, Any]:
    """Return one page, and where the next one starts."""
    async for page in client.conversations.list(page_size=20, cursor=cursor).pages():
        found = [{"id": one.id, "status": one.status} for one in page.items]
        return {"conversations": found, "next_cursor": page.next_cursor}
    return {"conversations": [], "next_cursor": None}


@app.get("/conversations/{conversation_id}")
async def get_conversation(client: Client, conversation_id: str) -> dict[str, Any]:
    """Return a conversation; a summary that the token may not see is not an empty one."""
    conversation = await client.conversations.get(conversation_id)
    if conversation.is_redacted("summary"):
        return {"id": conversation.id, "withheld": ["summary"]}
    return {"id": conversation.id, "summary": conversation.summary}


@app.post("/calls", status_code=202)
async def call(client: Client, to: str, order_id: str) -> dict[str, str]:
    """Place a real phone call."""
    called = await client.conversations.call(
        to=to, agent_id="agent_1", custom_metadata={"order_id": order_id}
    )
    return {"id": called.id}


@app.exception_handler(APIError)
async def failed(_request: Request, error: APIError) -> JSONResponse:
    """Tell callers what they can do. The error's text holds no data of a conversation."""
    if isinstance(error, NotFoundError):
        return JSONResponse({"error": "not found"}, 404)
    if isinstance(error, RateLimitError):
        seconds = str(round(error.retry_after or 60))
        return JSONResponse({"error": "try again later"}, 503, {"Retry-After": seconds})
    return JSONResponse({"error": str(error), "may_have_happened": error.maybe_sent}, 502)
