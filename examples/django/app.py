"""A web page about conversations, in one file: `python app.py runserver`."""

import functools
import os
import sys

import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.http import Http404, HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from anyreach import AnyReach, NotFoundError, RedactedError

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["localhost", "testserver"],
        DEBUG=False,
        ROOT_URLCONF=__name__,
        SECRET_KEY=os.environ.get("DJANGO_SECRET_KEY", "only for this example"),
    )
    django.setup()

PAGE = Engine().from_string("""\
<!doctype html>
<title>Conversation {{ conversation.id }}</title>
<h1>{{ conversation.status }}</h1>
{% if withheld %}<p>You may not see the summary.</p>
{% else %}<p>{{ conversation.summary|default:"No summary." }}</p>{% endif %}
""")


@functools.cache
def client() -> AnyReach:
    """Return the client of this process, created with the first request: after any fork."""
    return AnyReach()


def show(_request: HttpRequest, conversation_id: str) -> HttpResponse:
    """Show a conversation.

    A template that reads a withheld field raises `RedactedError`: nothing reads as empty.
    """
    try:
        conversation = client().conversations.get(conversation_id)
    except NotFoundError:
        raise Http404 from None
    withheld = conversation.is_redacted("summary")
    context = Context({"conversation": conversation, "withheld": withheld})
    return HttpResponse(PAGE.render(context))


def summary(_request: HttpRequest, conversation_id: str) -> HttpResponse:
    """Return the summary as text, or 403 if the token may not see it."""
    try:
        text = client().conversations.get(conversation_id).summary
    except RedactedError as error:
        return HttpResponse(str(error), status=403, content_type="text/plain")
    return HttpResponse(text or "", content_type="text/plain")


urlpatterns = [
    path("conversations/<conversation_id>", show),
    path("conversations/<conversation_id>/summary", summary),
]
application = get_wsgi_application()

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
