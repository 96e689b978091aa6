"""The resources: one property per tag of the contract, loaded lazily."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import cast as _cast  # a tag may be called so

if TYPE_CHECKING:
    from .._resource import AsyncCaller, Caller
    from .agents import Agents, AsyncAgents
    from .campaigns import AsyncCampaigns, Campaigns
    from .conversations import AsyncConversations, Conversations
    from .knowledge_base import AsyncKnowledgeBase, KnowledgeBase
    from .members import AsyncMembers, Members
    from .organizations import AsyncOrganizations, Organizations
    from .phone_numbers import AsyncPhoneNumbers, PhoneNumbers
    from .trunks import AsyncTrunks, Trunks
    from .web_widgets import AsyncWebWidgets, WebWidgets
    from .workflows import AsyncWorkflows, Workflows


class Resources:
    """The resources of the contract."""

    __slots__ = ()

    @property
    def conversations(self) -> Conversations:
        """Create, list, retrieve, and message conversations between your users and AnyReach agents."""
        from .conversations import Conversations

        return Conversations(_cast("Caller", self))

    @property
    def members(self) -> Members:
        """Members of your organization and their permissions."""
        from .members import Members

        return Members(_cast("Caller", self))

    @property
    def agents(self) -> Agents:
        """Agents and their versions."""
        from .agents import Agents

        return Agents(_cast("Caller", self))

    @property
    def phone_numbers(self) -> PhoneNumbers:
        """Your organization's phone numbers."""
        from .phone_numbers import PhoneNumbers

        return PhoneNumbers(_cast("Caller", self))

    @property
    def trunks(self) -> Trunks:
        """SIP trunks that carry calls."""
        from .trunks import Trunks

        return Trunks(_cast("Caller", self))

    @property
    def web_widgets(self) -> WebWidgets:
        """Widgets that embed an agent in a web page."""
        from .web_widgets import WebWidgets

        return WebWidgets(_cast("Caller", self))

    @property
    def campaigns(self) -> Campaigns:
        """Outbound calls to lists of contacts."""
        from .campaigns import Campaigns

        return Campaigns(_cast("Caller", self))

    @property
    def knowledge_base(self) -> KnowledgeBase:
        """Datasets that agents search, and their sources."""
        from .knowledge_base import KnowledgeBase

        return KnowledgeBase(_cast("Caller", self))

    @property
    def workflows(self) -> Workflows:
        """Workflows that run before, during and after conversations."""
        from .workflows import Workflows

        return Workflows(_cast("Caller", self))

    @property
    def organizations(self) -> Organizations:
        """Your organization's access tokens and usage."""
        from .organizations import Organizations

        return Organizations(_cast("Caller", self))


class AsyncResources:
    """The resources of the contract, with `await`."""

    __slots__ = ()

    @property
    def conversations(self) -> AsyncConversations:
        """Create, list, retrieve, and message conversations between your users and AnyReach agents."""
        from .conversations import AsyncConversations

        return AsyncConversations(_cast("AsyncCaller", self))

    @property
    def members(self) -> AsyncMembers:
        """Members of your organization and their permissions."""
        from .members import AsyncMembers

        return AsyncMembers(_cast("AsyncCaller", self))

    @property
    def agents(self) -> AsyncAgents:
        """Agents and their versions."""
        from .agents import AsyncAgents

        return AsyncAgents(_cast("AsyncCaller", self))

    @property
    def phone_numbers(self) -> AsyncPhoneNumbers:
        """Your organization's phone numbers."""
        from .phone_numbers import AsyncPhoneNumbers

        return AsyncPhoneNumbers(_cast("AsyncCaller", self))

    @property
    def trunks(self) -> AsyncTrunks:
        """SIP trunks that carry calls."""
        from .trunks import AsyncTrunks

        return AsyncTrunks(_cast("AsyncCaller", self))

    @property
    def web_widgets(self) -> AsyncWebWidgets:
        """Widgets that embed an agent in a web page."""
        from .web_widgets import AsyncWebWidgets

        return AsyncWebWidgets(_cast("AsyncCaller", self))

    @property
    def campaigns(self) -> AsyncCampaigns:
        """Outbound calls to lists of contacts."""
        from .campaigns import AsyncCampaigns

        return AsyncCampaigns(_cast("AsyncCaller", self))

    @property
    def knowledge_base(self) -> AsyncKnowledgeBase:
        """Datasets that agents search, and their sources."""
        from .knowledge_base import AsyncKnowledgeBase

        return AsyncKnowledgeBase(_cast("AsyncCaller", self))

    @property
    def workflows(self) -> AsyncWorkflows:
        """Workflows that run before, during and after conversations."""
        from .workflows import AsyncWorkflows

        return AsyncWorkflows(_cast("AsyncCaller", self))

    @property
    def organizations(self) -> AsyncOrganizations:
        """Your organization's access tokens and usage."""
        from .organizations import AsyncOrganizations

        return AsyncOrganizations(_cast("AsyncCaller", self))
