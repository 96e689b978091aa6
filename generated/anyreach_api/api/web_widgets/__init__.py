"""The operations of the tag web_widgets."""
